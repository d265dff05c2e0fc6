import Foundation
import Provisioning
import Testing

@Suite("Schedule of deprovisioning: what is due, when, canceled or not", .timeLimit(.minutes(1)))
struct DeprovisioningScheduleTests {
    /// One account whose person was suspended three days ago and out of scope for ten.
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let policy: DeprovisioningPolicy
        var timers: [DeprovisioningCause: Double] = [.suspended: 3, .appTurnedOff: 10]
        var decisions: [PendingDecision] = []
        var isActive = true
        /// What is done now.
        var due: ScheduledAction?
        /// What is not: cause, action, days until it is due, `cancelled`.
        var pending: [String] = []
        /// As the home's status counts it: to come, due, canceled.
        let count: PendingCount
        /// Whether the directory is asked first about this person, when it lists them no more.
        var asksFirst: Bool { count.due > 0 }
    }

    private static func action(_ action: DeprovisioningAction, _ cause: DeprovisioningCause, daysAgo: Double, due: Double) -> ScheduledAction {
        ScheduledAction(action: action, cause: cause, firstSeen: World.now - days(daysAgo), due: World.now + days(due))
    }

    private static let suspendAfterWeek = DeprovisioningPolicy(suspended: .init(suspend: .after7Days, hardDelete: .after21Days))
    private static let both = DeprovisioningPolicy(
        appTurnedOff: .init(suspend: .after7Days, hardDelete: .after21Days), suspended: .init(suspend: .after1Day))
    private static func decide(_ cause: DeprovisioningCause, _ action: DeprovisioningAction, _ notBefore: Double? = nil) -> PendingDecision {
        PendingDecision(cause: cause, action: action, notBefore: notBefore.map { World.now + days($0) })
    }

    /// In how many days one suspension and one deletion come, and how many are due or canceled.
    private static func count(suspend: Double? = nil, delete: Double? = nil, due: Int = 0, cancelled: Int = 0) -> PendingCount {
        let upcoming = [DeprovisioningAction.suspend: suspend, .hardDelete: delete].compactMapValues { $0 }
        return PendingCount(upcoming: upcoming.mapValues { .init(count: 1, first: World.now + days($0)) }, due: due, cancelled: cancelled)
    }

    static let rows = [
        Row(testDescription: "nothing is chosen", policy: .init(), count: .init()),
        Row(testDescription: "no cause was seen", policy: both, timers: [:], count: .init()),
        Row(
            testDescription: "no delay has passed", policy: suspendAfterWeek,
            pending: ["suspended suspend 4.0", "suspended hardDelete 18.0"], count: count(suspend: 4, delete: 18)),
        Row(
            testDescription: "a suspended account waits for its deletion alone", policy: suspendAfterWeek, isActive: false,
            pending: ["suspended hardDelete 18.0"], count: count(delete: 18)),
        Row(
            testDescription: "the delay ends this very moment", policy: suspendAfterWeek, timers: [.suspended: 7],
            due: action(.suspend, .suspended, daysAgo: 7, due: 0), pending: ["suspended hardDelete 14.0"], count: count(delete: 14, due: 1)),
        Row(
            testDescription: "two causes: the earliest delay gives the reason", policy: both,
            due: action(.suspend, .appTurnedOff, daysAgo: 10, due: -3), pending: ["appTurnedOff hardDelete 11.0"],
            count: count(delete: 11, due: 2)),
        Row(
            testDescription: "a deletion makes a suspension that is due needless", policy: both, timers: [.appTurnedOff: 21, .suspended: 3],
            due: action(.hardDelete, .appTurnedOff, daysAgo: 21, due: 0), count: .init(due: 3)),
        Row(
            testDescription: "canceled: not done however long ago", policy: suspendAfterWeek, timers: [.suspended: 30],
            decisions: [decide(.suspended, .suspend), decide(.suspended, .hardDelete)],
            pending: ["suspended suspend -23.0 cancelled", "suspended hardDelete -9.0 cancelled"], count: .init(cancelled: 2)),
        Row(
            testDescription: "canceled for one cause only", policy: both, decisions: [decide(.appTurnedOff, .suspend)],
            due: action(.suspend, .suspended, daysAgo: 3, due: -2), pending: ["appTurnedOff suspend -3.0 cancelled", "appTurnedOff hardDelete 11.0"],
            count: count(delete: 11, due: 1, cancelled: 1)),
        Row(
            testDescription: "postponed past its delay", policy: suspendAfterWeek, timers: [.suspended: 8],
            decisions: [decide(.suspended, .suspend, 6)], pending: ["suspended suspend 6.0", "suspended hardDelete 13.0"],
            count: count(suspend: 6, delete: 13)),
        Row(
            testDescription: "a postponement makes nothing earlier", policy: suspendAfterWeek, decisions: [decide(.suspended, .suspend, -1)],
            pending: ["suspended suspend 4.0", "suspended hardDelete 18.0"], count: count(suspend: 4, delete: 18)),
        Row(
            testDescription: "a postponement that has passed", policy: suspendAfterWeek, timers: [.suspended: 9],
            decisions: [decide(.suspended, .suspend, 0)], due: action(.suspend, .suspended, daysAgo: 9, due: 0),
            pending: ["suspended hardDelete 12.0"], count: count(delete: 12, due: 1)),
    ]

    private static func state(_ row: Row, rejected: ActionKind? = nil) -> LedgerState {
        LedgerState(
            timers: ["p": row.timers.map { DeprovisioningTimer(cause: $0.key, firstSeen: World.now - days($0.value)) }],
            decisions: ["p": row.decisions],
            heldDecisions: rejected.map { ["p": [HeldDecision(kind: $0, fingerprint: "x", verdict: .rejected, made: World.now)]] } ?? [:])
    }

    @Test("One schedule answers the plan, the count of the status, and whom the directory is asked about first", arguments: rows)
    func schedule(_ row: Row) {
        let state = Self.state(row)
        let schedule = state.schedule(of: "p", row.policy, accountIsActive: row.isActive)
        #expect(schedule.action(dueAt: World.now) == row.due)
        let pending = schedule.pending(at: World.now).map { item in
            "\(item.action.cause) \(item.action.action) \(item.action.due.timeIntervalSince(World.now) / days(1))\(item.isCancelled ? " cancelled" : "")"
        }
        #expect(pending == row.pending)
        var count = PendingCount()
        count.add(schedule, now: World.now)
        #expect(count == row.count)
        #expect(AbsenceOrder.isDue("p", accountIsActive: row.isActive, ledger: state, policy: row.policy, now: World.now) == row.asksFirst)
    }

    @Test("Of several people the first that is due is told, whichever comes first in the list", arguments: [[3.0, 5], [5, 3]])
    func first(daysAgo: [Double]) {
        var count = PendingCount()
        for days in daysAgo {
            let row = Row(testDescription: "", policy: Self.suspendAfterWeek, timers: [.suspended: days], count: .init())
            count.add(Self.state(row).schedule(of: "p", row.policy, accountIsActive: true), now: World.now)
        }
        #expect(count.upcoming[.suspend] == .init(count: 2, first: World.now + days(2)))
        #expect(count.upcoming[.hardDelete] == .init(count: 2, first: World.now + days(16)) && count.toCome == 4)
    }

    @Test("What an administrator rejected is due and waits for nothing: it is not counted, and nobody is asked about first because of it")
    func rejected() {
        let row = Row(testDescription: "", policy: Self.suspendAfterWeek, timers: [.suspended: 8], count: Self.count(delete: 13))
        let state = Self.state(row, rejected: .suspend)
        var count = PendingCount()
        count.add(
            state.schedule(of: "p", row.policy, accountIsActive: true), rejected: (state.heldDecisions["p"] ?? []).rejectedKinds, now: World.now)
        #expect(count == row.count)
        #expect(!AbsenceOrder.isDue("p", accountIsActive: true, ledger: state, policy: row.policy, now: World.now))
    }
}
