/// A partial-response mask such as `nextPageToken,users(id,name/givenName)`.
///
/// Source: Google API guide, "Use fields with partial responses".
struct FieldMask: Sendable, Equatable {
    /// Empty means everything below.
    private var children: [String: FieldMask] = [:]

    private init() {}

    /// - Returns: `nil` for a mask that does not follow the grammar.
    init?(_ text: String) {
        guard text.utf8.count <= 4096 else { return nil }
        var rest = text.filter { $0 != " " }[...]
        guard let mask = Self.list(&rest, depth: 0), rest.isEmpty else { return nil }
        self = mask
    }

    /// The names that the mask asks for at its top.
    var names: Set<String> { Set(children.keys) }

    subscript(_ name: String) -> FieldMask? { children[name] }

    func applied(to value: JSONValue) -> JSONValue {
        guard !children.isEmpty, children["*"] == nil else { return value }
        switch value {
        case .object(let members):
            return .object(
                Dictionary(uniqueKeysWithValues: members.compactMap { name, member in children[name].map { (name, $0.applied(to: member)) } }))
        case .array(let elements): return .array(elements.map { applied(to: $0) })
        default: return value
        }
    }

    private static func list(_ rest: inout Substring, depth: Int) -> FieldMask? {
        guard depth < 16 else { return nil }
        var mask = FieldMask()
        while true {
            guard let item = item(&rest, depth: depth) else { return nil }
            mask.children.merge(item.children) { old, new in
                // A name asked for as a whole stays whole.
                old.children.isEmpty || new.children.isEmpty ? FieldMask() : FieldMask(merging: old, new)
            }
            guard rest.first == "," else { return mask }
            rest.removeFirst()
        }
    }

    private init(merging first: FieldMask, _ second: FieldMask) {
        children = first.children.merging(second.children) { old, new in
            old.children.isEmpty || new.children.isEmpty ? FieldMask() : FieldMask(merging: old, new)
        }
    }

    private static func item(_ rest: inout Substring, depth: Int) -> FieldMask? {
        guard depth < 16 else { return nil }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == "*" }
        guard !name.isEmpty else { return nil }
        rest.removeFirst(name.count)
        var child = FieldMask()
        if rest.first == "/" {
            rest.removeFirst()
            guard let below = item(&rest, depth: depth + 1) else { return nil }
            child = below
        } else if rest.first == "(" {
            rest.removeFirst()
            guard let below = list(&rest, depth: depth + 1), rest.first == ")" else { return nil }
            rest.removeFirst()
            child = below
        }
        var mask = FieldMask()
        mask.children[String(name)] = child
        return mask
    }
}
