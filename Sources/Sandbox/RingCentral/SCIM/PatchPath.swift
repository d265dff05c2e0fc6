import Foundation

/// The attribute paths that a PATCH may name (RFC 7644 §3.5.2, within RingCentral's schema).
enum PatchPath: Sendable, Equatable {
    case active, userName, title, externalId, name, givenName, familyName
    /// The list, its `work` element, or that element's value.
    case emails, email, emailValue
    case phones
    case phone(type: String)
    case phoneValue(type: String)
    case addresses, address
    case addressPart(String)
    case photos, photo, photoValue
    case enterprise, department

    /// - Returns: `nil` for a path outside the schema.
    init?(_ text: String) {
        var path = text.trimmingCharacters(in: .whitespaces)
        let enterprise = Account.enterpriseSchema.lowercased()
        // The URN holds dots and colons of its own: it goes first.
        if path.lowercased() == enterprise {
            self = .enterprise
            return
        }
        if path.lowercased().hasPrefix(enterprise + ":") {
            guard path.dropFirst(enterprise.count + 1).lowercased() == "department" else { return nil }
            self = .department
            return
        }
        let core = Account.coreSchema.lowercased() + ":"
        if path.lowercased().hasPrefix(core) { path.removeFirst(core.count) }
        if let open = path.firstIndex(of: "[") {
            self.init(filtered: path, open: open)
        } else {
            self.init(plain: path.lowercased())
        }
    }

    private init?(plain path: String) {
        let names: [String: PatchPath] = [
            "active": .active, "username": .userName, "title": .title, "externalid": .externalId, "name": .name, "name.givenname": .givenName,
            "name.familyname": .familyName, "emails": .emails, "emails.value": .emailValue, "phonenumbers": .phones, "addresses": .addresses,
            "photos": .photos, "photos.value": .photoValue,
        ]
        guard let known = names[path] else { return nil }
        self = known
    }

    /// `list[type eq "..."]`, with an optional `.sub` after it.
    private init?(filtered path: String, open: String.Index) {
        guard let close = path.firstIndex(of: "]"), open < close else { return nil }
        let list = path[..<open].lowercased()
        let filter = path[path.index(after: open)..<close].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard filter.count == 3, filter[0].lowercased() == "type", filter[1].lowercased() == "eq",
            case .string(let type)? = JSONValue(parsing: Data(filter[2].utf8))
        else { return nil }
        let rest = path[path.index(after: close)...]
        guard rest.isEmpty || rest.first == "." else { return nil }
        switch (list, type, rest.dropFirst().lowercased()) {
        case ("emails", "work", ""): self = .email
        case ("emails", "work", "value"): self = .emailValue
        case ("phonenumbers", "work", ""), ("phonenumbers", "mobile", ""), ("phonenumbers", "other", ""): self = .phone(type: type)
        case ("phonenumbers", "work", "value"), ("phonenumbers", "mobile", "value"), ("phonenumbers", "other", "value"):
            self = .phoneValue(type: type)
        case ("addresses", "work", ""): self = .address
        case ("addresses", "work", let part) where Account.Address.parts[part] != nil: self = .addressPart(part)
        case ("photos", "photo", ""): self = .photo
        case ("photos", "photo", "value"): self = .photoValue
        default: return nil
        }
    }
}
