import JSON

/// Where an attribute of the directory stands in a user of the Directory API. The names that the configuration has for attributes are read here as paths into the
/// resource: `organizations[primary].title` is the `title` of that element of `organizations` which is `primary`.
enum AttributePlace: Equatable {
    /// A member, or a member of a member.
    case member([String])
    /// A member of one element of a list.
    case element(list: String, selector: String, member: String)

    /// The place of an attribute with this id.
    init(_ attribute: String) {
        guard let open = attribute.firstIndex(of: "["), let close = attribute.firstIndex(of: "]"), open < close else {
            self = .member(attribute.split(separator: ".").map(String.init))
            return
        }
        let list = String(attribute[..<open])
        let rest = attribute[attribute.index(after: close)...]
        self = .element(
            list: list, selector: String(attribute[attribute.index(after: open)..<close]),
            member: rest.isEmpty ? (list == "emails" ? "address" : "value") : String(rest.dropFirst()))
    }

    /// What a user has there.
    func value(in user: JSONValue) -> String? {
        switch self {
        case .member(let names):
            var current: JSONValue? = user
            for name in names { current = current?[name] }
            return Self.text(current)
        case .element(let list, let selector, let member):
            return Self.text(Self.element(of: list, selector: selector, in: user)?[member])
        }
    }

    private static func element(of list: String, selector: String, in user: JSONValue) -> JSONValue? {
        guard let elements = user[list]?.elements.lazy.filter(\.isObject) else { return nil }
        switch list {
        case "organizations": return elements.first { $0["primary"]?.bool == true } ?? elements.first
        case "locations": return elements.first { $0["type"]?.string == selector } ?? elements.first
        case "emails": return elements.first { $0["type"]?.string == selector && $0["primary"]?.bool != true }
        default: return elements.first { $0["type"]?.string == selector }
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .array(let elements)? = value { elements.first?["value"]?.text } else { value?.text }
    }
}
