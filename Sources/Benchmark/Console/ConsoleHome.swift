import FileHome
import Foundation
import Provisioning
import Sync

/// A home that is set up, for a console that needs no server: the directory is a folder with many groups, the log is long.
final class ConsoleHome {
    static let groups = 100_000
    static let entries = 1_000_000

    let folder: URL

    /// - Parameter isLarge: `false` for a home as it is after the first day.
    init(isLarge: Bool) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased())")
        let workspace = try Workspace(home: Home(folder: folder), environment: [:])
        let export = folder.appending(path: "export")
        try LargeDirectory.write(groups: isLarge ? Self.groups : 20, to: export)
        let targets = workspace.targets
        let now = Date()
        try await workspace.setup.update { configuration in
            configuration.administrator = "person-1@\(LargeDirectory.domain)"
            configuration.directory = .files(folder: export.path)
            configuration.singleSignOnAcknowledged = true
            configuration.userAccess = UserAccess(organizationalUnits: ["/": .on])
            configuration.autoprovisioning.mapping = MappingTable.defaults(for: targets)
            configuration.autoprovisioning.deprovisioning = DeprovisioningPolicy(suspended: .init(suspend: .within24Hours))
            configuration.autoprovisioning.setupProgress = .finished
            configuration.autoprovisioning.firstTurnedOn = now
        }
        try LongLog.fill(Home(folder: folder).ledgerFile, entries: isLarge ? Self.entries : 1_000, end: now.timeIntervalSince1970)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The console on this home, with its first page on the screen.
    ///
    /// - Parameter isWide: whether a list has the detail of its selected row beside it.
    func console(_ program: String, isWide: Bool = false) throws -> TerminalSession {
        let session = try TerminalSession(program, ["--home", folder.path], columns: isWide ? 120 : 80, rows: isWide ? 40 : 24)
        _ = try session.start(until: ConsoleScenarios.firstPage)
        try session.settle(0.5)
        return session
    }
}
