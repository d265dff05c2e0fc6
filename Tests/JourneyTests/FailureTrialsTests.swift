import Foundation
import TestDatabases
import Testing

/// Real failures at random moments of a run for 300 people. Two of each kind, or as many as `AUTOPROVISION_FAILURES` says.
@Suite(
    "Failures at random moments of a run", .serialized, .timeLimit(.minutes(120)),
    .enabled(if: PostgresServer.isExpected, Comment(rawValue: PostgresServer.whyNot)))
struct FailureTrialsTests {
    enum Failure: String, CaseIterable, CustomTestStringConvertible {
        case promotion = "the database's machine dies, and its standby is promoted"
        case killed = "the program is killed"
        case killedBehindPooler = "the program is killed, behind a pooler of transactions"
        case asleep = "the program stands still until another one has done the work"
        case away = "the database goes away and comes back"

        var testDescription: String { rawValue }
    }

    private static let trials = ProcessInfo.processInfo.environment["AUTOPROVISION_FAILURES"].flatMap { Int($0) } ?? 2
    private static let people = 300

    @Test("Nobody is doubled or lost, no call is repeated twice, and the log is whole", arguments: Failure.allCases)
    func trials(_ failure: Failure) async throws {
        for number in 1...Self.trials {
            let trial = try await Trial(failure)
            try await trial.perform()
            try await trial.check("trial \(number) of \(Self.trials), at \(trial.moment) of \(trial.planned) creations")
        }
    }

    /// One run that is interrupted, and what follows.
    private struct Trial {
        let failure: Failure
        let pair: TwoMachinesTests.Pair
        /// The server, and what takes its place.
        let primary: PostgresServer?
        let standby: PostgresServer?
        let planned: Int
        let before: Int
        /// The number of creations after which it happens.
        let moment: Int

        init(_ failure: Failure) async throws {
            self.failure = failure
            switch failure {
            case .promotion:
                let primary = try PostgresServer()
                let standby = try PostgresServer(following: primary)
                pair = try await .init(users: people) { primary.address(tenant: $0, orAt: standby) }
                (self.primary, self.standby) = (primary, standby)
            case .killedBehindPooler:
                let (server, port) = (try PostgresServer.shared(), try PostgresServer.poolerPort())
                pair = try await .init(users: people) { server.address(tenant: $0, port: port) }
                (primary, standby) = (nil, nil)
            case .away:
                pair = try await .withDatabase(users: people)
                (primary, standby) = (nil, nil)
            case .killed, .asleep:
                pair = try await .init(users: people)
                (primary, standby) = (nil, nil)
            }
            planned = try #require((try await pair.first.json("plan")["counts"] as? [String: Int])?["create"])
            before = try await pair.sandbox.accounts().count
            moment = Int.random(in: 1..<planned)
        }

        func perform() async throws {
            let run = try ChildProcess(
                Program.autoprovision, ["sync", "--home", pair.first.place], environment: pair.first.environment,
                errors: pair.first.folder.url.appending(path: "sync.errors").path)
            defer { kill(run.identifier, SIGKILL) }
            try await pair.awaitAccounts(before + moment)
            switch failure {
            case .promotion:
                try primary?.die()
                try standby?.promote()
                _ = await run.exitCode()
                try pair.letLeasesRunOut(at: standby)
            case .killed, .killedBehindPooler:
                kill(run.identifier, SIGKILL)
                _ = await run.exitCode()
                try pair.letLeasesRunOut()
            case .asleep:
                kill(run.identifier, SIGSTOP)
                // Its right has to run out by its own clock too, or it may still send what it had recorded: no shortcut is right here.
                let deadline = ContinuousClock.now + .seconds(180)
                while ![0, 1].contains(try await pair.second.run("sync").exitCode), ContinuousClock.now < deadline {
                    try await Task.sleep(for: .seconds(1))
                }
                let creations = try await pair.creations()
                kill(run.identifier, SIGCONT)
                _ = await run.exitCode()
                #expect(try await pair.creations() == creations, "it wrote after another one had taken over")
            case .away:
                try pair.shutDatabase()
                _ = await run.exitCode()
                try pair.openDatabase()
                try pair.letLeasesRunOut()
            }
        }

        func check(_ trial: String) async throws {
            let next = try await pair.second.run("sync")
            #expect([0, 1].contains(next.exitCode), "\(trial): \(next.output)\(next.errors)")
            let accounts = try await pair.sandbox.accounts()
            #expect(accounts.count == before + planned, "\(trial)")
            #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count, "\(trial)")
            // What was under way may be asked for once more.
            let creations = try await pair.creations()
            #expect((planned...(planned + 16)).contains(creations), "\(trial): \(creations)")
            let last = try await pair.first.run("sync")
            #expect(last.output.contains("nothing to change"), "\(trial): \(last.output)\(last.errors)")
            #expect(try await pair.second.run("log", "--verify").exitCode == 0, "\(trial)")
        }
    }
}
