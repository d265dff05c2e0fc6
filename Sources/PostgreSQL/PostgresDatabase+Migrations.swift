package import SQL

extension PostgresDatabase {
    package func migrate(_ migrations: SQLMigrations) throws {
        // Most of the time there is nothing to do, and then nothing has to be allowed.
        let applied = try read { db in try Self.applied(migrations.part, db) }
        if applied.isNewer(than: migrations) { throw SQLError.newer }
        guard applied.isOlder(than: migrations) else { return }
        try write { db in
            if try !db.hasRow("SELECT 1 FROM pg_namespace WHERE nspname = ?", [address.schema]) {
                try db.execute("CREATE SCHEMA \"\(address.schema)\"")
            }
            if try Self.table(db) == nil {
                try db.define(Self.foundation)
                try db.execute(Self.nextNumber)
            }
            // Somebody else may have been here meanwhile.
            let applied = try Self.applied(migrations.part, db)
            if applied.isNewer(than: migrations) { throw SQLError.newer }
            for step in migrations.steps where !applied.names.contains(step.name) {
                try step.apply(db)
                try db.execute("INSERT INTO migration (part, name) VALUES (?, ?)", [migrations.part, step.name])
            }
        }
    }

    package func isNewer(than migrations: SQLMigrations) throws -> Bool {
        try read { db in try Self.applied(migrations.part, db).isNewer(than: migrations) }
    }

    private struct Applied {
        let names: Set<String>

        func isNewer(than migrations: SQLMigrations) -> Bool { !names.isSubset(of: migrations.steps.map(\.name)) }

        func isOlder(than migrations: SQLMigrations) -> Bool { migrations.steps.contains { !names.contains($0.name) } }
    }

    private static func table(_ db: any SQLConnection) throws -> String? {
        try db.value(String.self, "SELECT CAST(to_regclass('migration') AS TEXT)")
    }

    private static func applied(_ part: String, _ db: any SQLConnection) throws -> Applied {
        guard try table(db) != nil else { return Applied(names: []) }
        return Applied(names: Set(try db.values(String.self, "SELECT name FROM migration WHERE part = ?", [part])))
    }

    /// What the other tables stand on: the steps that there are, and numbers without gaps. A sequence of the server would leave one where a transaction is undone, and the
    /// log's chain would miss an entry.
    private static let foundation = """
        CREATE TABLE migration (part TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (part, name));
        CREATE TABLE numbering (name TEXT PRIMARY KEY, newest INTEGER NOT NULL) WITH (fillfactor = 50);
        """

    /// In a language whose statements are planned once for each connection, because it is called with every entry of the log.
    private static let nextNumber = """
        CREATE FUNCTION next_number(counted TEXT) RETURNS BIGINT LANGUAGE plpgsql VOLATILE AS
        'DECLARE number BIGINT;
        BEGIN
            INSERT INTO numbering AS n (name, newest) VALUES (counted, 1) ON CONFLICT (name) DO UPDATE SET newest = n.newest + 1
            RETURNING n.newest INTO number;
            RETURN number;
        END'
        """
}
