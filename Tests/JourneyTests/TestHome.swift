import Foundation
import TestDatabases
import Testing

/// A home of a journey, and the program run on it: a folder, or with `AUTOPROVISION_TEST_HOME=postgresql` a tenant of a database.
struct TestHome {
    /// The folder of the home, or where the home is in a database, of a machine's own files.
    let folder: TemporaryFolder
    /// What `--home` says.
    let place: String
    let environment: [String: String]
    /// The tenant, where the home is in the database of all tests.
    private let tenant: String?

    init() throws {
        folder = try TemporaryFolder()
        environment = [:]
        tenant = TestHomes.areFolders ? nil : PostgresServer.freshTenant()
        place = try tenant.map { try PostgresServer.shared().address(tenant: $0) } ?? folder.path
    }

    /// A home in a database, seen from one machine, whose own files are in a folder of their own.
    init(database: String, key: String) throws {
        folder = try TemporaryFolder()
        (place, tenant) = (database, nil)
        environment = ["XDG_CONFIG_HOME": folder.path + "/config", "XDG_STATE_HOME": folder.path + "/state", "AUTOPROVISION_KEY": key]
    }

    /// What every process needs where all homes are in a database: the sealing key, and a place for files of the machine.
    static let environmentOfAll: [String: String] = {
        guard !TestHomes.areFolders else { return [:] }
        let folder = FileManager.default.temporaryDirectory.appending(path: "journeys-\(getpid())").path
        let key = Data((0..<32).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        return ["XDG_CONFIG_HOME": folder + "/config", "XDG_STATE_HOME": folder + "/state", "AUTOPROVISION_KEY": key]
    }()

    /// The home as commands name it in what they say.
    var named: String { TestHomes.areFolders ? place : "'\(place)'" }

    /// As if so much time had passed since a process was killed that nobody waits for it any more. In a folder nobody ever does.
    func forgetKilled() throws {
        guard let tenant else { return }
        try PostgresServer.shared().sql("UPDATE \"autoprovision_\(tenant)\".lease SET expires = 0")
    }

    /// Runs a command on the home; one of two words is one argument here: "config show".
    func run(_ arguments: String...) async throws -> Program.Result {
        let command = arguments[0].split(separator: " ").map(String.init)
        return try await Program.run(
            Program.autoprovision, command + ["--home", place] + arguments.dropFirst(), environment: environment)
    }

    /// The configuration as JSON, wherever it is kept.
    func configuration() async throws -> String { try await run("config show").output }

    func json(_ arguments: String...) async throws -> [String: Any] {
        let result = try await Program.run(
            Program.autoprovision, [arguments[0], "--home", place, "--json"] + arguments.dropFirst(), environment: environment)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.output)\(result.errors)")
    }
}

extension Trait where Self == ConditionTrait {
    /// The test looks at files, which a home in a database does not have.
    static var homeInFolder: ConditionTrait { .enabled(if: TestHomes.areFolders, "a home in a database has no such files") }
}
