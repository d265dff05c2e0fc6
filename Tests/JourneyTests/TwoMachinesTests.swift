import Foundation
import TestDatabases
import Testing

@Suite(
    "Two machines and one database", .serialized, .timeLimit(.minutes(15)),
    .enabled(if: PostgresServer.isExpected, Comment(rawValue: PostgresServer.whyNot)))
struct TwoMachinesTests {
    /// A home in a database, set up and on, with a sandbox behind it; each machine has files of its own and the same key.
    struct Pair {
        let sandbox: RunningSandbox
        let server: PostgresServer
        let tenant: String
        let database: String
        let first: TestHome
        let second: TestHome

        /// - Parameter address: where the database is, for the name of a tenant; otherwise at the server of this process.
        init(users: Int = 40, database: String = "postgres", address: ((String) -> String)? = nil) async throws {
            (sandbox, server, tenant) = (try await RunningSandbox(users: users), try PostgresServer.shared(), PostgresServer.freshTenant())
            self.database = database
            let address = address?(tenant) ?? server.address(tenant: tenant).replacing("/postgres?", with: "/\(database)?")
            let key = Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
            (first, second) = (try .init(database: address, key: key), try .init(database: address, key: key))
            let setup = try await first.run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day",
                "--run-interval", "15")
            try #require(setup.exitCode == 0, "\(setup.errors)")
            try await CommandJourneyTests.authorize(first, at: sandbox)
            let on = try await first.run("on")
            try #require(on.exitCode == 0, "\(on.errors)")
        }

        /// As if so much time had passed that nobody's right to write counts any more.
        func letLeasesRunOut(at other: PostgresServer? = nil) throws {
            try (other ?? server).sql("UPDATE \"autoprovision_\(tenant)\".lease SET expires = 0", in: database)
        }

        /// Lets nobody into the database any more, and throws everybody out.
        func shutDatabase() throws {
            try server.sql("ALTER DATABASE \(database) WITH ALLOW_CONNECTIONS false")
            try server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(database)'")
        }

        func openDatabase() throws { try server.sql("ALTER DATABASE \(database) WITH ALLOW_CONNECTIONS true") }

        /// A database of its own, which can be shut without harm to other tests.
        static func withDatabase(users: Int = 40) async throws -> Pair {
            let name = "own\(UInt32.random(in: 0...UInt32.max))"
            try PostgresServer.shared().sql("CREATE DATABASE \(name)")
            return try await Pair(users: users, database: name)
        }

