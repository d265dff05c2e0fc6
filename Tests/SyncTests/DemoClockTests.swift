import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Testing
import Timing

@testable import Sync

/// What a moved sandbox does to the time of a home, over real HTTP.
@Suite("An app never sets the clock, except that of the demo that it belongs to", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct DemoClockTests {
    private static let week: TimeInterval = 604_800

    /// Marks a home as the demo of its sandbox would have, moved so far.
    private static func mark(_ home: SandboxHome, address: String? = nil, _ seconds: TimeInterval) throws {
        try DemoMark(sandbox: "its own", address: address ?? home.url.absoluteString, secondsAhead: seconds).write(to: Home(folder: home.folder))
    }

    @Test("Without a mark the sandbox's clock moves nothing: the time is this machine's, and what is to come in a week does")
    func unmarked() async throws {
        let home = try await SandboxHome(users: 20, policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days)))
        _ = try await home.workspace.runs.sync()
        let person = try #require(try await home.activePeople().first)
        try await home.control("people/\(person)/suspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        try await home.control("clock", ["advanceSeconds": Int(3 * Self.week)])
        let workspace = try home.anotherWorkspace()
        #expect(abs(workspace.now.timeIntervalSince(home.clock.now)) < 60)
        _ = try? await workspace.runs.sync()
        #expect(abs(try await workspace.checks.status().time.timeIntervalSince(home.clock.now)) < 60)
        #expect(try await home.accounts().filter { $0.externalID == person }.allSatisfy(\.active), "its week has not passed")
    }

    @Test("With the mark of another place nothing moves either", arguments: ["http://127.0.0.1:1", "https://platform.ringcentral.com", ""])
    func elsewhere(address: String) async throws {
        let home = try await SandboxHome(users: 20)
        try Self.mark(home, address: address, 3 * Self.week)
        let workspace = try home.anotherWorkspace()
        #expect(abs(workspace.now.timeIntervalSince(home.clock.now)) < 60)
        #expect(try await workspace.runs.sync().outcome?.isComplete == true)
    }

    @Test("In a demo's home weeks pass: after seven days what waits is done, and no sooner; the app's token and the directory's go on")
    func weeks() async throws {
        let home = try await SandboxHome(users: 20, policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days, hardDelete: .after21Days)))
        try Self.mark(home, 0)
        let workspace = try home.anotherWorkspace()
        _ = try await workspace.runs.sync()
        let person = try #require(try await home.activePeople().first)
        try await home.control("people/\(person)/suspend")
        #expect(try await workspace.runs.sync().pending == 2)
        /// Days pass for the sandbox and, through its demo, for the home; a day at a time, so that the authorization is kept alive.
        var passed = 0
        func pass(days: Int) async throws {
            for _ in 0..<days {
                passed += 1
                try await home.control("clock", ["advanceSeconds": 86_400])
                try Self.mark(home, Double(passed) * 86_400)
                _ = try await workspace.runs.sync()
            }
        }
        func isActive() async throws -> Bool? { try await home.accounts().first { $0.externalID == person }?.active }
        try await pass(days: 6)
        #expect(try await isActive() == true)
        try await pass(days: 1)
        #expect(try await isActive() == false)
        #expect(abs(try await workspace.checks.status().time.timeIntervalSince(home.clock.now) - Self.week) < 60)
        try await pass(days: 13)
        #expect(try await isActive() == false)
        try await pass(days: 1)
        #expect(try await isActive() == nil, "deleted after 21 days")
        // Whoever looks later, in another process, has the same time.
        let later = try home.anotherWorkspace()
        #expect(abs(later.now.timeIntervalSince(home.clock.now) - 3 * Self.week) < 60)
    }
}
