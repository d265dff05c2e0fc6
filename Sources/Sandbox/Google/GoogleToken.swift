import Foundation

/// An access token of the Google side.
struct GoogleToken: Codable, Sendable, Equatable {
    var scopes: Set<String>
    var expires: Date
}

/// The scopes of the delegation entry in the sample organisation's Admin console.
enum GoogleScope {
    static let prefix = "https://www.googleapis.com/auth/"
    static let delegated: Set<String> = Set(
        [
            "admin.directory.user.readonly", "admin.directory.group.readonly", "admin.directory.group.member.readonly",
            "admin.directory.orgunit.readonly",
            "admin.directory.domain.readonly", "admin.directory.userschema.readonly", "admin.directory.customer.readonly",
        ].map { prefix + $0 })
}
