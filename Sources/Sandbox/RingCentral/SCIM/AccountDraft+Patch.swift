import Foundation

/// The operations of a PATCH; lower case only, as RingCentral's schema lists them.
enum PatchOperation: String, Sendable {
    case add, replace, remove
}

extension AccountDraft {
    static let patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"

    /// Applies a whole PATCH body; the caller keeps the result only if every operation succeeded.
    mutating func apply(patch body: JSONValue) throws(Refusal) {
        guard case .object(let members) = body else { throw ScimError.invalidSyntax("The body must be a JSON object") }
        let message = ScimAttributes(members)
        guard message["schemas"]?.arrayValue?.contains(.string(Self.patchSchema)) ?? false else {
            throw ScimError.invalidSyntax("schemas must contain \(Self.patchSchema)")
        }
        guard let operations = message["Operations"]?.arrayValue, !operations.isEmpty else { throw ScimError.invalidSyntax("Operations is required") }
        for item in operations {
            guard case .object(let members) = item else { throw ScimError.invalidSyntax("An operation must be an object") }
            let fields = ScimAttributes(members)
            guard let operation = fields["op"]?.stringValue.flatMap(PatchOperation.init) else {
                throw ScimError.invalidSyntax("op must be add, replace or remove, in lower case")
            }
            switch fields["path"] {
            case nil, .null?: try apply(operation, members: fields["value"])
            case .string(let text)?: try apply(operation, at: try Self.path(text), value: fields["value"])
            default: throw ScimError.invalidPath("(not a string)")
            }
        }
    }

    private static func path(_ text: String) throws(Refusal) -> PatchPath {
        guard let path = PatchPath(text) else { throw ScimError.invalidPath(text) }
        return path
    }

    /// An operation without a path: its value is an object of attributes. Unknown ones are ignored, as in a whole resource.
    private mutating func apply(_ operation: PatchOperation, members: JSONValue?) throws(Refusal) {
        guard operation != .remove else { throw ScimError.refusal(400, .noTarget, "remove needs a path") }
        guard case .object(let attributes)? = members else { throw ScimError.invalidValue("Without a path, value must be an object") }
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            guard let path = PatchPath(name) else { continue }
            try apply(operation, at: path, value: value)
        }
    }

    private mutating func apply(_ operation: PatchOperation, at path: PatchPath, value: JSONValue?) throws(Refusal) {
        switch operation {
        case .remove: try remove(path)
        case .add, .replace:
            guard let value else { throw ScimError.invalidValue("value is required") }
            try assign(value, at: path, isReplace: operation == .replace)
        }
    }

    private mutating func assign(_ value: JSONValue, at path: PatchPath, isReplace: Bool) throws(Refusal) {
        switch path {
        case .active: try setActive(value)
        case .userName: account.userName = try Self.required(value, "userName")
        case .title: account.title = try Self.text(value, "title")
        case .externalId: account.externalId = try Self.text(value, "externalId")
        case .givenName: account.givenName = try Self.required(value, "name.givenName")
        case .familyName: account.familyName = try Self.required(value, "name.familyName")
        case .name:
            guard case .object(let members) = value else { throw ScimError.invalidValue("name must be an object") }
            let name = ScimAttributes(members)
            if let given = name["givenName"] { account.givenName = try Self.required(given, "name.givenName") }
            if let family = name["familyName"] { account.familyName = try Self.required(family, "name.familyName") }
        case .emails: try setEmails(value)
        case .email: try setEmails(.array([Self.typed(value, "work")]))
        case .emailValue: account.email = try Self.required(value, "emails.value")
        case .phones: try assignPhones(value, isReplace: isReplace)
        case .phone(let type): try assignPhone(type, Self.member(of: value, "value", "phoneNumbers"), isReplace: isReplace)
        case .phoneValue(let type): try assignPhone(type, try Self.required(value, "phoneNumbers.value"), isReplace: isReplace)
        case .addresses: try setAddresses(value)
        case .address: try setAddresses(.array([Self.typed(value, "work")]))
        case .addressPart(let part): try assignAddressPart(part, try Self.text(value, "addresses.\(part)"), isReplace: isReplace)
        case .photos: try setPhotos(value)
        case .photo: account.photo = try Self.member(of: value, "value", "photos")
        case .photoValue: account.photo = try Self.required(value, "photos.value")
        case .enterprise: try setEnterprise(value)
        case .department: account.department = try Self.text(value, "department")
        }
    }

    private mutating func remove(_ path: PatchPath) throws(Refusal) {
        switch path {
        case .userName, .name, .givenName, .familyName, .emails, .email, .emailValue:
            throw ScimError.invalidValue("A required attribute cannot be removed")
        case .active: try setActive(false)
        case .title: account.title = nil
        case .externalId: account.externalId = nil
        case .phones: account.phones = []
        case .phone(let type), .phoneValue(let type): account.phones.removeAll { $0.type == type }
        case .addresses, .address: account.address = nil
        case .addressPart(let part): try assignAddressPart(part, nil, isReplace: false)
        case .photos, .photo, .photoValue: account.photo = nil
        case .enterprise, .department: account.department = nil
        }
    }

    /// `add` to the list keeps the numbers of other types; `replace` does not.
    private mutating func assignPhones(_ value: JSONValue, isReplace: Bool) throws(Refusal) {
        let before = account.phones
        try setPhones(value)
        if !isReplace { account.phones = before.filter { old in !account.phones.contains { $0.type == old.type } } + account.phones }
    }

    private mutating func assignPhone(_ type: String, _ value: String, isReplace: Bool) throws(Refusal) {
        if let index = account.phones.firstIndex(where: { $0.type == type }) {
            account.phones[index].value = value
        } else if isReplace {
            // RFC 7644 §3.5.2.3: a filter that matches nothing has nothing to replace.
            throw ScimError.refusal(400, .noTarget, "There is no phone number of type \(type) to replace")
        } else {
            account.phones.append(Account.Phone(type: type, value: value))
        }
    }

    private mutating func assignAddressPart(_ part: String, _ value: String?, isReplace: Bool) throws(Refusal) {
        guard let keyPath = Account.Address.parts[part] else { throw ScimError.invalidPath(part) }
        if account.address == nil, isReplace { throw ScimError.refusal(400, .noTarget, "There is no work address to replace a part of") }
        var address = account.address ?? Account.Address()
        address[keyPath: keyPath] = value
        account.address = address.isEmpty ? nil : address
    }

    /// An element addressed by a filter on its type need not repeat the type.
    private static func typed(_ value: JSONValue, _ type: String) -> JSONValue {
        guard case .object(var members) = value, members["type"] == nil else { return value }
        members["type"] = .string(type)
        return .object(members)
    }

    private static func member(of value: JSONValue, _ name: String, _ list: String) throws(Refusal) -> String {
        guard case .object(let members) = value else { throw ScimError.invalidValue("\(list) must hold objects") }
        return try required(ScimAttributes(members)[name], "\(list).\(name)")
    }
}
