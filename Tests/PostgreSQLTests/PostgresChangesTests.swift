import Foundation
import SQL
import TestDatabases
import Testing

@testable import PostgreSQL

@Suite("Changes in a database of PostgreSQL", .enabled(if: PostgresServer.isExpected, "\(PostgresServer.whyNot)"), .timeLimit(.minutes(5)))
struct PostgresChangesTests {
    @Test("Whoever listens is told of a change when it is committed, whoever made it; what changed nothing, or was undone, is told to nobody")
    func told() async throws {
        let name = PostgresServer.freshTenant()
        let (watcher, writer) = (try TestTenant(tenant: name), try TestTenant(tenant: name))
        var changes = watcher.database.changes().makeAsyncIterator()
        // The first look, when listening has begun.
        await changes.next()
        let begun = ContinuousClock.now
        try writer.database.write { try $0.execute("DELETE FROM note") }
        _ = try? writer.database.write { db in
            try db.execute("INSERT INTO note (words) VALUES ('undone')")
            throw SQLError(.other, "undone")
        }
        for words in ["one", "two"] {
            try writer.add(words)
            await changes.next()
        }
        // Far less than the time after which everything is looked at without being told.
        #expect(ContinuousClock.now - begun < .seconds(10))
        try writer.database.write { try $0.execute("INSERT INTO note (words) VALUES (?)", each: [["three"]]) }
        await changes.next()
        #expect(ContinuousClock.now - begun < .seconds(10))
    }

    @Test("A listener whose connection ends listens anew, and looks at once")
    func reconnected() async throws {
        let name = PostgresServer.freshTenant()
        let tenant = try TestTenant(tenant: name)
        var changes = tenant.database.changes().makeAsyncIterator()
        await changes.next()
        let begun = ContinuousClock.now
        _ = try tenant.database.read { db in
            try db.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query LIKE ?", ["%\(name)%"],
                isRepeated: false)
        }
        await changes.next()
        #expect(ContinuousClock.now - begun < .seconds(10))
        try tenant.add("after")
        await changes.next()
        #expect(ContinuousClock.now - begun < .seconds(10))
    }
}

@Suite(
    "A pooler of transactions before the database",
    .enabled(if: PostgresServer.isExpected && PostgresServer.expectsPooler, "pgbouncer is not installed here"),
    .timeLimit(.minutes(5)))
struct PostgresPoolerTests {
    @Test("Tenants that share connections of the server never see each other's tables; batches, errors and ids are as without one")
    func shared() throws {
        let port = try PostgresServer.poolerPort()
        let tenants = try (0..<4).map { _ in try TestTenant(port: port) }
        for round in 0..<5 {
            for (number, tenant) in tenants.enumerated() {
                try tenant.add("\(number)-\(round)")
                try tenant.database.write { db in try db.execute("UPDATE note SET weight = ? WHERE id = ?", each: (1...3).map { [0.5, $0] }) }
                #expect(throws: SQLError.self) { try tenant.add("\(number)-\(round)") }
            }
        }
        for (number, tenant) in tenants.enumerated() { #expect(try tenant.notes() == (0..<5).map { "\(number)-\($0)" }) }
    }

    @Test("Where nothing is delivered, changes are found by looking")
    func changes() async throws {
        let tenant = try TestTenant(port: PostgresServer.poolerPort())
        var changes = tenant.database.changes().makeAsyncIterator()
        await changes.next()
        try tenant.add("new")
        await changes.next()
        #expect(try tenant.notes() == ["new"])
    }
}
