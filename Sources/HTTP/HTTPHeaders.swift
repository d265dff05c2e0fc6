/// Header fields whose names compare without case (RFC 9110 §5.1); a later value replaces an earlier one.
package struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private var values: [String: String] = [:]

    /// No fields.
    package init() {}

    /// The fields of a literal such as `["Accept": "application/json"]`.
    package init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { self[name] = value }
    }

    /// The value of the field called `name`, in any case.
    package subscript(name: String) -> String? {
        get { values[name.lowercased()] }
        set { values[name.lowercased()] = newValue }
    }

    /// The fields by lower-case name, in alphabetical order.
    package var fields: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
