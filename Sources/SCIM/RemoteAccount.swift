import JSON

/// An account as the app answered.
package struct RemoteAccount: Sendable, Equatable {
    /// The SCIM id.
    package let id: String
    /// The id that the provisioning client gave it; `nil` when none did, or when the app keeps none.
    package let externalId: String?
    /// Empty when the answer named none.
    package let userName: String
    /// Whether it may be used; `nil` when the answer does not say.
    package let isActive: Bool?
    /// Values by attribute path; from a list answer they may be incomplete.
    package let attributes: [String: String]
    /// The account as a whole, to be put back with a change over it; only of an answer about this account alone, and only if nothing in it had to be repaired.
    let resource: JSONValue?

    /// Whether it is known to be active.
    package var active: Bool { isActive ?? false }

    /// Reads a resource; `nil` when it has no id.
    init?(_ resource: JSONValue, dialect: SCIMDialect, keepsResource: Bool = false) {
        let lifted = resource.withCoreAttributesLifted
        guard let id = lifted["id"]?.text else { return nil }
        self.id = id
        userName = lifted["userName"]?.text ?? ""
        externalId = dialect.keepsExternalId ? lifted["externalId"]?.text : nil
        isActive = lifted["active"]?.flag
        attributes = AccountDocument.attributes(of: lifted, dialect: dialect)
        self.resource = keepsResource ? resource : nil
    }
}

/// What the app answered to a write.
package enum AccountAnswer: Sendable, Equatable {
    /// The account as it is now: a JSON resource with id and user name.
    case whole(RemoteAccount)
    /// Nothing that says what became of it: no body, another content type, a page of a gateway.
    case silent

    /// The account, when the answer has it.
    package var account: RemoteAccount? {
        if case .whole(let account) = self { account } else { nil }
    }
}
