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

    /// The number of seconds in the field called `name`, such as `Retry-After` (RFC 9110 §10.2.3); `nil` when there is none or it is no number to wait by.
    /// From 0 to a billion: what lies outside counts as the nearer end.
    package func seconds(_ name: String) -> Double? {
        // "nan", "inf" and "1e300" are numbers to Swift too, and a wait of that length ends the program.
        self[name].flatMap(Double.init).flatMap { $0.isFinite ? min(max($0, 0), 1e9) : nil }
    }

    /// The fields by lower-case name, in alphabetical order.
    package var fields: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
