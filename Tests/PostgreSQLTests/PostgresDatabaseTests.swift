import Foundation
import SQL
import TestDatabases
import Testing

@testable import PostgreSQL

/// A tenant of a test's own, with one table.
struct TestTenant {
    let database: PostgresDatabase

    static let migrations: SQLMigrations = {
        var migrations = SQLMigrations(of: "test")
        migrations.add("1: notes") { db in
            try db.define(
                """
                -- A comment; with a semicolon.
                CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, words TEXT NOT NULL, weight REAL, content BLOB) STRICT;
                CREATE UNIQUE INDEX note_by_words ON note (words);
                """.replacing("BLOB", with: "BYTEA"))
        }
        return migrations
    }()

    init(patience: Duration = .seconds(20), port: Int = 5_432, tenant: String = PostgresServer.freshTenant()) throws {
        database = PostgresDatabase(try PostgresAddress(PostgresServer.shared().address(tenant: tenant, port: port)), patience: patience)
        try database.migrate(Self.migrations)
    }

    /// The server's process for this connection.
    func backend() throws -> Int32 { Int32(try database.read { try $0.value(Int.self, "SELECT pg_backend_pid()") ?? 0 }) }

    @discardableResult
    func add(_ words: String) throws -> Int64 {
        try database.write { db in try db.insert("INSERT INTO note (words) VALUES (?) RETURNING id", [words]) }
    }

    func notes() throws -> [String] { try database.read { try $0.values(String.self, "SELECT words FROM note ORDER BY id") } }
}

