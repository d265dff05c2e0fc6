/// The names of the columns that a statement answers with.
package final class SQLColumns: Sendable {
    package let names: [String]

    package init(_ names: [String]) { self.names = names }

    /// Where the first column with this name is. Few columns are compared faster than a table of them is asked.
    func index(of name: String) -> Int? { names.firstIndex(of: name) }
}

/// A row that a statement answered with. It stays what it is when the transaction is over.
///
/// That a statement answers with other columns or types than its caller reads is an error of this program, and ends it.
package struct SQLRow: Sendable {
    private let columns: SQLColumns
    private let values: [SQLValue]

    package init(_ columns: SQLColumns, _ values: [SQLValue]) { (self.columns, self.values) = (columns, values) }

    /// The value of a column, by name. A column that the statement does not answer with has no value, as one of an older table has none.
    package subscript<Value: SQLReadable>(_ column: String) -> Value {
        guard let read = Value.read(value(column)) else { preconditionFailure("column \(column) among \(columns.names) is no \(Value.self)") }
        return read
    }

    /// The value of a column as the database has it.
    package func value(_ column: String) -> SQLValue { columns.index(of: column).map { values[$0] } ?? .null }

    /// The names of all columns that the statement answers with.
    package var columnNames: [String] { columns.names }

    /// Whether the statement answers with this column.
    package func hasColumn(_ column: String) -> Bool { columns.index(of: column) != nil }

    // MARK: By place

    // For reading many rows: nothing is looked up.

    /// The value of a column, by place from 0.
    package subscript<Value: SQLReadable>(_ index: Int) -> Value {
        guard let read = Value.read(values[index]) else { preconditionFailure("column \(columns.names[index]) is no \(Value.self)") }
        return read
    }

    /// A column that always has a text.
    package func text(_ index: Int) -> String {
        guard case .text(let text) = values[index] else { preconditionFailure("column \(columns.names[index]) is no text") }
        return text
    }

    /// A column that is always 1 or 0.
    package func flag(_ index: Int) -> Bool {
        guard case .integer(let integer) = values[index] else { preconditionFailure("column \(columns.names[index]) is no integer") }
        return integer != 0
    }
}
