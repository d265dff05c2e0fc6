import Directory
import Provisioning
import Testing

@testable import Engine

@Suite("In which order a run acts", .timeLimit(.minutes(1)))
struct RunOrderTests {
    /// One person for each kind of action, by the letter of the id.
    static func run(order: [String]) -> TestedRun {
        let before = ["s", "r", "d", "u", "n"].map { TestedRun.person($0) }
        let after: [String: Person] = [
            "s": TestedRun.person("s", status: .suspended), "r": TestedRun.person("r"), "c": TestedRun.person("c"),
            "u": TestedRun.person("u", title: "Lead"), "n": TestedRun.person("n", email: "new@corp.example"),
        ]
        return TestedRun(
            people: order.compactMap { after[$0] }, deleted: [TestedRun.person("d", status: .deleted)], linked: before, suspended: ["r"])
    }

    @Test(
        "Suspensions, re-enablings, deletions, renames, creations, updates; in whatever order the directory has its people",
        arguments: [["s", "r", "c", "u", "n"], ["c", "u", "n", "r", "s"], ["n", "s", "u", "c", "r"]])
    func kinds(order: [String]) async throws {
        let run = Self.run(order: order)
        let record = try await run.perform()
        #expect(record.outcome == .done && record.counts.values.reduce(0, +) == 6, "\(record)")
        let kinds = run.trace.lines("intent").map { String($0.split(separator: " ")[1]) }
        #expect(kinds == ActionKind.allCases.sorted().map { "\($0)" }.filter { kinds.contains($0) } && kinds.count == 6)
        #expect(run.accounts.byID["account-s"]?.isActive == false && run.accounts.byID["account-r"]?.isActive == true)
        #expect(run.accounts.byID["account-d"] == nil && run.accounts.byID["account-u"]?.values["title"] == "Lead")
        #expect(run.accounts.byID["account-n"]?.userName == "new@corp.example")
        #expect(run.accounts.byID.values.contains { $0.externalID == "c" })
    }

    @Test(
        "The intent is in the journal before the request leaves, the outcome after it was answered; a kind begins when the one before it has ended",
        arguments: [
            (kind: ActionKind.suspend, person: "s", write: "suspend account-s"), (.reenable, "r", "change account-r"),
            (.delete, "d", "delete account-d"), (.create, "c", "create c"), (.update, "u", "change account-u"), (.rename, "n", "change account-n"),
        ])
    func intentFirst(kind: ActionKind, person: String, write: String) async throws {
        let run = Self.run(order: ["s", "r", "c", "u", "n"])
        _ = try await run.perform()
        let intent = try #require(run.trace.place("intent \(kind) \(person)"))
        let request = try #require(run.trace.place("write \(write)"))
        let outcome = try #require(run.trace.place("outcome \(kind) \(person)"))
        #expect(intent < request && request < outcome)
        #expect(run.trace.lines("intent").count == 6 && run.trace.lines("outcome").count == 6)
    }

    @Test("What was done is not done again")
    func twice() async throws {
        let run = Self.run(order: ["s", "r", "c", "u", "n"])
        _ = try await run.perform()
        let writes = run.writes
        let second = try await run.perform()
        #expect(second.outcome == .done && second.counts.isEmpty && run.writes == writes)
        #expect(run.accounts.turnsTaken == 0, "a turn that is not given back is waited for by all that follow")
    }
}
