import SQL

/// PostgreSQL inside a transaction.
struct PostgresConnection: SQLConnection {
    let session: PostgresSession

    var dialect: SQLDialect { .postgreSQL }

    func execute(_ sql: String, _ arguments: SQLArguments) throws(SQLError) -> Int {
        do { return try session.statement(sql, arguments, isRepeated: true, while: { _ in false }) } catch { throw SQLError(unexpected: error) }
    }

    func execute(_ sql: String, each arguments: [SQLArguments]) throws(SQLError) {
        for arguments in arguments { try session.later(sql, arguments) }
        try session.carryOutLater()
    }

    func executeLater(_ sql: String, _ arguments: SQLArguments) throws(SQLError) { try session.later(sql, arguments) }

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
