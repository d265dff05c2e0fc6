import Engine
import FileHome
import Foundation
import Provisioning
import SQL
import Synchronization
import Testing

@testable import DatabaseHome

@Suite("Leases in a database", .timeLimit(.minutes(5)))
struct LeaseTests {
    @Test("A lease that ran out is free; its epoch rises with each holder and never falls", arguments: HomeKind.shared)
    func epochs(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let (first, second) = (try place.database(), try place.database())
        try first.prepare()
        let mine = try #require(try first.leases.take(.run, holder: "first"))
        #expect(try second.leases.take(.run, holder: "second") == nil)
        try place.runOut(.run)
        let theirs = try #require(try second.leases.take(.run, holder: "second"))
        #expect(theirs.epoch == mine.epoch + 1 && theirs.token != mine.token)
        second.leases.release(theirs)
        let again = try #require(try first.leases.take(.run, holder: "first"))
        #expect(again.epoch == theirs.epoch + 1)
    }

    @Test("Whoever lost the lease is told so before a request, writes nothing into the ledger and renews nothing", arguments: HomeKind.shared)
    func lost(_ kind: HomeKind) throws {
        let place = HomePlace(kind)
        let (home, other) = (try place.database(), try place.database())
        try home.prepare()
        let lock = try #require(try home.tryLock(.run, holder: "first"))
        let lease = try #require(home.leases.held(.run))
        let fenced = FencedDatabase(try place.sql()) { db in try LeaseTable.requireHeld(lease, db) }
        try fenced.write { db in _ = try db.execute("UPDATE document SET version = version") }
        try place.runOut(.run)
        // Nobody else has it yet, and nobody knows how long this process was away.
        #expect(throws: SQLError.self) { try fenced.write { db in _ = try db.execute("UPDATE document SET version = version") } }
        let theirs = try #require(try other.tryLock(.run, holder: "the second"))
        place.uptime.advance(LeaseTerms.long)
        #expect(throws: ConfigurationError.leaseLost(home: home.displayName, holder: "the second")) { try lock.requireHeld() }
        #expect {
            try fenced.write { db in _ = try db.execute("UPDATE document SET version = version") }
        } throws: { ($0 as? SQLError)?.kind == .fenced }
        lock.say("still here")
        lock.release()
        #expect(try home.holder(of: .run) == "the second")
        #expect(throws: Never.self) { try theirs.requireHeld() }
    }

    @Test(
        "A request begins only while the lease outlasts the longest request; otherwise it is renewed first",
        arguments: [(0.0, true), (26, true), (28, false), (89, false), (91, false)])
    func outlasts(seconds: TimeInterval, isEnough: Bool) throws {
        let place = HomePlace(.sqlite)
        let home = try place.database()
        try home.prepare()
        let lock = try #require(try home.tryLock(.run, holder: "first"))
        let lease = try #require(home.leases.held(.run))
        place.uptime.advance(seconds)
        #expect(home.leases.isSafe(lease) == isEnough)
        // In the database it has not run out: a renewal is all that is needed.
        #expect(throws: Never.self) { try lock.requireHeld() }
        #expect(home.leases.isSafe(lease))
        lock.release()
    }

    @Test("What is held for long is renewed again and again, until it is given back; what takes a moment is not")
    func renewal() throws {
        let place = HomePlace(.sqlite)
        let repeated = Repeated()
        let uptime = place.uptime
        let home = try place.database(time: LeaseTime(uptime: { uptime.seconds }, pause: { _ in }, repeating: { repeated.take($0, $1) }))
        try home.prepare()
        try home.lock(.saving).release()
        #expect(repeated.times == [])
        let lock = try #require(try home.tryLock(.run, holder: "first"))
        let lease = try #require(home.leases.held(.run))
        #expect(repeated.times == [LeaseTerms.renewal])
        place.uptime.advance(80)
        #expect(!home.leases.isSafe(lease))
        #expect(repeated.happen())
        #expect(home.leases.isSafe(lease))
        try place.runOut(.run)
        #expect(repeated.happen(), "a lease that is lost may still be another one's turn")
        #expect(throws: ConfigurationError.self) { try lock.requireHeld() }
        lock.release()
        #expect(!repeated.happen())
    }

    @Test("A lease is counted from before it was asked for: a database that answers late makes it no longer")
    func late() throws {
        let place = HomePlace(.sqlite)
        let lateness = TestUptime()
        let (uptime, none) = (place.uptime, lateness.seconds)
        let database = LateDatabase(try place.sql()) { uptime.advance(lateness.seconds - none) }
        let home = try place.database(on: database)
        try home.prepare()
        _ = try #require(try home.tryLock(.run, holder: "first"))
        let lease = try #require(home.leases.held(.run))
        lateness.advance(26)
        try home.leases.renew(lease)
        #expect(home.leases.isSafe(lease))
        lateness.advance(2)
        try home.leases.renew(lease)
        #expect(!home.leases.isSafe(lease))
    }

    /// A database whose answers to writes come late.
    private struct LateDatabase: SQLDatabase {
        private let database: any SQLDatabase
        private let pass: @Sendable () -> Void

        init(_ database: any SQLDatabase, _ pass: @escaping @Sendable () -> Void) { (self.database, self.pass) = (database, pass) }

        var dialect: SQLDialect { database.dialect }

        func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value { try database.read(body) }

        @discardableResult
        func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
            defer { pass() }
            return try database.write(body)
        }

        func migrate(_ migrations: SQLMigrations) throws { try database.migrate(migrations) }

        func isNewer(than migrations: SQLMigrations) throws -> Bool { try database.isNewer(than: migrations) }
    }

    /// What is to be done again and again, for a test that says when.
    private final class Repeated: Sendable {
        private let bodies = Mutex<[(time: TimeInterval, body: @Sendable () -> Bool)]>([])

        var times: [TimeInterval] { bodies.withLock { $0.map(\.time) } }

        func take(_ time: TimeInterval, _ body: @escaping @Sendable () -> Bool) { bodies.withLock { $0.append((time, body)) } }

        func happen() -> Bool { bodies.withLock { $0.last?.body }?() ?? false }
    }

    @Test("A configuration is not saved by a process whose lock ran out while it was away")
    func lateSave() throws {
        let place = HomePlace(.sqlite)
        let (home, other) = (try place.database(), try place.database())
        try home.prepare()
        let lock = try home.lock(.saving)
        try home.write(Data("mine".utf8), to: .configuration)
        try place.runOut(.saving)
        let theirs = try other.lock(.saving)
        try other.write(Data("theirs".utf8), to: .configuration)
        #expect(throws: ConfigurationError.self) { try home.write(Data("late".utf8), to: .configuration) }
        lock.release()
        theirs.release()
        #expect(try home.read(.configuration) == Data("theirs".utf8))
    }

    @Test("A second machine without the key is told where it belongs, and seals nothing with a key of its own")
    func key() throws {
        let place = HomePlace(.sqlite)
        let home = try place.database()
        try home.prepare()
        try CredentialStore(home: home, environment: [:]).setValue(Data("secret".utf8), for: "name")
        try FileManager.default.removeItem(at: home.keyFile)
        let store = CredentialStore(home: home, environment: [:])
        let missing = ConfigurationError.keyElsewhere(home: home.displayName, keyFile: home.keyFile.path)
        #expect(throws: missing) { _ = try store.value(for: "name") }
        #expect(throws: missing) { try store.setValue(Data("new".utf8), for: "other") }
        #expect(throws: missing) { try store.requireUsable() }
        #expect(!FileManager.default.fileExists(atPath: home.keyFile.path))
    }
}
