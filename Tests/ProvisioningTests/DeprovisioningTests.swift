import Directory
import Foundation
import Provisioning
import Testing

@Suite("Deprovisioning: causes × actions × delays", .timeLimit(.minutes(5)))
struct DeprovisioningTests {
    /// For each cause: a directory in which it holds for the linked person `p`.
    static func world(_ cause: DeprovisioningCause) -> (people: [Person], deleted: [Person], access: UserAccess) {
        let on = UserAccess(organizationalUnits: ["/": .on])
        switch cause {
        case .appTurnedOff: return ([World.person("p")], [], UserAccess(organizationalUnits: ["/": .off]))
        case .suspended: return ([World.person("p", status: .suspended)], [], on)
        case .deleted: return ([World.person("q")], [World.person("p", status: .deleted)], on)
        }
    }

    static func plan(_ cause: DeprovisioningCause, rule: DeprovisioningRule, age: TimeInterval?, isActive: Bool = true) -> Plan {
        let (people, deleted, access) = world(cause)
        var policy = DeprovisioningPolicy()
        policy[cause] = rule
        let timers = age.map { ["p": [DeprovisioningTimer(cause: cause, firstSeen: World.now - $0)]] } ?? [:]
        return World.plan(
            people, deleted: deleted, configuration: World.configuration(access: access, policy: policy),
            links: [World.link(World.person("p"), isActive: isActive)], timers: timers)
    }

    @Test(
        "every action of every cause: never a second early, due at its delay", arguments: DeprovisioningCause.allCases, DeprovisioningDelay.allCases)
    func dueExactly(cause: DeprovisioningCause, delay: DeprovisioningDelay) {
        for (rule, kind) in [(DeprovisioningRule(suspend: delay), ActionKind.suspend), (DeprovisioningRule(hardDelete: delay), .delete)] {
            if delay.seconds > 0 {
                let early = Self.plan(cause, rule: rule, age: delay.seconds - 1)
                #expect(early.entries.filter { $0.personID == "p" }.isEmpty)
                #expect(early.pending.map(\.scheduled.due) == [World.now + 1])
            }
            let due = Self.plan(cause, rule: rule, age: delay.seconds)
            #expect(due.entries.filter { $0.personID == "p" }.map(\.kind) == [kind])
            #expect(due.pending.isEmpty)
        }
    }

    @Test("the first run that sees a cause starts its timer; within 24 hours is due at once", arguments: DeprovisioningCause.allCases)
    func firstSeen(cause: DeprovisioningCause) {
        let plan = Self.plan(cause, rule: DeprovisioningRule(suspend: .within24Hours, hardDelete: .after21Days), age: nil)
        #expect(plan.timerChanges == [.start(personID: "p", DeprovisioningTimer(cause: cause, firstSeen: World.now))])
        #expect(plan.entries.filter { $0.personID == "p" }.map(\.kind) == [.suspend])
        #expect(plan.pending.map(\.scheduled.due) == [World.now + days(21)])
    }

    @Test("a deletion that is due makes the suspension needless; a suspended account is not suspended again")
    func deletionWins() {
        let both = DeprovisioningRule(suspend: .after1Day, hardDelete: .after7Days)
        #expect(Self.plan(.suspended, rule: both, age: days(8)).entries.map(\.kind) == [.delete])
        #expect(Self.plan(.suspended, rule: both, age: days(2), isActive: false).entries.isEmpty)
    }

    @Test("nothing chosen for a cause: nothing happens")
    func emptyRule() {
        #expect(Self.plan(.deleted, rule: .init(), age: days(400)).entries.filter { $0.personID == "p" }.isEmpty)
    }

    @Test("a second cause adds its own timer; the earliest due action wins")
    func secondCause() {
        var policy = DeprovisioningPolicy()
        policy[.suspended] = .init(suspend: .after7Days)
        policy[.deleted] = .init(hardDelete: .after1Day)
        let plan = World.plan(
            [World.person("q")], deleted: [World.person("p", status: .deleted)], configuration: World.configuration(policy: policy),
            links: [World.link(World.person("p"))],
            timers: ["p": [.init(cause: .suspended, firstSeen: World.now - days(6)), .init(cause: .deleted, firstSeen: World.now - days(0.5))]])
        #expect(plan.pending.map(\.scheduled.action) == [.hardDelete, .suspend])
        #expect(plan.pending.map(\.scheduled.due) == [World.now + days(0.5), World.now + days(1)])
    }

    @Test("return before it is due cancels; return after a suspension re-enables")
    func comeBack() {
        let person = World.person("p")
        let timers = ["p": [DeprovisioningTimer(cause: .suspended, firstSeen: World.now - days(3))]]
        let before = World.plan([person], links: [World.link(person)], timers: timers)
        #expect(before.entries.isEmpty)
        #expect(before.timerChanges == [.cancel(personID: "p", .suspended)])
        #expect(World.plan([person], links: [World.link(person, isActive: false)], timers: timers).entries.map(\.kind) == [.reenable])
    }

