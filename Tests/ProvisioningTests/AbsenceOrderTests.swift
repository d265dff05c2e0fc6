import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("In which order the directory is asked about missing people", .timeLimit(.minutes(1)))
struct AbsenceOrderTests {
    private static let policy = DeprovisioningPolicy(deleted: .init(suspend: .within24Hours))

    /// Runs the rule `runs` times with a limit, each time noting who was asked; answers how often each was.
    private static func asked(_ people: [String], _ state: LedgerState, limit: Int, runs: Int) -> [String: Int] {
        var state = state
        var counts: [String: Int] = [:]
        for run in 0..<runs {
            let now = World.now + Double(run) * 3_600
            let order = AbsenceOrder.arranged(people.map { World.link(World.person($0)) }, ledger: state, policy: policy, now: now, limit: limit)
            #expect(Set(order) == Set(people) && order.count == people.count)
            for id in order.prefix(limit) {
                counts[id, default: 0] += 1
                state.asked[id] = now
            }
        }
        return counts
    }

    private static func timed(_ ids: [String], _ change: (inout LedgerState, String) -> Void = { _, _ in }) -> LedgerState {
        var state = LedgerState()
        for id in ids {
            state.timers[id] = [DeprovisioningTimer(cause: .deleted, firstSeen: World.now - days(1))]
            change(&state, id)
        }
        return state
    }

    private static let few = (0..<10).map { "few\($0)" }
    private static let many = (0..<60).map { "many\($0)" }

    @Test(
        "Those whose deprovisioning an administrator canceled, postponed or rejected do not keep the others waiting",
        arguments: ["cancelled", "postponed", "rejected"])
    func decided(how: String) {
        let state = Self.timed(Self.many) { state, id in
            switch how {
            case "cancelled": state.decisions[id] = [PendingDecision(cause: .deleted, action: .suspend)]
            case "postponed": state.decisions[id] = [PendingDecision(cause: .deleted, action: .suspend, notBefore: World.now + days(9))]
            default: state.heldDecisions[id] = [HeldDecision(kind: .suspend, fingerprint: "x", verdict: .rejected, made: World.now)]
            }
        }
        let counts = Self.asked(Self.many + Self.few, state, limit: 50, runs: 2)
        #expect(Self.few.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
    }

    @Test("Who is due comes first")
    func dueFirst() {
        let state = Self.timed(Self.few)
        let counts = Self.asked(Self.many + Self.few, state, limit: 20, runs: 1)
        #expect(Self.few.allSatisfy { counts[$0] == 1 })
    }

    @Test("A mass that stays due, held by a safeguard for instance, does not keep the others waiting either, and takes turns itself")
    func dueForLong() {
        let state = Self.timed(Self.many)
        let counts = Self.asked(Self.many + Self.few, state, limit: 50, runs: 2)
        #expect(Self.few.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
        #expect(Self.many.allSatisfy { counts[$0] ?? 0 >= 1 }, "\(counts)")
    }

    @Test("Everybody comes up in turn, however many there are")
    func everybody() {
        let counts = Self.asked(Self.many + Self.few, LedgerState(), limit: 7, runs: 10)
        #expect(counts.count == 70 && counts.values.allSatisfy { $0 == 1 })
    }
}
