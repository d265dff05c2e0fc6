/// The arguments of a statement, one for each `?`, in their order.
package struct SQLArguments: Sendable, Equatable, ExpressibleByArrayLiteral {
    package private(set) var values: [SQLValue]

    package init(arrayLiteral elements: (any SQLBindable)?...) { values = elements.map { $0?.sqlValue ?? .null } }

    /// Arguments that are all of one type.
    package init(_ elements: some Sequence<some SQLBindable>) { values = elements.map(\.sqlValue) }

    package static func + (first: SQLArguments, second: SQLArguments) -> SQLArguments {
        var all = first
        all += second
        return all
    }

    package static func += (first: inout SQLArguments, second: SQLArguments) { first.values += second.values }

    /// As many `?` as arguments, for `IN (…)`.
    package static func marks(_ count: Int) -> String { Array(repeating: "?", count: count).joined(separator: ",") }
}
