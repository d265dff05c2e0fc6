import JSON

/// An account as the app answered.
package struct RemoteAccount: Sendable, Equatable {
    /// The SCIM id.
    package let id: String
    /// The id that the provisioning client gave it.
    package let externalId: String?
    package let userName: String
    package let active: Bool
    /// Values by attribute path; from a list answer they may be incomplete.
    package let attributes: [String: String]

    /// Reads a resource; `nil` when it has no id or user name.
    init?(_ resource: JSONValue, dialect: SCIMDialect) {
        guard let id = resource["id"]?.text, let userName = resource["userName"]?.text else { return nil }
        self.id = id
        self.userName = userName
        externalId = resource["externalId"]?.text
        active = resource["active"]?.flag ?? false
        attributes = AccountDocument.attributes(of: resource, dialect: dialect)
    }
}
