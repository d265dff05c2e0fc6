import Foundation
import SQL
import TestDatabases
import Testing

@testable import PostgreSQL

@Suite("Trouble with a database of PostgreSQL", .enabled(if: PostgresServer.isExpected, "\(PostgresServer.whyNot)"), .timeLimit(.minutes(5)))
struct PostgresFailureTests {
    /// Ends or freezes a process of the server; only those of the server of this process are ever asked for.
    private static func signal(_ signal: Int32, _ backend: Int32) throws {
        try #require(backend > 1)
        kill(backend, signal)
    }

    private static func kind(_ body: () throws -> Void) -> SQLError.Kind? {
        do {
            try body()
            return nil
        } catch {
            return (error as? SQLError)?.kind
        }
    }

    @Test("A connection that ended while nobody used it is made anew")
    func endedBefore() throws {
        let (tenant, other) = (try TestTenant(), try TestTenant())
        for _ in 0..<3 {
            let backend = try tenant.backend()
            _ = try other.database.read { try $0.rows("SELECT pg_terminate_backend(CAST(? AS INTEGER))", [Int(backend)]) }
            try tenant.add("after \(backend)")
            #expect(try tenant.backend() != backend)
        }
        #expect(try tenant.notes().count == 3)
    }

    @Test(
        "A connection that ends in the middle of a transaction leaves nothing of it; what is passed over counts all the same",
        arguments: [false, true])
    func endedWithin(isPassedOver: Bool) throws {
        let (tenant, other) = (try TestTenant(), try TestTenant())
        let kind = Self.kind {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('lost')")
                let backend = try db.value(Int.self, "SELECT pg_backend_pid()")
                _ = try other.database.read { try $0.rows("SELECT pg_terminate_backend(CAST(? AS INTEGER))", [backend]) }
                if isPassedOver { _ = try? db.execute("DELETE FROM note") } else { try db.execute("DELETE FROM note") }
            }
        }
        #expect(kind == .connectionLost)
        #expect(try tenant.notes().isEmpty)
    }

    @Test("A commit without an answer is neither done nor undone; the next transaction has a new connection")
    func commitUnknown() throws {
        let (tenant, other) = (try TestTenant(), try TestTenant())
        let kind = Self.kind {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('perhaps')")
                let backend = try db.value(Int.self, "SELECT pg_backend_pid()")
                _ = try other.database.read { try $0.rows("SELECT pg_terminate_backend(CAST(? AS INTEGER))", [backend]) }
            }
        }
        #expect(kind == .commitUnknown)
        #expect(try tenant.notes().count <= 1)
    }

    @Test(
        "A server that is frozen is given up after the time limit: before a statement, and at the commit",
        arguments: [SQLError.Kind.connectionLost, .commitUnknown])
    func frozen(expected: SQLError.Kind) throws {
        let tenant = try TestTenant(patience: .seconds(1))
        let begun = ContinuousClock.now
        var frozen: Int32 = 0
        defer { if frozen > 1 { kill(frozen, SIGCONT) } }
        let kind = Self.kind {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('frozen')")
                frozen = Int32(try db.value(Int.self, "SELECT pg_backend_pid()") ?? 0)
                try Self.signal(SIGSTOP, frozen)
                if expected == .connectionLost { try db.execute("DELETE FROM note") }
            }
        }
        #expect(kind == expected)
        #expect(ContinuousClock.now - begun < .seconds(10))
        kill(frozen, SIGCONT)
        #expect(try tenant.notes().count <= 1)
    }

    @Test("A statement that takes too long is ended by the server, and the connection goes on")
    func slow() throws {
        let tenant = try TestTenant(patience: .seconds(2))
        let backend = try tenant.backend()
        #expect(Self.kind { _ = try tenant.database.read { try $0.rows("SELECT pg_sleep(60)") } } == .busy)
        #expect(try tenant.backend() == backend)
    }

    @Test("A full disk of the server undoes the transaction, and is said to be one; once there is room, the same connection goes on")
    func full() throws {
        let tenant = try TestTenant()
        let backend = try tenant.backend()
        try tenant.database.write { db in
            try db.execute(
                "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''53100''; END'"
            )
            try db.execute("CREATE TRIGGER filled BEFORE INSERT ON note FOR EACH ROW WHEN (new.words = 'large') EXECUTE FUNCTION fill()")
        }
        let kind = Self.kind {
            try tenant.database.write { db in
                try db.execute("INSERT INTO note (words) VALUES ('small')")
                try db.execute("INSERT INTO note (words) VALUES ('large')")
            }
        }
        #expect(kind == .full)
        #expect(try tenant.notes() == [] && tenant.backend() == backend)
    }

    @Test("A warning at the commit, as when no standby took it, counts as not known")
    func warned() throws {
        let tenant = try TestTenant()
        try tenant.database.write { db in
            try db.execute("CREATE FUNCTION warn() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE WARNING ''canceling wait''; RETURN NULL; END'")
            try db.execute("CREATE CONSTRAINT TRIGGER warned AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION warn()")
        }
        #expect(Self.kind { try tenant.add("local") } == .commitUnknown)
        #expect(try tenant.notes() == ["local"])
    }

    @Test(
        "No database, no user, no server, no rights: each is said in the server's words",
        arguments: [
            ("nobody@", "/postgres", "nobody"), ("postgres@", "/nothing", "nothing"), ("postgres@", "/postgres", "no such socket"),
        ])
    func unusable(user: String, database: String, what: String) throws {
        let folder = try PostgresServer.shared().folder.path
        let host = (what == "no such socket" ? folder + "/nowhere" : folder).replacing("/", with: "%2F")
        let address = try PostgresAddress("postgresql://\(user)\(host)\(database)?tenant=t")
        let error = #expect(throws: SQLError.self) { try PostgresDatabase(address).migrate(TestTenant.migrations) }
        #expect(
            error?.kind == .connectionLost && error?.message.contains(what == "no such socket" ? "nowhere" : what) == true, "\(error?.message ?? "")")
    }

    @Test("A role without rights is told so, and a database that can only be read says that")
    func rights() throws {
        let server = try PostgresServer.shared()
        let (role, name) = ("r" + UUID().uuidString.prefix(8).lowercased(), PostgresServer.freshTenant())
        let owner = try TestTenant(tenant: name)
        try owner.database.write { try $0.execute("CREATE ROLE \(role) LOGIN") }
        let guest = PostgresDatabase(try PostgresAddress(server.address(tenant: name).replacing("postgres@", with: "\(role)@")))
        #expect(Self.kind { try guest.migrate(TestTenant.migrations) } == .notAllowed)
        try owner.database.write { try $0.execute("ALTER ROLE \(role) SET default_transaction_read_only = on") }
        try owner.database.write { db in
            try db.execute("GRANT USAGE ON SCHEMA \"autoprovision_\(name)\" TO \(role)")
            try db.execute("GRANT ALL ON ALL TABLES IN SCHEMA \"autoprovision_\(name)\" TO \(role)")
        }
        let reader = PostgresDatabase(guest.address)
        #expect(try reader.read { try $0.values(String.self, "SELECT words FROM note") } == [])
        #expect(Self.kind { _ = try reader.write { try $0.execute("INSERT INTO note (words) VALUES ('x')") } } == .readOnly)
    }

    @Test(
        "Codes of errors mean what the caller has to do",
        arguments: [
            ("08006", .connectionLost), ("57P01", .connectionLost), ("57P03", .connectionLost), ("53100", .full), ("53300", .tooManyConnections),
            ("25006", .readOnly), ("42501", .notAllowed), ("28P01", .notAllowed), ("3D000", .notAllowed), ("55P03", .busy), ("40P01", .busy),
            ("57014", .busy), ("XX001", .damaged), ("42601", .other), ("22021", .other), ("23505", .other),
        ] as [(String, SQLError.Kind)])
    func codes(state: String, kind: SQLError.Kind) { #expect(SQLError.Kind(state: state) == kind) }
}
