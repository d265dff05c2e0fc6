import Foundation
import TestDatabases
import Testing

/// The machine that writes is cut off, at a random moment of a run for 300 people, from the database or from the app. Once each, or as often as
/// `AUTOPROVISION_FAILURES` says.
@Suite(
    "A machine that is cut off in the middle of a run", .serialized, .timeLimit(.minutes(600)),
    .enabled(if: PostgresServer.isExpected, Comment(rawValue: PostgresServer.whyNot)),
    .enabled(if: NetworkNamespace.isPossible, Comment(rawValue: NetworkNamespace.whyNot)))
struct PartitionTests {
    enum Partition: String, CaseIterable, CustomTestStringConvertible {
        case database = "from the database"
        case application = "from the app"

        var testDescription: String { rawValue }
    }

    private static let trials = ProcessInfo.processInfo.environment["AUTOPROVISION_FAILURES"].flatMap { Int($0) } ?? 1

    @Test("Nobody is doubled or lost, and whoever was cut off writes nothing once another one has taken over", arguments: Partition.allCases)
    func cut(_ partition: Partition) async throws {
        for number in 1...Self.trials { try await trial(partition, "trial \(number) of \(Self.trials)") }
    }

    private func trial(_ partition: Partition, _ trial: String) async throws {
        let pair = try await TwoMachinesTests.Pair(users: 300)
        let (folder, network) = (try TemporaryFolder(), try NetworkNamespace())
        let port = try #require(pair.sandbox.url.port)
        let database = try network.link(
            "UNIX-LISTEN:\(folder.path)/.s.PGSQL.5432,fork", to: "UNIX-CONNECT:\(pair.server.folder.path)/.s.PGSQL.5432")
        let application = try network.link("TCP-LISTEN:\(port),bind=127.0.0.1,fork,reuseaddr", to: "TCP:127.0.0.1:\(port)")
        let machine = try TestHome(
            database: "postgresql://postgres@\(folder.path.replacing("/", with: "%2F"))/postgres?tenant=\(pair.tenant)",
            key: try #require(pair.first.environment["AUTOPROVISION_KEY"]))
        let planned = try #require((try await pair.second.json("plan")["counts"] as? [String: Int])?["create"])
        let before = try await pair.sandbox.accounts().count
        let moment = Int.random(in: 1..<planned)
        let said: Comment = "\(trial), at \(moment) of \(planned) creations"

        let entering = network.entering
        let run = try ChildProcess(
            entering.program, entering.arguments + [Program.autoprovision, "sync", "--home", machine.place], environment: machine.environment,
            errors: machine.folder.url.appending(path: "sync.errors").path)
        defer { kill(run.identifier, SIGKILL) }
        try await pair.awaitAccounts(before + moment)
        switch partition {
        case .database:
            try network.cut(database)
            // It has noticed, or will as soon as it asks: then its right to write has run out.
            try pair.letLeasesRunOut()
            #expect([0, 1].contains(try await pair.second.run("sync").exitCode), said)
            let creations = try await pair.creations()
            try network.mend(database)
            _ = await run.exitCode()
            #expect(try await pair.creations() == creations, "\(said): it wrote after another one had taken over")
        case .application:
            try network.cut(application)
            #expect(await run.exitCode() != 0, said)
            try network.mend(application)
            try pair.letLeasesRunOut()
        }

        let next = try await pair.second.run("sync")
        #expect([0, 1].contains(next.exitCode), "\(said): \(next.output)\(next.errors)")
        let accounts = try await pair.sandbox.accounts()
        #expect(accounts.count == before + planned, said)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count, said)
        var last = try await pair.second.run("sync")
        // What was lost on the way can still arrive once the link is mended, while the next run is at work: then one more run takes it in.
        if partition == .application, !last.output.contains("nothing to change") { last = try await pair.second.run("sync") }
        #expect(last.output.contains("nothing to change"), "\(said): \(last.output)\(last.errors) after \(next.output)\(next.errors)")
        // What was under way may be asked for once more.
        #expect((planned...(planned + 16)).contains(try await pair.creations()), said)
        #expect(try await pair.second.run("log", "--verify").exitCode == 0, said)
    }
}