    @Test("archived: nothing starts, nothing fires, running timers are held")
    func archived() {
        let person = World.person("p", status: .archived)
        let policy = DeprovisioningPolicy(suspended: .init(suspend: .after1Day))
        let plan = World.plan(
            [person], configuration: World.configuration(policy: policy), links: [World.link(World.person("p"))],
            timers: ["p": [.init(cause: .suspended, firstSeen: World.now - days(30))]])
        #expect(plan.entries.isEmpty)
        #expect(plan.timerChanges.isEmpty)
        #expect(plan.pending.map(\.isHeld) == [true])
    }

    @Test("absence is not deletion until the directory, asked by id, says so")
    func absence() {
        let policy = DeprovisioningPolicy(deleted: .init(hardDelete: .within24Hours))
        let configuration = World.configuration(policy: policy)
        let link = World.link(World.person("p"))
        #expect(World.plan([World.person("q")], configuration: configuration, links: [link]).entries.map(\.kind) == [.create])
        #expect(
            World.plan([World.person("q")], configuration: configuration, links: [link], absent: ["p"]).entries.map(\.kind) == [.delete, .create])
    }

    @Test("hard delete not later than suspend must be confirmed", arguments: DeprovisioningDelay.allCases, DeprovisioningDelay.allCases)
    func warning(suspend: DeprovisioningDelay, hardDelete: DeprovisioningDelay) {
        let policy = DeprovisioningPolicy(deleted: .init(suspend: suspend, hardDelete: hardDelete))
        #expect(policy.causesToConfirm == (hardDelete.seconds <= suspend.seconds ? [.deleted] : []))
    }

    @Test("the account that gave the authorization is never taken away; the problem says what to do", arguments: [ActionKind.suspend, .delete])
    func authorizingAccount(kind: ActionKind) {
        let admin = World.person("admin", status: .suspended)
        let rule = kind == .suspend ? DeprovisioningRule(suspend: .within24Hours) : DeprovisioningRule(hardDelete: .within24Hours)
        let plan = World.plan(
            [admin], configuration: World.configuration(policy: .init(suspended: rule)), links: [World.link(admin, account: "7")],
            protection: AccountProtection(owner: "7", setting: nil, administrator: nil))
        #expect(plan.entries.isEmpty)
        #expect(plan.problems.map(\.problem) == [.authorizingAccount(kind)])
    }

    /// Seen eight days ago with a delay of seven: due, unless an administrator decided otherwise.
    @Test(
        "what an administrator decided about an action to come",
        arguments: [
            (nil, [ActionKind.suspend], 0), (PendingDecision(cause: .suspended, action: .suspend), [], 1),
            (PendingDecision(cause: .suspended, action: .suspend, notBefore: World.now + days(3)), [], 1),
            (PendingDecision(cause: .suspended, action: .suspend, notBefore: World.now - days(3)), [.suspend], 0),
            (PendingDecision(cause: .suspended, action: .hardDelete), [.suspend], 0),
            (PendingDecision(cause: .deleted, action: .suspend), [.suspend], 0),
        ] as [(PendingDecision?, [ActionKind], Int)])
    func decided(decision: PendingDecision?, kinds: [ActionKind], pending: Int) {
        let person = World.person("p", status: .suspended)
        let plan = World.plan(
            [person], configuration: World.configuration(policy: .init(suspended: .init(suspend: .after7Days))), links: [World.link(person)],
            timers: ["p": [DeprovisioningTimer(cause: .suspended, firstSeen: World.now - days(8))]], decisions: ["p": decision.map { [$0] } ?? []])
        #expect(plan.entries.map(\.kind) == kinds)
        #expect(plan.pending.count == pending)
        #expect(plan.pending.allSatisfy { $0.decision == decision })
    }

    @Test("a decision ends with its cause, also when no run had noted the cause", arguments: [true, false])
    func decisionEnds(isNoted: Bool) {
        let person = World.person("p")
        let plan = World.plan(
            [person], configuration: World.configuration(policy: .init(suspended: .init(suspend: .after7Days))), links: [World.link(person)],
            timers: isNoted ? ["p": [DeprovisioningTimer(cause: .suspended, firstSeen: World.now)]] : [:],
            decisions: ["p": [PendingDecision(cause: .suspended, action: .suspend)]])
        #expect(plan.timerChanges == [.cancel(personID: "p", .suspended)])
    }

    @Test("a postponement never makes an action earlier")
    func notEarlier() {
        let person = World.person("p", status: .suspended)
        let plan = World.plan(
            [person], configuration: World.configuration(policy: .init(suspended: .init(suspend: .after7Days))), links: [World.link(person)],
            timers: ["p": [DeprovisioningTimer(cause: .suspended, firstSeen: World.now)]],
            decisions: ["p": [PendingDecision(cause: .suspended, action: .suspend, notBefore: World.now + days(1))]])
        #expect(plan.pending.map(\.scheduled.due) == [World.now + days(7)])
    }
}
