/// The same database for a writer who may lose the right to write: each of its transactions first makes sure of it.
package struct FencedDatabase: SQLDatabase {
    private let database: any SQLDatabase
    private let fence: @Sendable (any SQLConnection) throws -> Void

    /// - Parameter fence: the first statement of every writing transaction; it throws ``SQLError`` of the kind `fenced` when the right is lost.
    package init(_ database: any SQLDatabase, fence: @escaping @Sendable (any SQLConnection) throws -> Void) {
        (self.database, self.fence) = (database, fence)
    }

    package var dialect: SQLDialect { database.dialect }

    package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value { try database.read(body) }

    @discardableResult
    package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try database.write { db in
            try fence(db)
            return try body(db)
        }
    }

    package func migrate(_ migrations: SQLMigrations) throws { try database.migrate(migrations) }

    package func isNewer(than migrations: SQLMigrations) throws -> Bool { try database.isNewer(than: migrations) }
}
