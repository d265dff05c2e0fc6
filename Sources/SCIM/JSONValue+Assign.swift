import JSON

extension JSONValue {
    /// Sets the text at `path` in a resource, or takes it away; what is empty afterwards is unassigned (RFC 7643 §2.5).
    ///
    /// An element that the app keeps without a type is the one that is meant when it has the value of before, or when nothing else can be meant: a second one
    /// beside it would double the address.
    mutating func assign(_ text: String?, at path: AttributePath, before: String? = nil, isAloneInList: Bool = false, dialect: SCIMDialect) {
        let value = text.map(JSONValue.string)
        switch path {
        case .attribute(let name): self[name] = value
        case .subAttribute(let name, let parent): self[parent] = Self.object(self[parent], setting: name, to: value)
        case .typedElement(let attribute, let type, let name):
            var elements = self[attribute]?.elements ?? []
            let typed = elements.firstIndex { $0["type"]?.text?.lowercased() == type.lowercased() }
            let untyped = elements.firstIndex { $0["type"]?.text == nil && $0[name]?.text != nil && [before, text].contains($0[name]?.text) }
            let only = isAloneInList && elements.count == 1 && elements[0]["type"]?.text == nil ? 0 : nil
            if let index = typed ?? untyped ?? only {
                elements[index][name] = value
                if elements[index].holdsOnlyMarks { elements.remove(at: index) }
            } else if let value {
                elements.append(.object(["type": .string(type), name: value]))
            }
            self[attribute] = elements.isEmpty ? nil : .array(elements)
        case .untypedElement(let attribute, let name):
            var elements = self[attribute]?.elements ?? []
            if let index = elements.firstIndex(where: { $0[name]?.text != nil && $0[name]?.text == before }) ?? self[attribute]?.mainIndex {
                elements[index][name] = value
                if elements[index].holdsOnlyMarks { elements.remove(at: index) }
            } else if let value {
                elements.append(.object([name: value]))
            }
            self[attribute] = elements.isEmpty ? nil : .array(elements)
        case .extensionAttribute(let urn, let name):
            self[urn] = Self.object(self[urn], setting: name, to: value)
            guard dialect.listsExtensionSchemas else { return }
            var schemas = self["schemas"]?.elements.filter { $0.text?.lowercased() != urn.lowercased() } ?? []
            if self[urn] != nil { schemas.append(.string(urn)) }
            self["schemas"] = .array(schemas)
        }
    }

    private static func object(_ object: JSONValue?, setting name: String, to value: JSONValue?) -> JSONValue? {
        var object = object ?? .object([:])
        object[name] = value
        return object == .object([:]) ? nil : object
    }

    /// Whether an element of a list has lost its last value: what is left only says which element it was (RFC 7643 §2.4).
    private var holdsOnlyMarks: Bool {
        guard case .object(let members) = self else { return false }
        return members.keys.allSatisfy { ["type", "primary", "display"].contains($0.lowercased()) }
    }
}
