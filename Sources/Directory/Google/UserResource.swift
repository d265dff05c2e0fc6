import Foundation

/// A user of the Directory API (API facts C.4), read leniently: members may be missing, null or of unexpected types.
struct UserResource {
    private let object: [String: Any]

    init(_ object: [String: Any]) { self.object = object }

    /// The `fields` mask that covers these attributes and what every person needs.
    static func fields(for attributes: Set<String>) -> String {
        let always: Set<String> = ["id", "primaryEmail", "name", "suspended", "archived", "orgUnitPath", "isGuestUser", "deletionTime"]
        let wanted = attributes.map { $0.prefix { $0 != "." && $0 != "[" } }.map(String.init)
        return always.union(wanted).sorted().joined(separator: ",")
    }

    /// The person, with the values of these attributes; `nil` without id or address.
    func person(attributes: Set<String>) -> Person? {
        guard let id = object["id"] as? String, !id.isEmpty, let email = object["primaryEmail"] as? String, email.contains("@") else { return nil }
        let name = object["name"] as? [String: Any]
        let status: Person.Status =
            if object["deletionTime"] is String {
                .deleted
            } else if object["archived"] as? Bool == true {
                .archived
            } else if object["suspended"] as? Bool == true {
                .suspended
            } else {
                .active
            }
        var values: [String: String] = [:]
        for attribute in attributes {
            if let value = value(attribute) { values[attribute] = value }
        }
        let fullName = name?["fullName"] as? String
        return Person(
            id: id, primaryEmail: email, fullName: fullName?.isEmpty == false ? fullName : nil, status: status,
            isGuest: object["isGuestUser"] as? Bool ?? false, organizationalUnitPath: object["orgUnitPath"] as? String ?? "/", attributes: values)
    }

    /// The value of an attribute by its id, such as `organizations[primary].title`.
    func value(_ attribute: String) -> String? {
        if let open = attribute.firstIndex(of: "["), let close = attribute.firstIndex(of: "]"), open < close {
            let element = element(
                of: String(attribute[..<open]), selector: String(attribute[attribute.index(after: open)..<close]))
            let rest = attribute[attribute.index(after: close)...]
            return Self.text(element?[rest.isEmpty ? Self.valueMember(attribute[..<open]) : String(rest.dropFirst())])
        }
        var current: Any? = object
        for part in attribute.split(separator: ".") { current = (current as? [String: Any])?[String(part)] }
        return Self.text(current)
    }

    private func element(of list: String, selector: String) -> [String: Any]? {
        let elements = (object[list] as? [Any] ?? []).compactMap { $0 as? [String: Any] }
        switch (list, selector) {
        case ("organizations", _): return elements.first { $0["primary"] as? Bool == true } ?? elements.first
        case ("locations", _): return elements.first { $0["type"] as? String == selector } ?? elements.first
        case ("emails", _): return elements.first { $0["type"] as? String == selector && $0["primary"] as? Bool != true }
        default: return elements.first { $0["type"] as? String == selector }
        }
    }

    private static func valueMember(_ list: Substring) -> String { list == "emails" ? "address" : "value" }

    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text.isEmpty ? nil : text
        case let number as NSNumber: number.stringValue
        case let list as [Any]: text((list.first as? [String: Any])?["value"])
        default: nil
        }
    }
}
