import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Licenses: for whom there is one, and what frees more", .timeLimit(.minutes(5)))
struct CapacityTests {
    private static func plan(newcomers: Int, leavers: Int = 0, pending: Int = 0, free: Int?) -> Plan {
        let policy = DeprovisioningPolicy(
            appTurnedOff: .init(), suspended: .init(suspend: .within24Hours, hardDelete: .after7Days), deleted: .init(hardDelete: .within24Hours))
        let gone = (0..<leavers).map { World.person("gone\($0)") }
        let suspended = (0..<pending).map { World.person("late\($0)", status: .suspended) }
        let timers = Dictionary(
            uniqueKeysWithValues: suspended.enumerated().map { index, person in
                (person.id, [DeprovisioningTimer(cause: .suspended, firstSeen: World.now - days(Double(index) + 1))])
            })
        var input = PlanInput(
            configuration: World.configuration(policy: policy), targets: World.targets,
            snapshot: World.snapshot((0..<newcomers).map { World.person("new\($0)") } + suspended),
            ledger: LedgerState(
                links: Dictionary(
                    uniqueKeysWithValues: gone.map { ($0.id, World.link($0)) } + suspended.map { ($0.id, World.link($0, isActive: false)) }),
                timers: timers),
            confirmedAbsent: Set(gone.map(\.id)), now: World.now)
        input.capacity = free.map { Capacity(free: $0, read: World.now) }
        return Planner.plan(input)
    }

    /// Newcomers, accounts that this run deletes, deletions to come, free licenses; who waits, how many releases are named, and what is left.
    static let rows: [(Int, Int, Int, Int, Int, Int, Int)] = [
        (3, 0, 0, 5, 0, 0, 2), (3, 0, 0, 3, 0, 0, 0), (3, 0, 0, 1, 2, 0, 0), (3, 2, 0, 1, 0, 0, 0), (3, 1, 0, 0, 2, 0, 0), (3, 0, 1, 1, 2, 1, 0),
        (3, 0, 5, 1, 2, 2, 0), (0, 0, 0, 0, 0, 0, 0),
    ]

    @Test("creations take the free licenses in the order of the plan; deletions of the run come first, those to come are named", arguments: rows)
    func outlook(_ newcomers: Int, _ leavers: Int, _ pending: Int, _ free: Int, _ waiting: Int, _ releases: Int, _ left: Int) throws {
        let plan = Self.plan(newcomers: newcomers, leavers: leavers, pending: pending, free: free)
        let outlook = try #require(plan.capacityOutlook)
        #expect(outlook.waiting.count == waiting)
        #expect(outlook.waiting.map(\.id) == plan.entries.filter { $0.kind == .create }.suffix(waiting).map(\.personID))
        #expect(outlook.releases.count == releases)
        #expect(outlook.releases.map(\.due) == outlook.releases.map(\.due).sorted())
        #expect(outlook.left == left)
        #expect((outlook.sentence == nil) == (waiting == 0))
        // Everybody is tried all the same: the app has the last word.
        #expect(plan.counts[.create] ?? 0 == newcomers)
    }

    @Test("an app that does not tell leaves it open, and nobody is said to wait")
    func untold() {
        #expect(Self.plan(newcomers: 3, free: nil).capacityOutlook == nil)
    }

    @Test("the sentence says how many wait, who, and which deletions help")
    func sentence() {
        #expect(
            Self.plan(newcomers: 3, leavers: 1, pending: 1, free: 0).capacityOutlook?.sentence
                == "The app has no free license, and 1 deletion of this run frees another. 2 people of 3 will wait until somebody adds licenses: Person new1, Person new2, in this "
                + "order. Deletions to come free licenses: Person late0 on 2026-06-03.")
    }

    @Test("what waits is part of what a change leads to")
    func consequences() {
        let plan = Self.plan(newcomers: 3, free: 1)
        #expect(plan.consequences(comparedTo: nil).words.contains("2 people of 3 will wait"))
        #expect(Self.plan(newcomers: 3, free: 3).consequences(comparedTo: nil).words.contains("license") == false)
    }
}
