import SQL

/// PostgreSQL inside a transaction.
struct PostgresConnection: SQLConnection {
    let session: PostgresSession

    var dialect: SQLDialect { .postgreSQL }

    /// So many statements are on their way together at the most.
    private static let batch = 500

    func execute(_ sql: String, _ arguments: SQLArguments) throws(SQLError) -> Int {
        do { return try session.statement(sql, arguments, isRepeated: true, while: { _ in false }) } catch { throw SQLError(unexpected: error) }
    }

    func execute(_ sql: String, each arguments: [SQLArguments]) throws(SQLError) {
        for start in stride(from: 0, to: arguments.count, by: Self.batch) {
            for arguments in arguments[start..<min(start + Self.batch, arguments.count)] { session.later(sql, arguments) }
            try session.carryOutLater()
        }
    }

    func executeLater(_ sql: String, _ arguments: SQLArguments) throws(SQLError) {
        session.later(sql, arguments)
        if session.countLater >= Self.batch { try session.carryOutLater() }
    }

    func scan(_ sql: String, _ arguments: SQLArguments, isRepeated: Bool, while body: (SQLRow) throws -> Bool) throws {
        try session.statement(sql, arguments, isRepeated: isRepeated, while: body)
    }

    func define(_ sql: String) throws(SQLError) {
        for statement in dialect.definitions(sql) { _ = try session.script(statement) }
    }
}

extension SQLError {
    init(unexpected error: any Error) { self = error as? SQLError ?? SQLError(.other, "\(error)") }
}
