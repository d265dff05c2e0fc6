import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("A lost machine", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct LostMachineTests {
    /// Loses the ledger, as a new machine with the old settings has none; a workspace on what is left.
    private static func loseLedger(of home: SandboxHome) throws -> Workspace {
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.newest-run"] {
            try? FileManager.default.removeItem(at: home.folder.appending(path: name))
        }
        return try home.anotherWorkspace()
    }

    @Test(
        "Nobody gets a second account, renamed people neither; accounts of people who are gone are named in the run, status and doctor, and left alone"
    )
    func lost() async throws {
        let home = try await SandboxHome(users: 40)
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        let people = try await home.activePeople()
        let (renamed, suspended, deleted) = (people[0], people[1], people[2])
        try await home.control("people/\(renamed)/rename", ["primaryEmail": "renamed.person@corp.example"])
        try await home.control("people/\(suspended)/suspend")
        try await home.control("people/\(deleted)/delete")
        let workspace = try Self.loseLedger(of: home)
        let run = try await workspace.runs.sync()
        let after = try await home.accounts()
        #expect(run.counts[.create] == nil && after.map(\.id) == before.map(\.id))
        #expect(after.first { $0.externalID == renamed }?.userName == "renamed.person@corp.example")
        let names = before.filter { [suspended, deleted].contains($0.externalID) }.map(\.userName)
        for name in names { #expect(run.message?.contains(name) == true, "\(run.message ?? "")") }
        #expect(run.message?.contains("2 active accounts in RingCentral carry the ids") == true, "\(run.message ?? "")")
        #expect(after.count { [suspended, deleted].contains($0.externalID) && $0.active } == 2, "no rule takes them away")
        let orphans = try await workspace.checks.status().bindings.orphans
        #expect(Set(orphans.map(\.account.userName)) == Set(names) && Set(orphans.map(\.reason)) == [.suspended, .deleted])
        let doctor = await workspace.checks.everything().first { $0.name == "Unlinked accounts" }
        #expect(doctor?.result == .warning && names.allSatisfy { doctor?.finding.contains($0) == true })
        // The next run has nothing to do and says it again; once a day it looks whether somebody mended it.
        #expect(try await workspace.runs.sync().message?.contains("2 active accounts") == true)
        for account in before where names.contains(account.userName) { try await home.control("accounts/\(account.id)/suspend") }
        home.clock.advance(days: 1.1)
        #expect(try await workspace.runs.sync().message?.contains("active account") != true)
        #expect(await workspace.checks.everything().first { $0.name == "Unlinked accounts" }?.result == .passed)
        await home.server.stop()
    }

    @Test("A few newcomers of a ledger that was never compared with the app are recognized too, though they were renamed")
    func fewNewcomers() async throws {
        let home = try await SandboxHome(users: 8)
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        let renamed = try #require(try await home.activePeople().first)
        try await home.control("people/\(renamed)/rename", ["primaryEmail": "renamed.person@corp.example"])
        let workspace = try Self.loseLedger(of: home)
        let run = try await workspace.runs.sync()
        #expect(run.counts[.create] == nil)
        #expect(try await home.accounts().map(\.id) == before.map(\.id))
        await home.server.stop()
    }

    @Test("Who comes back later is recognized by the list of then: one request, no second account")
    func comesBack() async throws {
        let home = try await SandboxHome(users: 20)
        _ = try await home.workspace.runs.sync()
        let id = try #require(try await home.activePeople().first)
        try await home.control("people/\(id)/suspend")
        let workspace = try Self.loseLedger(of: home)
        _ = try await workspace.runs.sync()
        try await home.control("people/\(id)/unsuspend")
        try await home.control("people/\(id)/rename", ["primaryEmail": "comes.back@corp.example"])
        let before = try await home.accounts()
        try await home.control("requests/reset")
        let run = try await workspace.runs.sync()
        #expect(run.counts == [.adopt: 1], "\(run)")
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        #expect(!log.contains { ($0["query"] as? String)?.contains("startIndex") == true })
        #expect(try await home.accounts().map(\.id) == before.map(\.id))
        await home.server.stop()
    }

    @Test("Adopting writes only what differs: of all accounts those that were changed by hand", arguments: [0, 3])
    func adopting(different: Int) async throws {
        let home = try await SandboxHome(users: 30)
        _ = try await home.workspace.runs.sync()
        let people = try await home.activePeople()
        for id in people.prefix(different) { try await home.control("people/\(id)/edit", ["title": "Changed since"]) }
        let workspace = try Self.loseLedger(of: home)
        try await home.control("requests/reset")
        let run = try await workspace.runs.sync()
        #expect(run.counts[.adopt, default: 0] >= people.count && run.counts[.create] == nil, "\(run)")
        #expect(try await home.writes().values.reduce(0, +) == different)
        #expect(try await workspace.runs.sync().counts.isEmpty)
        await home.server.stop()
    }
}

@Suite("The account that gave the authorization", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct ProtectedAccountTests {
    @Test("With a bearer token the first suspension asks whose account it is; the answer protects that account, and none is an answer")
    func asked() async throws {
        let home = try await SandboxHome(users: 20)
        try await ProfileTests.useBearerToken(in: home)
        let workspace = home.workspace
        _ = try await workspace.runs.sync()
        let people = try await home.activePeople()
        let accounts = try await home.accounts()
        for id in people.prefix(2) { try await home.control("people/\(id)/suspend") }
        let held = try await workspace.runs.sync()
        #expect(held.outcome == .held && held.held == 2 && held.message?.contains("--protected-account") == true, "\(held)")
        #expect(await workspace.checks.everything().contains { $0.name == "Protected account" && $0.result == .warning })
        // No release gets round the question.
        #expect(try await workspace.runs.sync(released: [.suspend]).counts.isEmpty)
        let address = try #require(accounts.first { $0.externalID == people[0] }?.userName)
        try await workspace.setup.update { $0.application.protectedAccount = address }
        #expect(try await workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.accounts().first { $0.externalID == people[0] }?.active == true)
        try await workspace.setup.update { $0.application.protectedAccount = "none" }
        #expect(try await workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test("Without an owner, the administrator who signed in is protected by the address")
    func signedIn() async throws {
        let home = try await SandboxHome(users: 20)
        try await ProfileTests.useBearerToken(in: home)
        let workspace = home.workspace
        let before = try await workspace.runs.sync()
        let people = try await home.activePeople()
        let address = try #require(try await home.accounts().first { $0.externalID == people[0] }?.userName)
        try await workspace.setup.update { $0.administrator = address.uppercased() }
        for id in people.prefix(2) { try await home.control("people/\(id)/suspend") }
        let run = try await workspace.runs.sync()
        #expect(run.counts == [.suspend: 1] && run.problems == before.problems + 1, "\(run)")
        #expect(try await home.accounts().first { $0.externalID == people[0] }?.active == true)
        await home.server.stop()
    }
}
