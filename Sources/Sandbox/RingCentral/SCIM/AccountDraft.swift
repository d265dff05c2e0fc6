import Foundation

/// An account under construction: the state in which a request may put it before the rules for the whole are checked.
struct AccountDraft: Sendable, Equatable {
    var account: Account

    /// Reads a whole resource, as POST and PUT bring it. Attributes outside the schema are ignored (RFC 7643 §2).
    ///
    /// - Parameter account: whose id and dates to keep; every other attribute is replaced.
    init(replacing account: Account, with body: JSONValue) throws(Refusal) {
        guard case .object(let members) = body else { throw ScimError.invalidSyntax("The body must be a JSON object") }
        let attributes = ScimAttributes(members)
        guard let schemas = attributes["schemas"]?.arrayValue,
            schemas.contains(where: { $0.stringValue?.lowercased() == Account.coreSchema.lowercased() })
        else {
            throw ScimError.invalidValue("schemas must contain \(Account.coreSchema)")
        }
        var fresh = Account(
            id: account.id, userName: "", email: "", givenName: "", familyName: "", created: account.created, lastModified: account.lastModified)
        fresh.userName = try Self.required(attributes["userName"], "userName")
        guard let name = attributes["name"]?.objectValue else { throw ScimError.invalidValue("name is required") }
        fresh.givenName = try Self.required(ScimAttributes(name)["givenName"], "name.givenName")
        fresh.familyName = try Self.required(ScimAttributes(name)["familyName"], "name.familyName")
        self.account = fresh
        guard let emails = attributes["emails"] else { throw ScimError.invalidValue("emails is required") }
        try setEmails(emails)
        self.account.externalId = try Self.text(attributes["externalId"], "externalId")
        self.account.title = try Self.text(attributes["title"], "title")
        if let active = attributes["active"] { try setActive(active) }
        try setPhones(attributes["phoneNumbers"] ?? .null)
        try setAddresses(attributes["addresses"] ?? .null)
        try setPhotos(attributes["photos"] ?? .null)
        try setEnterprise(attributes[Account.enterpriseSchema] ?? .null)
    }

    init(_ account: Account) { self.account = account }

    /// The rules that only a finished account can be held to.
    func finished() throws(Refusal) -> Account {
        let parts = account.userName.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), account.userName.utf8.count <= 254,
            !account.userName.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 })
        else { throw ScimError.invalidValue("userName must be an e-mail address") }
        guard account.userName.lowercased() == account.email.lowercased() else {
            throw ScimError.invalidValue("userName and the work e-mail must be the same; change both in one request")
        }
        return account
    }

    mutating func setEmails(_ value: JSONValue) throws(Refusal) {
        let elements = try Self.elements(value, "emails")
        guard elements.count == 1 else { throw ScimError.invalidValue("emails must have exactly one element, of type work") }
        try Self.requireType(elements[0], in: ["work"], "emails")
        account.email = try Self.required(elements[0]["value"], "emails.value")
    }

    mutating func setPhones(_ value: JSONValue) throws(Refusal) {
        var phones: [Account.Phone] = []
        for element in try Self.elements(value, "phoneNumbers") {
            try Self.requireType(element, in: ["work", "mobile", "other"], "phoneNumbers")
            phones.append(Account.Phone(type: element["type"]?.stringValue ?? "", value: try Self.required(element["value"], "phoneNumbers.value")))
        }
        account.phones = phones
    }

    mutating func setAddresses(_ value: JSONValue) throws(Refusal) {
        let elements = try Self.elements(value, "addresses")
        guard elements.count <= 1 else { throw ScimError.invalidValue("addresses may have one element, of type work") }
        account.address = nil
        guard let element = elements.first else { return }
        try Self.requireType(element, in: ["work"], "addresses")
        var address = Account.Address()
        for (name, part) in Account.Address.parts { address[keyPath: part] = try Self.text(element[name], "addresses.\(name)") }
        account.address = address.isEmpty ? nil : address
    }

    mutating func setPhotos(_ value: JSONValue) throws(Refusal) {
        let elements = try Self.elements(value, "photos")
        guard elements.count <= 1 else { throw ScimError.invalidValue("photos may have one element, of type photo") }
        account.photo = nil
        guard let element = elements.first else { return }
        try Self.requireType(element, in: ["photo"], "photos")
        account.photo = try Self.required(element["value"], "photos.value")
    }

    mutating func setEnterprise(_ value: JSONValue) throws(Refusal) {
        account.department = nil
        if value == .null { return }
        guard case .object(let members) = value else { throw ScimError.invalidValue("\(Account.enterpriseSchema) must be an object") }
        account.department = try Self.text(ScimAttributes(members)["department"], "department")
    }

    mutating func setActive(_ value: JSONValue) throws(Refusal) {
        guard let active = value.boolValue else { throw ScimError.invalidValue("active must be a boolean") }
        account.active = active
        account.awaitsActivation = nil
    }

    /// A string; null and the empty string mean unassigned (RFC 7643 §2.5).
    static func text(_ value: JSONValue?, _ name: String) throws(Refusal) -> String? {
        switch value {
        case nil, .null?: return nil
        case .string(let text)?: return text.isEmpty ? nil : text
        default: throw ScimError.invalidValue("\(name) must be a string")
        }
    }

    static func required(_ value: JSONValue?, _ name: String) throws(Refusal) -> String {
        guard let text = try text(value, name) else { throw ScimError.invalidValue("\(name) is required") }
        return text
    }

    private static func elements(_ value: JSONValue, _ name: String) throws(Refusal) -> [ScimAttributes] {
        if value == .null { return [] }
        guard case .array(let elements) = value else { throw ScimError.invalidValue("\(name) must be an array") }
        var result: [ScimAttributes] = []
        for element in elements {
            guard case .object(let members) = element else { throw ScimError.invalidValue("\(name) must hold objects") }
            result.append(ScimAttributes(members))
        }
        return result
    }

    private static func requireType(_ element: ScimAttributes, in allowed: [String], _ name: String) throws(Refusal) {
        guard let type = element["type"]?.stringValue, allowed.contains(type) else {
            throw ScimError.invalidValue("\(name).type must be \(allowed.joined(separator: " or "))")
        }
    }
}

/// Members of a SCIM object, whose names compare without regard to case (RFC 7643 §2.1).
struct ScimAttributes: Sendable, Equatable {
    private let folded: [String: JSONValue]

    init(_ members: [String: JSONValue]) {
        folded = Dictionary(members.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ name: String) -> JSONValue? { folded[name.lowercased()] }
}