        /// Waits until the app has so many accounts.
        func awaitAccounts(_ count: Int) async throws {
            let deadline = ContinuousClock.now + .seconds(60)
            while try await sandbox.accounts().count < count, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(10)) }
        }

        func service(_ home: TestHome) throws -> Service { try Service(home) }

        func creations() async throws -> Int {
            let log = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/requests")) as? [String: Any]
            return (log?["requests"] as? [[String: Any]] ?? []).count {
                $0["method"] as? String == "POST" && $0["path"] as? String == "/scim/v2/Users"
            }
        }
    }

    /// `autoprovision run` on one machine.
    final class Service {
        let process: ChildProcess
        private let errors: URL
        private let output: URL

        init(_ home: TestHome) throws {
            (errors, output) = (home.folder.url.appending(path: "run.errors"), home.folder.url.appending(path: "run.log"))
            process = try ChildProcess(
                Program.autoprovision, ["run", "--home", home.place], environment: home.environment, output: output.path, errors: errors.path)
        }

        deinit {
            kill(process.identifier, SIGCONT)
            process.terminate()
        }

        var said: String { [errors, output].map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "" }.joined() }

        func says(_ words: String, within seconds: Int = 60) async throws -> Bool {
            let deadline = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < deadline {
                if said.contains(words) { return true }
                try await Task.sleep(for: .milliseconds(50))
            }
            return false
        }
    }

    @Test("The whole journey in a database; the other machine sees the same, and doctor knows the server")
    func journey() async throws {
        let pair = try await Pair(users: 20)
        let planned = try #require((try await pair.first.json("plan")["counts"] as? [String: Int])?["create"])
        #expect([0, 1].contains(try await pair.first.run("sync").exitCode))
        #expect((try await pair.second.json("usage")["last30Days"] as? [String: Int])?["created"] == planned)
        #expect(try await pair.second.run("sync").output.contains("nothing to change"))
        #expect(try await pair.second.run("log", "--verify").exitCode == 0)
        let doctor = try await pair.second.run("doctor")
        #expect(doctor.output.contains("PostgreSQL 1") && doctor.output.contains("a change counts when it is on the disk"), "\(doctor.output)")
        // By hand, as config.json would be edited.
        let file = pair.second.folder.url.appending(path: "config.json")
        let text = try await pair.second.run("config show").output
        #expect(text.contains("\"runIntervalMinutes\" : 15"), "\(text)")
        try Data(text.replacing("\"runIntervalMinutes\" : 15", with: "\"runIntervalMinutes\" : 30").utf8).write(to: file)
        let replaced = try await pair.second.run("config replace", file.path)
        #expect(replaced.exitCode == 0, "\(replaced.errors)")
        #expect(try await pair.first.run("config show").output.contains("\"runIntervalMinutes\" : 30"))
        // It is of the revision before: what was saved meanwhile is not lost.
        #expect(try await pair.first.run("config replace", file.path).exitCode == 2)
    }

    @Test("One has its turn and the other stands by; it takes over as soon as the first is stopped in order")
    func orderly() async throws {
        let pair = try await Pair(users: 20)
        let first = try pair.service(pair.first)
        #expect(try await first.says("run 1 "), "\(first.said)")
        let second = try pair.service(pair.second)
        #expect(try await second.says("Standing by: autoprovision run on"), "\(second.said)")
        let status = try await pair.second.json("status")
        #expect((status["serviceHolder"] as? String)?.contains("process \(first.process.identifier)") == true, "\(status)")
        let (stopped, clock) = (ContinuousClock.now, ContinuousClock())
        first.process.terminate()
        #expect(try await second.says("This process starts the runs now.", within: 20), "\(second.said)")
        print("takeover after an orderly stop: \(clock.now - stopped)")
        #expect(await first.process.exitCode() == 0)
        #expect(try await second.says("nothing to change"), "\(second.said)")
    }

    @Test("Asked to step down, it ends and stays away; a second one takes over, and is not asked by that")
    func stepDown() async throws {
        let pair = try await Pair(users: 20)
        let first = try pair.service(pair.first)
        #expect(try await first.says("run 1 "), "\(first.said)")
        let second = try pair.service(pair.second)
        #expect(try await second.says("Standing by"), "\(second.said)")
        let asked = try await pair.second.run("run", "--step-down")
        #expect(asked.exitCode == 0 && asked.output.contains("process \(first.process.identifier)"), "\(asked.output)\(asked.errors)")
        #expect(try await first.says("It stays away for five minutes."), "\(first.said)")
        #expect(try await second.says("This process starts the runs now."), "\(second.said)")
        #expect(try await second.says("nothing to change"), "\(second.said)")
    }

    @Test("The leader is killed in the middle of a run: the other one looks up what it left open, and nobody has two accounts", arguments: [1, 9])
    func killed(writes: Int) async throws {
        let pair = try await Pair()
        let planned = try #require((try await pair.first.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await pair.sandbox.accounts().count
        try await pair.sandbox.post(
            "sandbox/faults", ["kind": "slow", "milliseconds": 60_000, "method": "POST", "path": "/scim/v2/Users", "skip": writes, "times": 1_000])
        let first = try pair.service(pair.first)
        let second = try pair.service(pair.second)
        try await pair.awaitAccounts(before + writes)
        let leader = first.said.contains("This process starts the runs") ? first : second
        let other = leader === first ? second : first
        kill(leader.process.identifier, SIGKILL)
        #expect(await leader.process.exitCode() == 128 + SIGKILL)
        try await pair.sandbox.post("sandbox/faults/clear", [:])
        try pair.letLeasesRunOut()
        #expect(try await other.says("This process starts the runs now.", within: 20), "\(other.said)")
        #expect(try await other.says("run 2 "), "\(other.said)")
        let accounts = try await pair.sandbox.accounts()
        #expect(accounts.count == before + planned)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        let creations = try await pair.creations()
        #expect((planned...(planned + 1)).contains(creations), "\(creations) for \(planned)")
        #expect(try await pair.second.run("log", "--verify").exitCode == 0)
    }

    @Test("The leader sleeps in the middle of a run until another one has taken over: when it wakes up, it writes nothing")
    func asleep() async throws {
        let pair = try await Pair()
        let planned = try #require((try await pair.first.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await pair.sandbox.accounts().count
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 200])
        let first = try pair.service(pair.first)
        try await pair.awaitAccounts(before + 3)
        kill(first.process.identifier, SIGSTOP)
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 0])
        // Its right has to run out by its own clock too, or it may still send what it had recorded: no shortcut is right here.
        let second = try pair.service(pair.second)
        #expect(try await second.says("run 2", within: 180), "\(second.said)")
        let creations = try await pair.creations()
        kill(first.process.identifier, SIGCONT)
        #expect(try await first.says("Standing by: autoprovision run on", within: 90), "\(first.said)")
        #expect(try await pair.creations() == creations)
        #expect((planned...(planned + 1)).contains(creations), "\(creations) for \(planned)")
        let accounts = try await pair.sandbox.accounts()
        #expect(accounts.count == before + planned)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        #expect(try await pair.second.run("log", "--verify").exitCode == 0)
    }

    @Test("The database goes away in the middle of a run: it stops, says so, and the next run looks up what was left open")
    func goesAway() async throws {
        let pair = try await Pair.withDatabase()
        let planned = try #require((try await pair.first.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await pair.sandbox.accounts().count
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 300])
        let errors = pair.first.folder.url.appending(path: "sync.errors")
        let run = try ChildProcess(
            Program.autoprovision, ["sync", "--home", pair.first.place], environment: pair.first.environment, errors: errors.path)
        try await pair.awaitAccounts(before + 3)
        try pair.shutDatabase()
        #expect(await run.exitCode() == 5)
        let said = try String(contentsOf: errors, encoding: .utf8)
        #expect(said.contains("cannot be reached") || said.contains("broke while a change was being saved"), "\(said)")
        #expect(try await pair.second.run("status").exitCode == 5)
        try pair.openDatabase()
        try pair.letLeasesRunOut()
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 0])
        #expect([0, 1].contains(try await pair.second.run("sync").exitCode))
        let accounts = try await pair.sandbox.accounts()
        #expect(accounts.count == before + planned)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        let creations = try await pair.creations()
        // As many as were under way when it went away may have to be looked up, and none of them is repeated that arrived.
        #expect(creations == planned, "\(creations) for \(planned)")
        #expect(try await pair.second.run("log", "--verify").exitCode == 0)
    }

    @Test("A service whose database is away for a moment goes on by itself as soon as it is back")
    func serviceOutlives() async throws {
        let pair = try await Pair.withDatabase(users: 20)
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 300])
        let service = try pair.service(pair.first)
        let before = try await pair.sandbox.accounts().count
        try await pair.awaitAccounts(before + 1)
        try pair.shutDatabase()
        let hasNoticed = try await service.says("cannot be reached")
        let hasLost = try await service.says("broke while a change was being saved", within: hasNoticed ? 0 : 5)
        #expect(hasNoticed || hasLost, "\(service.said)")
        try pair.openDatabase()
        try await pair.sandbox.post("sandbox/latency", ["milliseconds": 0])
        #expect(try await service.says("run 2 ", within: 120), "\(service.said)")
        let accounts = try await pair.sandbox.accounts()
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        #expect(try await pair.second.run("log", "--verify").exitCode == 0)
    }

    @Test("A home moves into the database and back, with its whole log; the old one is off")
    func move() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let (server, tenant) = (try PostgresServer.shared(), PostgresServer.freshTenant())
        let old = try TestHome()
        _ = try await old.run("setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
        try await CommandJourneyTests.authorize(old, at: sandbox)
        _ = try await old.run("on")
        #expect([0, 1].contains(try await old.run("sync").exitCode))
        let log = try await old.run("log", "--json").output
        let key = try String(contentsOf: old.folder.url.appending(path: "credentials.key"), encoding: .utf8).trimmingCharacters(
            in: .whitespacesAndNewlines)
        let new = try TestHome(database: server.address(tenant: tenant), key: key)
        func move(_ from: String, _ to: String) async throws -> Program.Result {
            try await Program.run(Program.autoprovision, ["home", "move", from, to], environment: new.environment)
        }
        let moved = try await move(old.place, new.place)
        #expect(moved.exitCode == 0 && moved.output.contains("chain is as it was written"), "\(moved.output)\(moved.errors)")
        #expect(try await old.json("status")["on"] as? Bool == false)
        #expect(try await new.json("status")["on"] as? Bool == true)
        #expect(try await new.run("log", "--json").output == log)
        #expect(try await new.run("log", "--verify").exitCode == 0)
        let sync = try await new.run("sync")
        #expect(sync.output.contains("nothing to change"), "\(sync.output)\(sync.errors)")
        let again = try await move(old.place, new.place)
        #expect(again.exitCode == 2 && again.errors.contains("in use already"), "\(again.errors)")
        let back = try TemporaryFolder()
        let returned = try await move(new.place, back.path + "/home")
        #expect(returned.exitCode == 0, "\(returned.output)\(returned.errors)")
        let home = try await Program.run(Program.autoprovision, ["log", "--home", back.path + "/home", "--verify"])
        #expect(home.exitCode == 0, "\(home.errors)")
    }

    @Test(
        "An address that cannot be right says what to write instead",
        arguments: [
            ("postgresql://localhost/db", "names no tenant"), ("postgresql://user:secret@localhost/db?tenant=a", "password"),
            ("postgresql://localhost/db?tenant=a%20b", "letters, digits"), ("postgresql://localhost:99999/db?tenant=a", "port"),
        ])
    func wrongAddress(address: String, words: String) async throws {
        let result = try await Program.run(Program.autoprovision, ["status", "--home", address])
        #expect(result.exitCode == 2 && result.errors.contains(words) && !result.errors.contains("secret"), "\(result.errors)")
    }

    @Test("A database that is away is said to be, with what to do, and the exit code says that it could not be reached")
    func away() async throws {
        let result = try await Program.run(Program.autoprovision, ["status", "--home", "postgresql://%2Ftmp%2Fnowhere/db?tenant=a"])
        #expect(result.exitCode == 5 && result.errors.contains("cannot be reached"), "\(result.errors)")
    }
}
