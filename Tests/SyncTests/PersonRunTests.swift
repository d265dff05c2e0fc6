import Directory
import Engine
import FileHome
import Foundation
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing

@Suite("One person now", .serialized, .timeLimit(.minutes(5)))
struct PersonRunTests {
    /// A home whose first run is done, with two people who have an account: their ids and addresses.
    static func home() async throws -> (home: SandboxHome, first: String, second: String) {
        let home = try await SandboxHome(users: 40)
        _ = try await home.workspace.runs.sync()
        let people = try await home.activePeople()
        try #require(people.count > 5)
        return (home, people[0], people[1])
    }

    static func account(_ home: SandboxHome, of personID: String) async throws -> SandboxHome.Account {
        try #require(try await home.accounts().first { $0.externalID == personID })
    }

    /// The paths that were asked of the sandbox since its log was reset.
    static func paths(_ home: SandboxHome) async throws -> [String] {
        let log = try await SandboxHome.json(home.url.appending(path: "sandbox/requests"))["requests"] as? [[String: Any]] ?? []
        return log.compactMap { $0["path"] as? String }
    }

    @Test("Whoever was dismissed loses the account now; whoever else was, only with the next run; the list of people is not read")
    func dismissed() async throws {
        let (home, first, second) = try await Self.home()
        for id in [first, second] { try await home.control("people/\(id)/suspend") }
        try await home.control("requests/reset")
        let run = try await home.workspace.runs.sync(person: first) {}
        #expect(run.counts == [.suspend: 1])
        #expect(run.outcome == .done)
        #expect(try await !Self.account(home, of: first).active)
        #expect(try await Self.account(home, of: second).active)
        let paths = try await Self.paths(home)
        #expect(!paths.contains { $0.hasSuffix("/users") }, "\(paths)")
        // The record of the newest run for everybody is what it was, and that run does the rest.
        #expect(try await home.workspace.checks.status().lastRun?.id == 1)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await !Self.account(home, of: second).active)
    }

    @Test("A newcomer gets an account, named by address; a second time there is nothing to do")
    func newcomer() async throws {
        let (home, _, _) = try await Self.home()
        try await home.control("people", ["primaryEmail": "newcomer@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        #expect(try await home.workspace.runs.sync(person: "newcomer@corp.example") {}.counts == [.create: 1])
        #expect(try await home.workspace.runs.sync(person: "newcomer@corp.example") {}.counts == [:])
        #expect(try await home.workspace.runs.sync().counts == [:])
        #expect(try await home.accounts().count { $0.userName == "newcomer@corp.example" } == 1)
    }

    @Test("Whoever is deleted from Google is found gone by id, and by the rules the account is suspended")
    func deleted() async throws {
        let (home, first, _) = try await Self.home()
        try await home.control("people/\(first)/delete")
        #expect(try await home.workspace.runs.sync(person: first) {}.counts == [.suspend: 1])
        #expect(try await !Self.account(home, of: first).active)
    }

    @Test("Where the directory no longer gives an attribute that a condition asks about, nobody leaves the scope, also not one person alone")
    func attributeGone() async throws {
        let (home, first, _) = try await Self.home()
        try await home.workspace.setup.update {
            $0.autoprovisioning.scope.conditions = [ScopeCondition("customSchemas.Telephony.gone", .is, ["yes"])]
        }
        let error = await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.sync(person: first) {} }
        #expect(error?.code == "directory-unreliable", "\(String(describing: error))")
        #expect(error?.description.contains("does not give the attribute customSchemas.Telephony.gone") == true)
        #expect(try await Self.account(home, of: first).active)
    }

    @Test("The safeguards hold one person as they hold everybody, and nobody else's action is forgotten")
    func held() async throws {
        let (home, first, second) = try await Self.home()
        try await home.workspace.setup.update { $0.safeguards.limits[.suspend] = .init(number: 0, percent: 0) }
        for id in [first, second] { try await home.control("people/\(id)/suspend") }
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.checks.status().held.undecided == 2)
        let run = try await home.workspace.runs.sync(person: first) {}
        #expect(run.outcome == .held)
        #expect(run.message?.contains("held") == true)
        #expect(try await home.workspace.checks.status().held.undecided == 2)
        #expect(try await Self.account(home, of: first).active)
        // Back in Google, nothing is held of that person any more.
        try await home.control("people/\(first)/unsuspend")
        #expect(try await home.workspace.runs.sync(person: first) {}.outcome == .done)
        #expect(try await home.workspace.checks.status().held.undecided == 1)
    }

