import FileHome
import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Timing
import Wording

/// A home that an older version of the program left, with the sandbox that it belongs to, both at the moment at which it was left.
private struct OlderHome {
    let server: SandboxServer
    let workspace: Workspace
    let clock = SandboxHome.Clock()
    let folder: URL

    /// Copies the home `name` to a folder of its own, and starts its sandbox.
    ///
    /// - Parameters:
    ///   - left: the moment at which the home was left; its delays and its authorization are counted from there.
    ///   - port: the port that its sandbox had, which another program may hold today.
    init(_ name: String, left: Date, port: Int) async throws {
        let clock = clock
        clock.advance(days: left.timeIntervalSinceNow / 86_400)
        folder = FileManager.default.temporaryDirectory.appending(path: "older-home-\(UUID().uuidString)")
        let original = try #require(Bundle.module.resourceURL).appending(path: "OlderHomes/\(name)")
        try FileManager.default.copyItem(at: original, to: folder)
        // Git keeps no modes but the executable bit.
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path)
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.appending(path: file).path)
        }
        let options = SandboxOptions(stateFile: folder.appending(path: "sandbox.json"), limits: .demo)
        server = SandboxServer(options: options, now: { clock.now })
        let url = try await server.start()
        let keyFile = folder.appending(path: "google-service-account.json")
        for file in [folder.appending(path: "config.json"), keyFile] {
            let text = try String(contentsOf: file, encoding: .utf8)
                .replacing("http://127.0.0.1:\(port)", with: url.absoluteString)
                .replacing("http:\\/\\/127.0.0.1:\(port)", with: url.absoluteString)
                .replacing(/"keyFile" : "[^"]*"/, with: "\"keyFile\" : \"\(keyFile.path)\"")
            try Data(text.utf8).write(to: file)
        }
        workspace = try Workspace(
            home: Home(folder: folder), environment: [:],
            time: Time(now: { clock.now }, sleep: { try await Task.sleep(for: min($0, .milliseconds(100))) }))
    }

    func end() async {
        await server.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}

@Suite("Homes that older versions left", .serialized, .timeLimit(.minutes(5)))
struct OlderHomeTests {
    /// 2026-11-28 15:36 UTC.
    private static let left = Date(timeIntervalSince1970: 1_795_880_160)

    @Test("A home of November 2026 opens: settings, authorization, links, what is to come, decisions, history and its chain are what they were")
    func opens() async throws {
        let home = try await OlderHome("2026-11", left: Self.left, port: 8_099)
        let status = try await home.workspace.checks.status()
        #expect(status.authorization.isAuthorized)
        #expect(status.linkedAccounts == 32)
        #expect(status.held.undecided == 3)
        #expect(status.lastRun?.id == 3)
        #expect(status.usage?.created == 29 && status.usage?.suspended == 2)
        #expect(!status.configuration.autoprovisioning.isOn && status.configuration.autoprovisioning.setupProgress == .finished)
        #expect(status.configuration.safeguards.limits[.suspend] == .init(number: 2, percent: 1))
        #expect(status.configuration.userAccess.groups.map(\.name) == ["Partners", "Everyone"])
        let plan = try await home.workspace.runs.preview()
        let pending = Dictionary(grouping: plan.pending, by: \.email)
        #expect(pending["zoe.muller@corp.example"]?.map(\.isCancelled) == [true])
        let postponed = try #require(pending["minjun.jung@corp.example"]?.first)
        #expect(postponed.scheduled.action == .hardDelete && postponed.scheduled.due > Self.left + 16 * 86_400)
        #expect(pending["jurgen.mbeki@corp.example"] == nil, "the group Everyone lets him in again")
        #expect(plan.rejected.map(\.email) == ["noa.cohen@corp.example"])
        #expect(plan.held.count == 3)
        await home.end()
    }

    @Test("The log keeps the sentences that it was written with, also when new entries, which are data, stand above them; its chain is whole")
    func log() async throws {
        let home = try await OlderHome("2026-11", left: Self.left, port: 8_099)
        try await home.workspace.runs.turnOn()
        _ = try await home.workspace.runs.sync()
        let entries = try await home.workspace.history.activity(limit: 1_000)
        let old = entries.filter { $0.id <= 38 }
        #expect(
            old.allSatisfy { entry in if case .written = entry.why { true } else { false } },
            "an old entry is no data")
        #expect(old.contains { $0.id == 2 && $0.reason == "app on by unit /" })
        #expect(old.contains { $0.id == 37 && $0.reason == "to suspend, suspended in Google" && $0.actor?.administrator == "admin@corp.example" })
        let problem = try #require(old.last)
        #expect(problem.code == "accountOfAnother" && problem.message?.hasSuffix("if the address was reused.") == true)
        let new = entries.filter { $0.id > 38 }
        #expect(!new.isEmpty)
        for entry in new { if case .written(let words) = entry.why { #expect(words == "entitled") } }
        #expect(try await home.workspace.history.verifyLog().isIntact)
        await home.end()
    }

    @Test("It works: it is turned on, keeps everybody's account, forgets no decision, and a save writes today's layout")
    func works() async throws {
        let home = try await OlderHome("2026-11", left: Self.left, port: 8_099)
        try await home.workspace.runs.turnOn()
        let first = try await home.workspace.runs.sync()
        #expect(first.counts.isEmpty && first.held == 3 && first.rejected == 1, "\(first)")
        let saved = try JSONSerialization.jsonObject(with: Data(contentsOf: home.folder.appending(path: "config.json"))) as? [String: Any]
        #expect(saved?["version"] as? Int == Configuration.currentVersion)
        for _ in 0..<6 {
            home.clock.advance(days: 1)
            let run = try await home.workspace.runs.sync()
            #expect(run.counts.isEmpty && run.held == 3, "\(run)")
        }
        #expect(try await home.workspace.checks.status().linkedAccounts == 32)
        home.clock.advance(days: 1)
        // Seven days after the suspensions in Google four hard deletes would be due. One is canceled, one is postponed, and one is canceled by its rejection.
        let due = try await home.workspace.runs.preview()
        #expect(Set(due.entries.map(\.email)) == ["haruka.watanabe@corp.example", "doyoon.kim2@corp.example"])
        #expect(due.entries.allSatisfy { $0.kind == .delete })
        // The authorization lives by being used.
        for days in [1.0, 5] {
            _ = try await home.workspace.runs.sync()
            home.clock.advance(days: days)
        }
        _ = try await home.workspace.runs.sync()
        home.clock.advance(days: 4)
        let later = try await home.workspace.runs.preview()
        #expect(later.entries.map(\.email) == ["minjun.jung@corp.example"], "its postponed day has come")
        await home.end()
    }
}
