import SQL

/// The tables of a home, besides those of the ledger.
enum DatabaseHomeSchema {
    static let migrations: SQLMigrations = {
        var migrations = SQLMigrations(of: "home")
        migrations.add("1: documents and leases") { db in
            try db.define(
                """
                -- What was removed keeps its row without content, so that no version ever comes twice.
                CREATE TABLE document (name TEXT PRIMARY KEY, content BLOB, version INTEGER NOT NULL) STRICT;
                -- The epoch rises with each holder and never falls; the token is of one hold alone. Both together are the right, the holder is for people.
                CREATE TABLE lease (
                    purpose TEXT PRIMARY KEY, holder TEXT NOT NULL, token TEXT NOT NULL, epoch INTEGER NOT NULL, since REAL NOT NULL,
                    expires REAL NOT NULL
                ) STRICT;
                """)
        }
        return migrations
    }()
}
