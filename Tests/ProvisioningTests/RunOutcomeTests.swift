import Foundation
import Testing

@testable import Provisioning

@Suite("How a run ended", .timeLimit(.minutes(1)))
struct RunOutcomeTests {
    private static let action = PlanEntry(
        PersonReference(id: "p", name: "P", email: "p@corp.example"), kind: .update, accountID: "7", reason: .attributesChanged(["Job title"]))
    private static let attempts = FailedAttempts(
        kind: .update, after: [:], count: 1, last: World.now, detail: .written(code: "refused", sentence: "Refused."))

    private static func plan(_ fates: [PlanFate], problems: Int = 0) -> Plan {
        Plan(
            configurationRevision: 1, made: World.now, items: fates.map { PlanItem(action, $0) }, holds: [:], timerChanges: [], pending: [],
            problems: (0..<problems).map { ProblemEntry(PersonReference(id: "\($0)", name: "", email: ""), problem: .missingValues([])) },
            excluded: [],
            entitledCount: 1)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var fates: [PlanFate] = [.due]
        var problems = 0
        var wasStopped = false
        var failures = 0
        var isTimeTold = true
        var leavesDoubt = false
        let outcome: RunOutcome
    }

    static let rows = [
        Row(testDescription: "nothing to do", fates: [], outcome: .done),
        Row(testDescription: "all of it done", fates: [.due, .released], outcome: .done),
        Row(testDescription: "what was rejected is no failure", fates: [.rejected], outcome: .done),
        Row(testDescription: "something is held", fates: [.due, .held], outcome: .held),
        Row(testDescription: "held comes before failed", fates: [.held], failures: 2, outcome: .held),
        Row(testDescription: "stopped comes before everything", fates: [.held], wasStopped: true, failures: 2, outcome: .stopped),
        Row(testDescription: "something failed", failures: 1, outcome: .doneWithFailures),
        Row(testDescription: "somebody has a problem", problems: 1, outcome: .doneWithFailures),
        Row(testDescription: "something waits for another try", fates: [.waiting(attempts, until: World.now + 1)], outcome: .doneWithFailures),
        Row(testDescription: "nobody told the time that was needed", isTimeTold: false, outcome: .doneWithFailures),
        Row(testDescription: "of something it is not known whether it was done", leavesDoubt: true, outcome: .doneWithFailures),
    ]

    @Test("Stopped, held, with failures or done", arguments: rows)
    func outcome(_ row: Row) {
        let plan = Self.plan(row.fates, problems: row.problems)
        #expect(
            RunOutcome(
                of: plan, wasStopped: row.wasStopped, failures: row.failures, isTimeTold: row.isTimeTold, leavesDoubt: row.leavesDoubt) == row.outcome
        )
    }
}