    @Test("A run under way takes the person next, and does not do a second time what it had planned for that person")
    func underWay() async throws {
        let (home, first, _) = try await Self.home()
        for name in ["newcomer", "other"] {
            try await home.control("people", ["primaryEmail": "\(name)@corp.example", "givenName": "New", "familyName": "Comer", "orgUnitPath": "/"])
        }
        try await home.control("people/\(first)/suspend")
        let paused = AsyncStream.makeStream(of: Void.self)
        let workspace = home.workspace
        let gate = Gate()
        async let whole = workspace.runs.sync(
            progress: { if $0.isPaused { paused.continuation.yield() } }, isPaused: { gate.isPaused.withLock { $0 } })
        for await _ in paused.stream { break }
        // Another process, as a shell beside the service.
        let other = try home.anotherWorkspace()
        let asked = Asked()
        let run = try await other.runs.sync(person: "newcomer@corp.example") { asked.isAsked.withLock { $0 = true } }
        #expect(asked.isAsked.withLock { $0 })
        #expect(run.counts == [.create: 1])
        #expect(try await other.runs.sync(person: first) {}.counts == [.suspend: 1])
        gate.isPaused.withLock { $0 = false }
        let record = try await whole
        #expect(record.counts == [.create: 1], "the other newcomer only")
        #expect(record.outcome?.isComplete == true)
        #expect(try await home.accounts().count { $0.userName == "newcomer@corp.example" } == 1)
        #expect(try await home.workspace.runs.sync().counts == [:])
        #expect(try await home.workspace.history.verifyLog().isIntact)
    }

    final class Gate: Sendable { let isPaused = Mutex(true) }
    final class Asked: Sendable { let isAsked = Mutex(false) }

    @Test("Before a run for everybody nobody is taken alone, nor after the ledger was replaced by an older copy", .homeInFolder)
    func wholeRunFirst() async throws {
        let home = try await SandboxHome(users: 20)
        _ = try await home.workspace.runs.sync()
        let people = try await home.activePeople()
        let backup = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: backup) }
        try FileManager.default.copyItem(at: home.folder, to: backup)
        _ = try await home.workspace.runs.sync()
        for name in ["ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"] {
            try? FileManager.default.removeItem(at: home.folder.appending(path: name))
            try? FileManager.default.copyItem(at: backup.appending(path: name), to: home.folder.appending(path: name))
        }
        let other = try home.anotherWorkspace()
        do {
            _ = try await other.runs.sync(person: people[0]) {}
            Issue.record("it was taken")
        } catch {
            #expect(error.description.contains("A run for everybody has to come first"))
        }
    }

    @Test("Whom nobody knows is said so, and writes nothing")
    func unknown() async throws {
        let (home, _, _) = try await Self.home()
        try await home.control("requests/reset")
        for name in ["nobody@corp.example", "no-such-id", "No Body"] {
            await #expect(throws: OperationError.self) { try await home.workspace.runs.sync(person: name) {} }
        }
        #expect(try await home.writes().isEmpty)
    }

    @Test("Groups decide for one person as they do for everybody", arguments: [true, false])
    func groups(nested: Bool) async throws {
        let (home, first, second) = try await Self.home()
        let groups = try await home.workspace.setup.groups()
        let group = try #require(groups.first)
        try await home.control("groups/\(group.id)/add", ["member": first])
        try await home.workspace.setup.update { configuration in
            configuration.userAccess = UserAccess(groups: [GroupReference(id: group.id, email: group.email, name: group.name)])
            configuration.autoprovisioning.scope.includesNestedMembers = nested
        }
        let kept = try await home.workspace.runs.sync(person: first) {}
        #expect(kept.counts == [:])
        let plan = try await home.workspace.runs.preview()
        let isWanted = plan.entries.contains { $0.personID == second && $0.kind == .suspend }
        #expect(try await home.workspace.runs.sync(person: second) {}.counts == (isWanted ? [.suspend: 1] : [:]))
    }
}
