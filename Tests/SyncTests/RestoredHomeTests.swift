import Engine
import FileHome
import Foundation
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Timing
import Wording

@Suite("A whole home restored from a backup", .serialized, .timeLimit(.minutes(5)), .homeInFolder)
struct RestoredHomeTests {
    private static let person = "zoe.kowalczyk@corp.example"

    /// Replaces everything in the home by what is in `backup`, the note of the newest run and the configuration included.
    private static func restore(_ backup: URL, to folder: URL) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: backup.path) {
            try FileManager.default.copyItem(at: backup.appending(path: name), to: folder.appending(path: name))
        }
    }

    /// Puts the ledger alone back: what lies beside it stays.
    private static func restoreLedger(_ backup: URL, to folder: URL) {
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
            try? FileManager.default.copyItem(at: backup.appending(path: name), to: folder.appending(path: name))
        }
    }

    /// A run, a copy of the home, and then somebody new with an account: the copy, and the directory id.
    private static func newcomerAfterBackup(of home: SandboxHome) async throws -> (backup: URL, id: String) {
        _ = try await home.workspace.runs.sync()
        let backup = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: home.folder, to: backup)
        try await home.control("people", ["primaryEmail": "newcomer@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        #expect(try await home.workspace.runs.sync().counts == [.create: 1])
        return (backup, try await home.personID("newcomer@corp.example"))
    }

    @Test("Accounts that the ledger never heard of give it away: delays begin anew, nobody gets a second account, nothing is forgotten")
    func noticed() async throws {
        let home = try await SandboxHome(users: 60, policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days)))
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID(Self.person)
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        let backup = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: backup) }
        try FileManager.default.copyItem(at: home.folder, to: backup)

        // Three days later she is back, somebody new comes; on the fifth day she leaves again.
        home.clock.advance(days: 3)
        try await home.control("people/\(id)/unsuspend")
        try await home.control("people", ["primaryEmail": "newcomer@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        #expect(try await home.workspace.runs.sync().counts == [.create: 1])
        home.clock.advance(days: 2)
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        let before = try await home.accounts()

        // On the eighth day, by the old ledger her seven days are over; by the truth they are not.
        home.clock.advance(days: 3)
        try Self.restore(backup, to: home.folder)
        let restored = try home.anotherWorkspace()
        let record = try await restored.runs.sync()
        #expect(record.counts == [.adopt: 1])
        #expect(record.pending == 1)
        #expect(record.message?.contains("older copy") == true)
        let after = try await home.accounts()
        #expect(after.map(\.id) == before.map(\.id))
        #expect(after.first { $0.externalID == id }?.active == true)
        // Only once, and not for ever.
        let next = try await restored.runs.sync()
        #expect(next.message?.contains("older copy") != true && next.counts.isEmpty)
        home.clock.advance(days: 7.1)
        #expect(try await restored.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test("A clock that is wrong just when the older ledger is noticed makes no delay early: the next run begins them anew once more")
    func wrongClock() async throws {
        let home = try await SandboxHome(users: 12, policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days)))
        let (backup, id) = try await Self.newcomerAfterBackup(of: home)
        defer { try? FileManager.default.removeItem(at: backup) }
        // In the copy a delay runs; it says so by what the newest run left.
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        let copy = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.copyItem(at: home.folder, to: copy)
        _ = try await home.workspace.runs.sync()

        Self.restoreLedger(copy, to: home.folder)
        let (clock, drift) = (home.clock, home.drift)
        let restored = try Workspace(
            home: Home(folder: home.folder), environment: [:], transport: ImpatientTransport(),
            time: Time(now: { clock.now + drift.seconds.withLock { $0 } }, sleep: { try await Task.sleep(for: min($0, .milliseconds(100))) }),
            uptime: { clock.now.timeIntervalSince1970 })
        drift.seconds.withLock { $0 = -40 * 86_400 }
        let error = await #expect(throws: OperationError.self) { try await restored.runs.sync() }
        #expect(error?.code == "clock-wrong", "\(String(describing: error))")
        drift.seconds.withLock { $0 = 0 }
        let next = try await restored.runs.sync()
        #expect(next.counts.isEmpty && next.pending == 1)
        #expect(next.message?.contains("older copy") == true, "\(next.message ?? "")")
        #expect(try await restored.runs.sync().message?.contains("older copy") != true)
        await home.server.stop()
    }

    @Test(
        "Whoever was renamed since the backup gets no second account, though the run that noticed the older ledger came to nothing",
        arguments: ["refused", "undo", "revoked"])
    func renamedSince(first: String) async throws {
        let home = try await SandboxHome(users: 12)
        try await AuthorizationStressTests.forgetAssertion(home)
        let (backup, id) = try await Self.newcomerAfterBackup(of: home)
        defer { try? FileManager.default.removeItem(at: backup) }
        try await home.control("people/\(id)/rename", ["primaryEmail": "renamed@corp.example"])

        Self.restoreLedger(backup, to: home.folder)
        let restored = try home.anotherWorkspace()
        if first == "undo" { _ = try await restored.runs.undo(run: 1) }
        if first == "revoked" {
            // A run that ends before it reads anything is a run in the ledger too.
            try await home.control("sessions/end")
            await #expect(throws: OperationError.self) { try await restored.runs.sync() }
            try await restored.authorization.authorize(jwt: try await AuthorizationStressTests.jwt(home))
            try await restored.authorization.answer(.start)
        }
        try await home.control("faults", ["kind": "status", "path": "/scim/v2/Users", "method": "GET", "status": 400, "times": 1])
        await #expect(throws: OperationError.self) { try await restored.runs.sync() }
        let counts = try await restored.runs.sync().counts
        #expect(counts[.create] == nil && counts[.adopt] == 1)
        #expect(try await home.accounts().count { $0.externalID == id } == 1)
        await home.server.stop()
    }

    @Test("Whoever took a name since the backup that a stranger's account has is known by the id: one account, and a failure")
    func renamedToATakenName() async throws {
        let home = try await SandboxHome(users: 12)
        let (backup, id) = try await Self.newcomerAfterBackup(of: home)
        defer { try? FileManager.default.removeItem(at: backup) }
        let stranger = try #require(try await home.accounts().first { $0.externalID == nil })
        try await home.control("people/\(id)/rename", ["primaryEmail": stranger.userName])

        Self.restoreLedger(backup, to: home.folder)
        let restored = try home.anotherWorkspace()
        let run = try await restored.runs.sync()
        #expect(run.counts[.create] == nil)
        let accounts = try await home.accounts()
        #expect(accounts.filter { $0.externalID == id }.map(\.userName) == ["newcomer@corp.example"])
        #expect(accounts.first { $0.id == stranger.id }?.externalID == nil, "the stranger's account is left alone")
        let failures = try await restored.history.standingFailures()
        #expect(failures.map(\.entry.personID).contains(id), "\(failures)")
        await home.server.stop()
    }

    @Test(
        "What happened to an account since the backup is taken from the app: who is entitled again is enabled, who left again is suspended, and a value changed back is written"
    )
    func changedSince() async throws {
        let home = try await SandboxHome(users: 12, policy: DeprovisioningPolicy(suspended: .init(suspend: .within24Hours)))
        _ = try await home.workspace.runs.sync()
        let people = try await home.activePeople()
        let (returns, leaves, edited) = (people[0], people[1], people[2])
        try await home.control("people/\(leaves)/suspend")
        try await home.control("people/\(edited)/edit", ["title": "Before"])
        _ = try await home.workspace.runs.sync()
        let backup = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: backup) }
        try FileManager.default.copyItem(at: home.folder, to: backup)
        // Since the backup: one is suspended, one is back, one has another title.
        try await home.control("people/\(returns)/suspend")
        try await home.control("people/\(leaves)/unsuspend")
        try await home.control("people/\(edited)/edit", ["title": "Since"])
        _ = try await home.workspace.runs.sync()
        // And each of them is as at the time of the backup again.
        try await home.control("people/\(returns)/unsuspend")
        try await home.control("people/\(leaves)/suspend")
        try await home.control("people/\(edited)/edit", ["title": "Before"])

        Self.restoreLedger(backup, to: home.folder)
        let restored = try home.anotherWorkspace()
        #expect(Set(try await restored.runs.preview().entries.map(\.kind)) == [.reenable, .suspend, .update], "the preview knows it too")
        let run = try await restored.runs.sync()
        #expect(run.counts == [.reenable: 1, .suspend: 1, .update: 1], "\(run)")
        #expect(run.message?.contains("3 accounts in RingCentral look different") == true, "\(run.message ?? "")")
        let accounts = try await home.accounts()
        #expect(accounts.first { $0.externalID == returns }?.active == true)
        #expect(accounts.first { $0.externalID == leaves }?.active == false)
        #expect(try await restored.runs.sync().counts.isEmpty, "once")
        await home.server.stop()
    }

    @Test("An answer about somebody else, when an account without a link is read again, makes nobody a second account")
    func answerAboutSomebodyElse() async throws {
        let home = try await SandboxHome(users: 12)
        _ = try await home.workspace.runs.sync()
        let id = try #require(try await home.activePeople().first)
        try await home.control("people/\(id)/suspend")
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm", "ledger.newest-run"] {
            try? FileManager.default.removeItem(at: home.folder.appending(path: name))
        }
        let workspace = try home.anotherWorkspace()
        _ = try await workspace.runs.sync()
        // The account is known without a link; its person comes back under another name.
        try await home.control("people/\(id)/unsuspend")
        try await home.control("people/\(id)/rename", ["primaryEmail": "comes.back@corp.example"])
        let account = try #require(try await home.accounts().first { $0.externalID == id })
        try await home.control("faults", ["kind": "aboutSomebodyElse", "path": "/scim/v2/Users/\(account.id)", "method": "GET", "times": 1])
        let run = try await workspace.runs.sync()
        #expect(run.counts.isEmpty && run.outcome == .doneWithFailures, "\(run)")
        #expect(try await workspace.history.standingFailures().map(\.entry.personID).contains(id))
        #expect(try await workspace.runs.sync().counts == [.adopt: 1])
        #expect(try await home.accounts().filter { $0.externalID == id }.map(\.id) == [account.id])
        await home.server.stop()
    }
}
