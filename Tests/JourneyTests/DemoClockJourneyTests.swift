import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Weeks pass on the screen of a demo, and for every command on its home.
@Suite("The demo shows weeks", .serialized, .timeLimit(.minutes(10)))
struct DemoClockJourneyTests {
    private struct Mark: Decodable {
        let sandbox: String
        let address: String
        let secondsAhead: Double
    }

    private static func mark(_ folder: TemporaryFolder) throws -> Mark {
        try JSONDecoder().decode(Mark.self, from: Data(contentsOf: folder.url.appending(path: "home/demo.json")))
    }

    /// The moment of the first entry of a log.
    private static func newestTime(_ json: String) throws -> Date {
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
        return try Date(#require(entries.first?["time"] as? String), strategy: .iso8601)
    }

    /// How far ahead of this machine the home is that has just logged what a command did, in seconds.
    private static func ahead(_ folder: TemporaryFolder, after command: String) async throws -> TimeInterval {
        let result = try await run(folder, command)
        try #require(result.exitCode == 0, "\(result.errors)")
        return try newestTime(try await run(folder, "log", "--limit", "1", "--json").output).timeIntervalSinceNow
    }

    private static func post(_ address: String, _ path: String, _ body: [String: Any]) async throws {
        var request = URLRequest(url: try #require(URL(string: address)).appending(path: path))
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONSerialization.data(withJSONObject: body)
        let (_, response) = try await URLSession.shared.data(for: request)
        try #require((response as? HTTPURLResponse)?.statusCode == 200)
    }

    private static func run(_ folder: TemporaryFolder, _ arguments: String...) async throws -> Program.Result {
        try await Program.run(Program.autoprovision, arguments + ["--home", "\(folder.path)/home"])
    }

    @Test("Seven days pass on the console and for every command; the demo goes on where it was; a sandbox of its own moves no home")
    func weeks() async throws {
        let folder = try TemporaryFolder()
        var talk = try PlainTalk(["demo", "--users", "40", "--keep", folder.path, "--plain"])
        try await talk.wait(for: "Sign in")
        let mark = try Self.mark(folder)
        #expect(mark.secondsAhead == 0 && mark.address.hasPrefix("http://127.0.0.1:"))
        let set = try await Self.run(folder, "setup", "--turn-on-unit", "/", "--deprovision", "suspended:suspend:after7Days")
        try #require(set.exitCode == 0, "\(set.errors)")
        #expect(try await Self.run(folder, "authorize", "--sign-in-for-me").exitCode == 0)
        #expect(try await Self.run(folder, "on").exitCode == 0)
        _ = try await Self.run(folder, "sync")
        let people =
            try JSONSerialization.jsonObject(
                with: try await URLSession.shared.data(from: #require(URL(string: mark.address)).appending(path: "sandbox/people")).0)
            as? [String: Any]
        let zoe = try #require(
            (people?["people"] as? [[String: Any]])?.first { $0["primaryEmail"] as? String == "zoe.kowalczyk@corp.example" }?["id"] as? String)
        try await Self.post(mark.address, "sandbox/people/\(zoe)/suspend", [:])
        _ = try await Self.run(folder, "sync")
        #expect(try await Self.run(folder, "pending").output.contains("zoe.kowalczyk@corp.example"))
        // A day at a time, with a run each, as a service would: the authorization is kept alive.
        for _ in 0..<7 {
            try await Self.post(mark.address, "sandbox/clock", ["advanceSeconds": 86_400])
            _ = try await Self.run(folder, "sync")
        }
        #expect(try Self.mark(folder).secondsAhead == 604_800)
        let log = try await Self.run(folder, "log", "--kind", "suspend", "--json").output
        #expect(try Self.newestTime(log).timeIntervalSinceNow > 604_800 - 120 && log.contains("zoe.kowalczyk@corp.example"), "\(log)")
        try talk.type("quit")
        _ = await talk.exitCode()
        // The same home without its sandbox has the same time, and so has the demo when it goes on.
        #expect(try await Self.ahead(folder, after: "off") > 604_800 - 120)
        talk = try PlainTalk(["demo", "--keep", folder.path, "--plain"])
        try await talk.wait(for: "Plain mode.")
        #expect(try Self.mark(folder).secondsAhead == 604_800 && Self.mark(folder).sandbox == mark.sandbox)
        try talk.type("quit")
        _ = await talk.exitCode()
        // The sandbox was replaced by another one: the home was not made with it.
        try FileManager.default.removeItem(at: folder.url.appending(path: "sandbox.json"))
        talk = try PlainTalk(["demo", "--users", "40", "--keep", folder.path, "--plain"])
        try await talk.wait(for: "Plain mode.")
        #expect(try Self.mark(folder).sandbox == mark.sandbox)
        let ahead = try await Self.ahead(folder, after: "on")
        #expect(abs(ahead) < 120, "\(ahead)")
        try talk.type("quit")
        _ = await talk.exitCode()
    }

    @Test("A home that was set up with a sandbox, and not made by demo, stays at this machine's time")
    func unmarked() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--deprovision", "suspended:suspend:after7Days")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        try await sandbox.post("sandbox/clock", ["advanceSeconds": 3_600])
        _ = try await home.run("sync")
        let log = try await home.run("log", "--limit", "1", "--json").output
        #expect(abs(try Self.newestTime(log).timeIntervalSinceNow) < 120, "\(log)")
        #expect(!FileManager.default.fileExists(atPath: home.folder.url.appending(path: "demo.json").path))
    }
}
