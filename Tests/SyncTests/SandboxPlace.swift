import DatabaseHome
import FileHome
import Foundation
import HTTP
import PostgreSQL
import Sync
import TestDatabases
import Testing
import Timing

/// Where a test's home is: in a folder, or with `AUTOPROVISION_TEST_HOME=postgresql` in a database, with a folder for the files of its machine.
struct SandboxPlace {
    let folder = FileManager.default.temporaryDirectory.appending(path: "workspace-\(UUID().uuidString)")
    private let tenant = PostgresServer.freshTenant()

    /// Opens the home, as one process has it.
    func open(
        transport: any HTTPTransport = NetworkTransport(), time: Time,
        uptime: @escaping @Sendable () -> TimeInterval = { Date().timeIntervalSince1970 }
    ) throws -> Workspace {
        guard !TestHomes.areFolders else {
            return try Workspace(home: Home(folder: folder), environment: [:], transport: transport, time: time, uptime: uptime)
        }
        let database = PostgresDatabase(try PostgresAddress(PostgresServer.shared().address(tenant: tenant)))
        let home = DatabaseHome(
            database, option: "postgresql", displayName: "the test's database", folder: folder, state: folder,
            keyFile: folder.appending(path: "credentials.key"), longestRequest: HTTPRequest.standardTimeout, time: .system(uptime: uptime),
            notices: { database.changes() })
        try home.prepare()
        return Workspace(
            shared: home, ledger: try home.ledger(), fencing: { home.fenced($0) }, environment: [:], transport: transport, time: time, uptime: uptime)
    }
}

extension Trait where Self == ConditionTrait {
    /// The test looks at files, which a home in a database does not have.
    static var homeInFolder: ConditionTrait { .enabled(if: TestHomes.areFolders, "a home in a database has no such files") }

    /// For tests whose clock moves with every wait: a service at a shared home waits in small steps, and its turn runs out by that clock.
    static var clockMovesWithWaits: ConditionTrait {
        .enabled(if: TestHomes.areFolders, "whoever waits moves the clock of this test, and a service at a shared home waits in small steps")
    }
}
