import Foundation

/// The same runs of the program on a home in a folder and on one in a database of PostgreSQL, side by side.
enum DatabaseScenario {
    /// A run on a database may take so many times what one on a folder takes.
    private static let goal = Goal.atMost(1.2)
    /// The shortest of so many runs counts: anything else on the machine only makes them longer.
    private static let repetitions = 5

    /// - Parameters:
    ///   - program: autoprovision.
    ///   - database: the address of a database with a tenant; each measurement has a tenant of its own, whose name begins with that one.
    static func measure(_ program: String, database: String) async throws -> ScenarioReport {
        let tenant = database + "-" + UUID().uuidString.prefix(8).lowercased()
        let folder = FileManager.default.temporaryDirectory.appending(path: "autoprovision-benchmark-\(UUID().uuidString.lowercased())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (file, server) = try await (
            measured(Home(program: program, place: folder.appending(path: "folder").path, folder: folder)),
            measured(Home(program: program, place: tenant, folder: folder))
        )
        func figures(_ name: String, _ value: (Measured) -> Double, goal: Goal?) -> [Figure] {
            [Figure("\(name), folder", value(file), .seconds), Figure("\(name), database", value(server), .seconds)]
                + (Arithmetic.ratio(value(server), to: value(file)).map { [Figure("\(name), database ÷ folder", $0, .ratio, goal: goal)] } ?? [])
        }
        return ScenarioReport(
            scenario: .database,
            subject: "a first run of 1,000 accounts at \(ChangeScenarios.roundTrip) ms round trip, then runs with nothing to do, on both homes",
            figures: figures("a first run", { $0.first }, goal: goal) + figures("nothing to change", { $0.repeated }, goal: goal)
                + figures("status", { $0.status }, goal: nil),
            remarks: ["What was measured is left in the schemas of the tenants \(tenant)."])
    }

    /// Seconds, each of a process of its own.
    private struct Measured {
        let first: Double
        let repeated: Double
        let status: Double
    }

    private struct Home {
        let program: String
        let place: String
        let folder: URL

        /// Runs a command. Answers how long that took, in seconds.
        @discardableResult
        func run(_ arguments: String..., mayFail: Bool = false) throws -> Double {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments + ["--home", place]
            process.environment = ProcessInfo.processInfo.environment.merging(
                ["XDG_CONFIG_HOME": folder.appending(path: "config").path, "XDG_STATE_HOME": folder.appending(path: "state").path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            let begin = ContinuousClock.now
            try process.run()
            process.waitUntilExit()
            let time = (ContinuousClock.now - begin) / .seconds(1)
            guard mayFail || process.terminationStatus == 0 else {
                throw BenchmarkError("autoprovision \(arguments.joined(separator: " ")) failed. Its error is above.")
            }
            return time
        }
    }

    private static func measured(_ home: Home) async throws -> Measured {
        let distant = try await BenchmarkSandbox(
            users: ChangeScenarios.usersForThousandCreations, latencyMilliseconds: ChangeScenarios.roundTrip)
        try setUp(home, distant.url)
        // A newcomer whose address is somebody else's is a problem, and then the run ends with another code.
        let first = try home.run("sync", mayFail: true)
        let times = try (0..<repetitions).map { _ in (run: try home.run("sync", mayFail: true), status: try home.run("status")) }
        return Measured(first: first, repeated: times.map(\.run).min() ?? 0, status: times.map(\.status).min() ?? 0)
    }

    private static func setUp(_ home: Home, _ sandbox: URL) throws {
        try home.run(
            "setup", "--sandbox", sandbox.absoluteString, "--turn-on-unit", "/", "--deprovision", "suspended:suspend:within24Hours")
        try home.run("authorize", "--sign-in-for-me")
        try home.run("on")
    }
}
