import JSON

extension JSONValue {
    /// The same resource with core attributes that a server put below the URN of the core schema at the top, where they belong (RFC 7643 §3.3 knows URNs for
    /// extensions only). What stands at the top already wins.
    var withCoreAttributesLifted: JSONValue {
        guard case .object(let core)? = self[AccountDocument.userSchema] else { return self }
        var lifted = self
        lifted[AccountDocument.userSchema] = nil
        for (name, value) in core where lifted[name] == nil { lifted[name] = value }
        return lifted
    }

    /// The element of a list with this type, in any case. With `orOnlyUntyped`, in a list of one element without a type, that one.
    func element(ofType type: String, orOnlyUntyped: Bool) -> JSONValue? {
        if let typed = elements.first(where: { $0["type"]?.text?.lowercased() == type.lowercased() }) { return typed }
        guard orOnlyUntyped, elements.count == 1, elements[0]["type"]?.text == nil else { return nil }
        return elements[0]
    }

    /// The place of the element of a list that stands for all of it: one without a type, else the primary one, else the first.
    var mainIndex: Int? {
        elements.firstIndex { $0["type"]?.text == nil } ?? elements.firstIndex { $0["primary"]?.flag == true } ?? elements.indices.first
    }

    /// The element that stands for the whole list.
    var mainElement: JSONValue? { mainIndex.map { elements[$0] } }
}
