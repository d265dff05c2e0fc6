import ArgumentParser
import CProcess
import ConfigurationStore
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

    mutating func run() async throws {
        // As the program does it.
        process_keep_memory_small()
        let workspace = try Workspace(home: Home(folder: URL(fileURLWithPath: home)), environment: [:])
        let released = Set(release)
        let (isYardstick, isIdle) = (yardstick, idle)
        try await ProcessFigures.of {
            if isIdle {
                _ = try await workspace.status()
                guard let server = URL(string: try await workspace.configuration().application.baseURL) else { return (0, 0) }
                _ = try await SandboxConnection.load(from: server)
                return (0, 0)
            }
            if isYardstick { return try await SequentialLoop.run(workspace) }
            let record = try await workspace.run(released: released)
            return (record.counts.values.reduce(0, +), record.failures)
        }.report()
    }
}
