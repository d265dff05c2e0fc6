import ArgumentParser
import CProcess
import FileHome
import Foundation
import Provisioning
import Sync

extension ActionKind: ExpressibleByArgument {}

/// One run on a home, or the yardstick on it, in a process of its own.
struct RunHelper: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "run-helper", shouldDisplay: false)

    @Option var home: String
    @Option var release: [ActionKind] = []
    @Flag var yardstick = false
    /// Only open the home and ask the app's server something: what the program takes before there is anybody.
    @Flag var idle = false
    /// Compare the app's accounts with the ledger.
    @Flag var compare = false
    /// List the accounts that are known: the same without the app.
    @Flag var listAccounts = false

    mutating func run() async throws {
        // As the program does it.
        process_keep_memory_small()
        let transport = TimedTransport()
        let workspace = try Workspace(home: Home(folder: URL(fileURLWithPath: home)), environment: [:], transport: transport)
        let released = Set(release)
        let (isYardstick, isIdle, isComparison, isListing) = (yardstick, idle, compare, listAccounts)
        var figures = try await ProcessFigures.of {
            if isComparison { return (try await workspace.runs.compareAccounts().accounts.count, 0) }
            if isListing { return (try await workspace.runs.accounts().accounts.count, 0) }
            if isIdle {
                _ = try await workspace.checks.status()
                guard let server = URL(string: try await workspace.setup.configuration().application.baseURL) else { return (0, 0) }
                _ = try await SandboxConnection.load(from: server)
                return (0, 0)
            }
            if isYardstick { return try await SequentialLoop.run(workspace) }
            let record = try await workspace.runs.sync(released: released)
            return (record.counts.values.reduce(0, +), record.failures)
        }
        figures.answerSeconds = transport.answerSeconds
        try figures.report()
    }
}
