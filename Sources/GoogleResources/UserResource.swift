package import Directory
package import JSON

/// A user of the Directory API (API facts C.4), read leniently: members may be missing, null or of unexpected types.
package struct UserResource {
    let object: JSONValue

    /// A user as it came.
    package init(_ object: JSONValue) { self.object = object }

    /// Google's id of the customer that the user belongs to; `nil` where the answer leaves it out.
    package var customerID: String? { object["customerId"]?.string.flatMap { $0.isEmpty ? nil : $0 } }

    /// The `fields` mask that covers these attributes and what every person needs.
    package static func fields(for attributes: Set<String>) -> String {
        let always: Set<String> = ["id", "customerId", "primaryEmail", "name", "suspended", "archived", "orgUnitPath", "isGuestUser", "deletionTime"]
        let wanted = attributes.map { $0.prefix { $0 != "." && $0 != "[" } }.map(String.init)
        return always.union(wanted).sorted().joined(separator: ",")
    }

    /// The person, with the values of these attributes; `nil` without id or address.
    ///
    /// - Throws: ``Unclear`` when it cannot be told whether the person is active.
    package func person(attributes: Set<String>, isDeleted: Bool = false) throws(Unclear) -> Person? {
        var texts = SharedTexts()
        return try person(attributes: attributes, isDeleted: isDeleted, texts: &texts)
    }

    /// The same for one of many people, whose units and attributes are often alike.
    package func person(attributes: Set<String>, isDeleted: Bool = false, texts: inout SharedTexts) throws(Unclear) -> Person? {
        guard let id = object["id"]?.string, !id.isEmpty, let email = object["primaryEmail"]?.string, email.contains("@") else { return nil }
        let status = try status(isDeleted: isDeleted)
        var values: [String: String] = [:]
        values.reserveCapacity(attributes.count)
        for attribute in attributes {
            if let value = value(attribute) { values[attribute] = value == email ? email : texts.shared(value) }
        }
        return Person(
            id: id, primaryEmail: email, fullName: object["name"]?["fullName"]?.text, status: status, isGuest: try isGuest(),
            organizationalUnitPath: texts.shared(object["orgUnitPath"]?.string ?? "/"), attributes: values)
    }

    /// The value of an attribute by its id. The names that the configuration has for attributes are read here as paths into this resource: `organizations[primary].title`
    /// is the `title` of that element of `organizations` which is `primary`.
    func value(_ attribute: String) -> String? {
        if let open = attribute.firstIndex(of: "["), let close = attribute.firstIndex(of: "]"), open < close {
            let element = element(
                of: String(attribute[..<open]), selector: String(attribute[attribute.index(after: open)..<close]))
            let rest = attribute[attribute.index(after: close)...]
            return Self.text(element?[rest.isEmpty ? Self.valueMember(attribute[..<open]) : String(rest.dropFirst())])
        }
        var current: JSONValue? = object
        for part in attribute.split(separator: ".") { current = current?[String(part)] }
        return Self.text(current)
    }

    private func element(of list: String, selector: String) -> JSONValue? {
        let elements = (object[list]?.elements ?? []).filter(\.isObject)
        switch (list, selector) {
        case ("organizations", _): return elements.first { $0["primary"]?.bool == true } ?? elements.first
        case ("locations", _): return elements.first { $0["type"]?.string == selector } ?? elements.first
        case ("emails", _): return elements.first { $0["type"]?.string == selector && $0["primary"]?.bool != true }
        default: return elements.first { $0["type"]?.string == selector }
        }
    }

    private static func valueMember(_ list: Substring) -> String { list == "emails" ? "address" : "value" }

    private static func text(_ value: JSONValue?) -> String? {
        if case .array(let elements)? = value { elements.first?["value"]?.text } else { value?.text }
    }
}
