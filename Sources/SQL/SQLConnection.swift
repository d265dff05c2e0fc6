/// A database inside a transaction: only valid while the transaction lasts, and for one thread.
///
/// There is one SQL text for all databases; each argument is a `?`. What a database says in words of its own is in ``SQLDialect``.
package protocol SQLConnection {
    var dialect: SQLDialect { get }

    /// Carries a statement out. Answers how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: SQLArguments) throws(SQLError) -> Int

    /// Carries a statement out once for each of these arguments, in one go where the database is far away.
    func execute(_ sql: String, each arguments: [SQLArguments]) throws(SQLError)

    /// Carries a statement out whose answer nobody needs: before the next one that answers, or at the end of the transaction, and together with it where the
    /// database is far away. What goes wrong is thrown then.
    func executeLater(_ sql: String, _ arguments: SQLArguments) throws(SQLError)

    /// Reads row by row until there is none or `body` answers `false`. Meanwhile no other statement may be carried out on this connection.
    ///
    /// - Parameter isRepeated: whether the same text will come again, so that keeping it prepared pays.
    func scan(_ sql: String, _ arguments: SQLArguments, isRepeated: Bool, while body: (SQLRow) throws -> Bool) throws

    /// Carries out several statements that make or change tables, in the words of the dialect.
    func define(_ sql: String) throws(SQLError)
}

extension SQLConnection {
    @discardableResult
    package func execute(_ sql: String) throws(SQLError) -> Int { try execute(sql, []) }

    /// Reads row by row: all rows at once would take as much room again. In `body`, no other statement may be carried out on this connection.
    package func forEach(_ sql: String, _ arguments: SQLArguments = [], _ body: (SQLRow) throws -> Void) throws {
        try scan(sql, arguments, isRepeated: true) { row in
            try body(row)
            return true
        }
    }

    /// All rows.
    ///
    /// - Parameter isRepeated: whether the same text will come again, so that keeping it prepared pays.
    package func rows(_ sql: String, _ arguments: SQLArguments = [], isRepeated: Bool = true) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try scan(sql, arguments, isRepeated: isRepeated) { row in
            rows.append(row)
            return true
        }
        return rows
    }

    /// The first row; `nil` when there is none.
    package func first(_ sql: String, _ arguments: SQLArguments = []) throws -> SQLRow? {
        var first: SQLRow?
        try scan(sql, arguments, isRepeated: true) { row in
            first = row
            return false
        }
        return first
    }

    /// The first column of all rows.
    package func values<Value: SQLReadable>(
        _ type: Value.Type, _ sql: String, _ arguments: SQLArguments = [], isRepeated: Bool = true
    ) throws -> [Value] {
        var values: [Value] = []
        try scan(sql, arguments, isRepeated: isRepeated) { row in
            values.append(row[0])
            return true
        }
        return values
    }

    /// The first column of the first row; `nil` when there is none, or no value in it.
    package func value<Value: SQLReadable>(_ type: Value.Type, _ sql: String, _ arguments: SQLArguments = []) throws -> Value? {
        try first(sql, arguments)?[0]
    }

    /// Whether there is a row.
    package func hasRow(_ sql: String, _ arguments: SQLArguments = []) throws -> Bool { try first(sql, arguments) != nil }

    /// Inserts a row with a statement that ends with `RETURNING`. Answers what it returns.
    package func inserted(_ sql: String, _ arguments: SQLArguments = []) throws -> SQLRow {
        guard let row = try first(sql, arguments) else { throw SQLError(.other, "the database did not say what it inserted") }
        return row
    }

    /// Inserts a row with a statement that ends with `RETURNING id`. Answers the id.
    package func insert(_ sql: String, _ arguments: SQLArguments = []) throws -> Int64 { try inserted(sql, arguments)[0] }
}
