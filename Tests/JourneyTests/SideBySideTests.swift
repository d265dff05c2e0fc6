import Foundation
import Testing

/// Two processes on one home: what one does, the other shows.
@Suite("Console and commands side by side", .serialized, .timeLimit(.minutes(10)))
struct SideBySideTests {
    /// A home that is set up and on, at a sandbox where every creation takes its time.
    struct Place {
        static let milliseconds = 700

        let sandbox: RunningSandbox
        let home: TestHome
        var path: String { home.place }

        init() async throws {
            sandbox = try await RunningSandbox(users: 200)
            home = try TestHome()
            _ = try await home.run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
                "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
            try await CommandJourneyTests.authorize(home, at: sandbox)
            _ = try await home.run("on")
            try await sandbox.post(
                "sandbox/faults", ["kind": "slow", "path": "/scim/v2/Users", "method": "POST", "milliseconds": Self.milliseconds, "times": 10_000])
        }

        func sync() throws -> ChildProcess { try ChildProcess(Program.autoprovision, ["sync", "--home", path]) }

        /// The status once it tells of a run that writes.
        func statusWhileWriting() async throws -> [String: Any] {
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline {
                let status = try await home.json("status")
                if let running = status["running"] as? [String: Any], running["phase"] as? String == "writing", (running["done"] as? Int ?? 0) > 0 {
                    return status
                }
            }
            Issue.record("status never told of the run")
            return [:]
        }

        /// When a file was last replaced.
        func modified(_ name: String) throws -> Date {
            let attributes = try FileManager.default.attributesOfItem(atPath: home.folder.url.appending(path: name).path)
            return try #require(attributes[.modificationDate] as? Date)
        }

        /// The times at which the app answered writes, by its own log.
        func writes() async throws -> [Date] {
            let log = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/requests")) as? [String: Any]
            let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            return try (log?["requests"] as? [[String: Any]] ?? [])
                .filter { $0["method"] as? String != "GET" && ($0["path"] as? String)?.hasPrefix("/scim") == true }
                .map { entry in
                    let text = try #require(entry["time"] as? String)
                    return try (try? Date(text, strategy: format)) ?? Date(text, strategy: .iso8601)
                }
        }
    }

    @Test(
        "A run of another process is in status and, live, in the console; off in a third one stops it within a second of a request's time",
        .homeInFolder)
    func live() async throws {
        let place = try await Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'", columns: 120, rows: 30)
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON", "Run now")

        let sync = try place.sync()
        let status = try await place.statusWhileWriting()
        let running = try #require(status["running"] as? [String: Any])
        let total = try #require(running["total"] as? Int)
        #expect(total > 150)
        #expect(running["secondsLeft"] is Double && running["current"] is String && running["failed"] as? Int == 0)
        #expect((status["runHolder"] as? String)?.contains("process \(sync.identifier)") == true)
        let text = try await place.home.run("status").output
        #expect(text.contains(" of \(total)") && text.contains(" left; now "), "\(text)")
        // Nobody pressed a key in the console.
        let screen = try await console.wait(for: " of \(total), about", " left", "a run is under way: ")
        #expect(screen.contains("[━━●] ON"))

        #expect(try await place.home.run("off").exitCode == 0)
        let off = try place.modified("config.json")
        #expect(await sync.exitCode() == 1)
        try await console.wait(for: "[●━━] OFF")
        try await console.wait(untilGone: " of \(total), about")
        let entries = try #require(
            try JSONSerialization.jsonObject(with: Data(try await place.home.run("log", "--json", "--limit", "1000").output.utf8)) as? [[String: Any]]
        )
        let done = try entries.filter { $0["state"] as? String == "done" }.map { try Date(try #require($0["time"] as? String), strategy: .iso8601) }
        #expect(!done.isEmpty && done.count < total)
        // The journal counts whole seconds.
        let delay = try #require(done.max()).timeIntervalSince(off)
        #expect(delay < 1 + Double(Place.milliseconds) / 1_000, "\(delay) s")
        let last = try #require(try await place.writes().max()).timeIntervalSince(off)
        #expect(last < 1 + Double(Place.milliseconds) / 1_000, "\(last) s")
        #expect(try await place.home.json("status")["running"] == nil)
    }

    @Test("When the other process is killed, the console and status notice at once that nothing runs any more", .homeInFolder)
    func killed() async throws {
        let place = try await Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'", columns: 120, rows: 30)
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        let sync = try place.sync()
        try await console.wait(for: ", about", " left", "a run is under way: ")
        kill(sync.identifier, SIGKILL)
        _ = await sync.exitCode()
        #expect(FileManager.default.fileExists(atPath: place.home.folder.url.appending(path: "run-progress.json").path), "left behind")
        let status = try await place.home.json("status")
        #expect(status["running"] == nil && status["runHolder"] == nil)
        try await console.wait(untilGone: "a run is under way: ")
    }

    @Test("What is typed in a console stays when a command saves the configuration meanwhile; saving shows both, and keeps both")
    func typedStays() async throws {
        let place = try await Place()
        _ = try await place.home.run("off")
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[●━━] OFF")
        try await console.press("U")
        try await console.wait(for: "Everyone (/)", "Contractors")
        try await console.press("Down", "Space")
        try await console.wait(for: "set here")
        _ = try await place.home.run("setup", "--turn-off-unit", "/Engineering")
        try await console.wait(for: "The configuration was changed elsewhere.")
        try await console.press("Tab", "Enter")
        try await console.wait(for: "Changed meanwhile", "user access of /Contractors", "user access of /Engineering")
        try await console.press("Tab", "Enter")
        try await console.wait(for: "Saved.")
        let saved = try await place.home.configuration()
        #expect(saved.contains("\"/Contractors\"") && saved.contains("\"/Engineering\""))
    }
}