@Suite("A database of PostgreSQL", .enabled(if: PostgresServer.isExpected, "\(PostgresServer.whyNot)"), .timeLimit(.minutes(5)))
struct PostgresDatabaseTests {
    @Test("Values come back as they were: texts of every kind, numbers, bytes, and nothing")
    func values() throws {
        let tenant = try TestTenant()
        let long = String(repeating: "ü", count: 10_000)
        for text in ["", "a\0b", long, "\u{1b}]0;x\u{7}", "'; DROP TABLE note; --", "\\x41", "👩‍👩‍👧", "?"] {
            try tenant.database.write { db in
                try db.execute("DELETE FROM note")
                try db.execute("INSERT INTO note (words) VALUES (?)", [text])
            }
            #expect(try tenant.notes() == [text])
        }
        let weights: [Double?] = [0.1, -1e300, 1_780_000_000.123_456, nil, .infinity, .leastNonzeroMagnitude]
        for weight in weights {
            let row = try #require(
                try tenant.database.write { db in
                    try db.first("UPDATE note SET weight = ?, content = ? RETURNING weight, content", [weight, Data([0, 255, 10])])
                })
            #expect(row["weight"] == weight && row["content"] == Data([0, 255, 10]))
        }
        let row = try #require(
            try tenant.database.read { try $0.first("SELECT count(*) AS n, sum(id) AS s, 1 = 1 AS yes, NULL AS nothing FROM note") })
        #expect(row["n"] == 1 && row["s"] as Int > 0 && row["yes"] as Bool && row["nothing"] as String? == nil)
    }

    @Test("A transaction that fails leaves nothing, and ids have no gap after it; an error that was passed over does not count as success")
    func undone() throws {
        let tenant = try TestTenant()
        struct Failure: Error {}
        #expect(try tenant.add("first") == 1)
        #expect(throws: Failure.self) {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('second')")
                throw Failure()
            }
        }
        let error = #expect(throws: SQLError.self) {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('third')")
                _ = try? db.execute("INSERT INTO note (words) VALUES ('third')")
            }
        }
        #expect(error?.message.contains("SQLSTATE 23505") == true)
        #expect(try tenant.add("fourth") == 2)
        #expect(try tenant.notes() == ["first", "fourth"])
        #expect(try tenant.database.read { try $0.value(Int64.self, $0.dialect.newestID, ["note"]) } == 2)
    }

    @Test("Many statements go together; one that fails undoes all, and the connection goes on", arguments: [0, 1, 1_203])
    func batch(count: Int) throws {
        let tenant = try TestTenant()
        let all = (0..<count).map { SQLArguments(["note \($0)"]) }
        try tenant.database.write { try $0.execute("INSERT INTO note (words) VALUES (?)", each: all) }
        #expect(try tenant.notes().count == count)
        guard count > 0 else { return }
        #expect(throws: SQLError.self) { try tenant.database.write { try $0.execute("INSERT INTO note (words) VALUES (?)", each: [["new"]] + all) } }
        #expect(try tenant.notes().count == count)
    }

    @Test("What is carried out later is carried out before the next statement that answers, and at the end, in its order")
    func later() throws {
        let tenant = try TestTenant()
        let add = "INSERT INTO note (words) VALUES (?)"
        try tenant.database.write { db in
            try db.executeLater(add, ["a"])
            try db.executeLater(add, ["b"])
            #expect(try db.values(String.self, "SELECT words FROM note ORDER BY id") == ["a", "b"])
            try db.executeLater("UPDATE note SET words = words || '!' WHERE words = ?", ["a"])
            #expect(try db.execute("UPDATE note SET words = words || '?'") == 2)
            #expect(try db.first("SELECT count(*) FROM note WHERE words = ?", ["nothing"])?[0] == 0)
            try db.executeLater(add, ["c"])
            try db.execute(add, each: [["d"], ["e"]])
            try db.executeLater(add, ["f"])
        }
        #expect(try tenant.notes() == ["a!?", "b?", "c", "d", "e", "f"])
    }

    @Test(
        "What goes wrong with a statement that was left for later undoes the transaction, whatever follows it",
        arguments: ["nothing", "a question", "an error of the caller"])
    func laterFails(then: String) throws {
        let tenant = try TestTenant()
        struct Failure: Error {}
        try tenant.add("first")
        #expect(throws: (any Error).self) {
            try tenant.database.write { db in
                try db.executeLater("INSERT INTO note (words) VALUES (?)", ["second"])
                try db.executeLater("INSERT INTO note (words) VALUES (?)", ["first"])
                try db.executeLater("INSERT INTO note (words) VALUES (?)", ["third"])
                if then == "a question" { _ = try? db.rows("SELECT 1") }
                if then == "an error of the caller" { throw Failure() }
            }
        }
        #expect(try tenant.notes() == ["first"])
        try tenant.add("fourth")
        #expect(try tenant.notes() == ["first", "fourth"])
    }

    @Test("Rows are read one by one: reading can stop early, and another statement meanwhile is refused")
    func rows() throws {
        let tenant = try TestTenant()
        try tenant.database.read { db in
            var seen = 0
            try db.scan("SELECT generate_series(1, 100000)", [], isRepeated: false) { _ in
                seen += 1
                return seen < 3
            }
            #expect(seen == 3)
            #expect(throws: SQLError.self) { try db.forEach("SELECT 1") { _ in _ = try db.rows("SELECT 2") } }
            #expect(try db.value(Int.self, "SELECT 7") == 7, "what was refused was not sent")
        }
    }

    @Test("One writer follows the other: what is read is what is changed")
    func writers() async throws {
        let name = PostgresServer.freshTenant()
        _ = try TestTenant(tenant: name)
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            let tenant = try? TestTenant(tenant: name)
                            for _ in 0..<20 {
                                try? tenant?.database.write { db in
                                    let newest = try db.value(Int.self, "SELECT coalesce(max(CAST(words AS BIGINT)), 0) FROM note") ?? 0
                                    try db.execute("INSERT INTO note (words) VALUES (?)", ["\(newest + 1)"])
                                }
                            }
                            continuation.resume()
                        }
                    }
                }
            }
        }
        #expect(try TestTenant(tenant: name).notes() == (1...80).map(String.init))
    }

    @Test("A read sees one moment, whatever is written meanwhile, and cannot write")
    func moment() throws {
        let name = PostgresServer.freshTenant()
        let (reader, writer) = (try TestTenant(tenant: name), try TestTenant(tenant: name))
        try reader.database.read { db in
            #expect(try db.value(Int.self, "SELECT count(*) FROM note") == 0)
            try writer.add("meanwhile")
            #expect(try db.value(Int.self, "SELECT count(*) FROM note") == 0)
        }
        let error = #expect(throws: SQLError.self) { try reader.database.read { try $0.execute("DELETE FROM note") } }
        #expect(error?.kind == .readOnly)
        #expect(try reader.notes() == ["meanwhile"])
    }

    @Test("Tenants know nothing of each other; a database with a step of tomorrow is refused, and nothing is changed in it")
    func tenants() throws {
        let (one, two) = (try TestTenant(), try TestTenant())
        try one.add("mine")
        #expect(try two.notes().isEmpty)
        var newer = TestTenant.migrations
        newer.add("2: tomorrow") { try $0.define("ALTER TABLE note ADD COLUMN later TEXT") }
        try one.database.migrate(newer)
        let error = #expect(throws: SQLError.self) { try one.database.migrate(TestTenant.migrations) }
        #expect(error?.kind == .newer)
        #expect(try one.database.isNewer(than: TestTenant.migrations) && !two.database.isNewer(than: TestTenant.migrations))
        // Another part of the program has steps of its own.
        var other = SQLMigrations(of: "other")
        other.add("1: other") { try $0.define("CREATE TABLE other (one INTEGER PRIMARY KEY CHECK (one = 1)) STRICT") }
        try two.database.migrate(other)
        try two.database.migrate(TestTenant.migrations)
    }

    @Test("Whoever lost the right to write writes nothing")
    func fenced() throws {
        let tenant = try TestTenant()
        let fenced = FencedDatabase(tenant.database) { db in
            if try db.hasRow("SELECT 1 FROM note WHERE words = 'over'") { throw SQLError(.fenced, "somebody else leads") }
        }
        try fenced.write { try $0.execute("INSERT INTO note (words) VALUES ('before')") }
        try tenant.add("over")
        let error = #expect(throws: SQLError.self) { try fenced.write { try $0.execute("INSERT INTO note (words) VALUES ('after')") } }
        #expect(error?.kind == .fenced)
        #expect(try fenced.read { try $0.values(String.self, "SELECT words FROM note ORDER BY id") } == ["before", "over"])
    }
}
