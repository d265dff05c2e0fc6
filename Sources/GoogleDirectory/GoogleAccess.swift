/// Who reads Google's directory, and in whose name: what every refusal is about.
package struct GoogleAccess: Sendable, Equatable {
    /// Where the service account's tokens come from.
    package enum Credentials: Sendable, Equatable {
        case key
        case metadataServer
        case federation
    }

    /// Where the service account's tokens come from.
    package let credentials: Credentials
    /// The service account's address; `nil` where only the metadata server knows it.
    package let serviceAccount: String?
    /// The administrator in whose name Google is read; `nil` where the service account has a role of its own.
    package let administrator: String?
    /// The customer whose directory is read.
    package let customer: String

    package init(_ credentials: Credentials, serviceAccount: String?, administrator: String?, customer: String) {
        self.credentials = credentials
        self.serviceAccount = serviceAccount
        self.administrator = administrator
        self.customer = customer
    }

    /// The service account in a sentence.
    var account: String { serviceAccount ?? "this machine's service account" }
    /// Whoever Google judges the rights of, in a sentence.
    var reader: String { administrator ?? account }
}
