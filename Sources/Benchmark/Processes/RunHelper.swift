import ArgumentParser
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

    mutating func run() async throws {
        let workspace = try Workspace(home: Home(folder: URL(fileURLWithPath: home)), environment: [:])
        let released = Set(release)
        let isYardstick = yardstick
        try await ProcessFigures.of {
            if isYardstick { return try await SequentialLoop.run(workspace) }
            let record = try await workspace.run(released: released)
            return (record.counts.values.reduce(0, +), record.failures)
        }.report()
    }
}
