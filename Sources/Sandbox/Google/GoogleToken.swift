import Foundation

/// An access token of the Google side.
struct GoogleToken: Codable, Sendable, Equatable {
    var scopes: Set<String>
    var expires: Date
    /// Whether it is the service account's own, so that its role counts; `nil`, as in older state files, and `false`: an administrator's, by delegation.
    var isServiceAccounts: Bool?
}

/// The scopes of the delegation entry in the sample organisation's Admin console.
enum GoogleScope {
    static let prefix = "https://www.googleapis.com/auth/"
    static let cloudPlatform = prefix + "cloud-platform"
    static let iam = prefix + "iam"
    static let delegated: Set<String> = Set(
        [
            "admin.directory.user.readonly", "admin.directory.group.readonly", "admin.directory.group.member.readonly",
            "admin.directory.orgunit.readonly",
            "admin.directory.domain.readonly", "admin.directory.userschema.readonly", "admin.directory.customer.readonly",
        ].map { prefix + $0 })
}
