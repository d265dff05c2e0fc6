import Engine
import Foundation
import Ledger
import Provisioning
import Sandbox
import Testing
import Wording

@testable import Sync

/// Bad days on which the directory or the app cannot be asked while something is due.
@Suite("What is known without the clouds", .serialized, .timeLimit(.minutes(5)))
struct MemoryTests {
    static let policy = DeprovisioningPolicy(
        appTurnedOff: .init(suspend: .within24Hours), suspended: .init(hardDelete: .after1Day), deleted: .init(suspend: .within24Hours))

    /// A home in which one person's account is to be deleted a day after the only run.
    static func home() async throws -> (SandboxHome, id: String, email: String) {
        let home = try await SandboxHome(users: 12, policy: policy)
        try await AuthorizationStressTests.forgetAssertion(home)
        _ = try await home.workspace.runs.sync()
        let id = try #require(try await home.activePeople().first)
        try await home.control("people/\(id)/suspend")
        _ = try await home.workspace.runs.sync()
        let plan = try await home.workspace.runs.planOrMemory()
        let entry = try #require(plan.pending.first { $0.personID == id })
        #expect(plan.memory == nil)
        return (home, id, entry.email)
    }

    static func has(_ id: String, _ home: SandboxHome) async throws -> Bool { try await home.accounts().contains { $0.externalID == id } }

    /// Ends what a run needs; what mends it again.
    static func cut(_ what: String, _ home: SandboxHome) async throws {
        if what == "token" {
            try await home.control("sessions/end")
        } else {
            try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 1_000])
        }
        await #expect(throws: OperationError.self) { try await home.workspace.runs.sync(isUnattended: true) }
    }

    static func mend(_ what: String, _ home: SandboxHome) async throws {
        guard what == "token" else { return _ = try await home.control("faults/clear") }
        try await home.workspace.authorization.authorize(jwt: try await AuthorizationStressTests.jwt(home))
        try await home.workspace.authorization.answer(.start)
    }

    @Test("A deletion that is due tonight is seen and canceled while nobody can be asked, and then it is not done", arguments: ["token", "Google"])
    func cancelled(what: String) async throws {
        let (home, id, _) = try await Self.home()
        try await Self.cut(what, home)
        home.clock.advance(days: 1.1)
        // Whether anybody asks again: with the token gone, Google may still answer.
        let plan = try #require(
            try await what == "token" ? home.workspace.runs.memoryBeforeAsking() : home.workspace.runs.planOrMemory())
        #expect(plan.memory?.obstacle.whom == (what == "token" ? "RingCentral" : "Google"))
        let due = try #require(plan.deprovisioning.first { $0.entry.personID == id })
        #expect(due.state == .due && due.entry.scheduled.action == .hardDelete)
        try await home.workspace.runs.decide(.cancel, about: [due.entry])
        let again = try await home.workspace.runs.planAgain(after: plan.memory?.obstacle)
        #expect(again.pending.contains { $0.personID == id && $0.isCancelled } && again.entries.isEmpty && again.memory != nil)
        try await Self.mend(what, home)
        #expect(try await home.workspace.runs.sync().counts[.delete] == nil)
        #expect(try await Self.has(id, home))
        await home.server.stop()
    }

    @Test("Without a decision it is done once the runs go on, and is remembered as due no more")
    func done() async throws {
        let (home, id, _) = try await Self.home()
        home.clock.advance(days: 1.1)
        #expect(try await home.workspace.runs.sync().counts[.delete] == 1)
        #expect(try await !Self.has(id, home))
        try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 1_000])
        let plan = try await home.workspace.runs.planOrMemory()
        #expect(plan.memory != nil && plan.deprovisioning.isEmpty)
        await home.server.stop()
    }

    @Test("A cancellation that was made without asking ends with its cause: whoever leaves again later is deprovisioned")
    func onlyThis() async throws {
        let (home, id, _) = try await Self.home()
        try await Self.cut("Google", home)
        let plan = try await home.workspace.runs.planOrMemory()
        try await home.workspace.runs.decide(.cancel, about: plan.pending.filter { $0.personID == id })
        try await home.control("people/\(id)/unsuspend")
        try await Self.mend("Google", home)
        _ = try await home.workspace.runs.sync()
        try await home.control("people/\(id)/suspend")
        _ = try await home.workspace.runs.sync()
        home.clock.advance(days: 1.1)
        #expect(try await home.workspace.runs.sync().counts[.delete] == 1)
        await home.server.stop()
    }

    @Test("What a safeguard holds is released while Google cannot be asked, and the next run does that and nothing else")
    func released() async throws {
        let home = try await SandboxHome(users: 40)
        try await home.workspace.setup.update { $0.safeguards.limits[.suspend] = Safeguards.Limit(number: 1, percent: 0) }
        _ = try await home.workspace.runs.sync()
        let people = Array(try await home.activePeople().prefix(3))
        for id in people { try await home.control("people/\(id)/suspend") }
        #expect(try await home.workspace.runs.sync().held == 3)
        try await Self.cut("Google", home)
        let plan = try await home.workspace.runs.planOrMemory()
        #expect(Set(plan.held.map(\.personID)) == Set(people) && plan.holds[.suspend]?.planned == 3)
        try await home.workspace.runs.decide(.release, about: plan.held.filter { $0.personID == people[0] })
        try await home.workspace.runs.decide(.reject, about: plan.held.filter { $0.personID == people[1] })
        try await Self.mend("Google", home)
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == [.suspend: 1] && run.rejected == 1)
        await home.server.stop()
    }

    @Test("Why somebody has an account is answered from here, with what is not known; names are found, and nobody is made up")
    func explained() async throws {
        let (home, id, email) = try await Self.home()
        try await Self.cut("Google", home)
        let (explained, history) = try await home.workspace.runs.explain(email.uppercased())
        let explanation = try #require(Explanation(explained))
        #expect(explanation.personID == id && explanation.memory != nil && !history.isEmpty)
        #expect(explanation.answer.hasPrefix("To come: delete due "), "\(explanation.answer)")
        #expect(explanation.lines.contains { $0.title == "User access" && $0.mark == .notAsked })
        await #expect {
            _ = try await home.workspace.runs.explain("nobody@corp.example")
        } throws: {
            String(describing: $0).contains("The ledger knows nobody named \"nobody@corp.example\"; Google could not be asked")
        }
        let (people, obstacle) = try await home.workspace.runs.peopleOrMemory()
        #expect(obstacle?.whom == "Google" && people.contains { $0.id == id && $0.statusWords == "not asked" && $0.accountWords == "active" })
        await home.server.stop()
    }

    @Test("A ledger from before that remembers no plan still knows its delays")
    func olderLedger() async throws {
        let (home, id, email) = try await Self.home()
        try await Self.cut("Google", home)
        try home.workspace.forgetRememberedPlan()
        let plan = try await home.workspace.runs.planOrMemory()
        let entry = try #require(plan.pending.first)
        #expect(entry.personID == id && entry.email == email && plan.memory?.origin == .run(2))
        await home.server.stop()
    }

    @Test("Nothing is remembered before the first run, and then the error is all there is")
    func nothing() async throws {
        let home = try await SandboxHome(users: 10)
        try await home.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 400, "times": 10])
        await #expect(throws: OperationError.self) { _ = try await home.workspace.runs.planOrMemory() }
        await home.server.stop()
    }
}

extension Workspace {
    /// As an older program left it.
    func forgetRememberedPlan() throws { try context.ledger.forgetRememberedPlan() }
}
