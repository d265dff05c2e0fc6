import Foundation
import Simulation
import Testing

/// The oracle judges the engine, so these tables judge the oracle.
@Suite("The oracle", .timeLimit(.minutes(10)))
struct OracleTests {
    private static let start = Date(timeIntervalSince1970: 1_700_000_000)

    private static func truth(_ change: (inout TruePerson) -> Void = { _ in }) -> Truth {
        var truth = Truth()
        var person = TruePerson(id: "1", email: "one@corp.example")
        person.unit = "/Sales/West"
        change(&person)
        truth.people["1"] = person
        for path in ["/", "/Sal", "/Sales", "/Sales/West", "/Former"] { truth.units[path] = path }
        truth.groups["outer"] = TrueGroup(id: "outer", email: "outer@corp.example", name: "Outer", members: [.group("inner")])
        truth.groups["inner"] = TrueGroup(id: "inner", email: "inner@corp.example", name: "Inner", members: [.person("1")])
        truth.groups["all"] = TrueGroup(id: "all", email: "all@corp.example", name: "All", members: [.everyone])
        truth.groups["empty"] = TrueGroup(id: "empty", email: "empty@corp.example", name: "Empty")
        return truth
    }

    private static func rules(_ change: (inout WorldRules) -> Void) -> WorldRules {
        var rules = WorldRules()
        rules.policy = [
            .suspended: [.suspend: 1, .hardDelete: 7], .appTurnedOff: [.suspend: 0], .deleted: [.hardDelete: 21],
        ]
        change(&rules)
        return rules
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let isEntitled: Bool
        let rules: WorldRules
        let truth: Truth
        var testDescription: String { name }
    }

    static let entitlements = [
        Case(name: "nothing set is off", isEntitled: false, rules: rules { _ in }, truth: truth()),
        Case(name: "on at the root", isEntitled: true, rules: rules { $0.units = ["/": true] }, truth: truth()),
        Case(name: "the nearest unit counts", isEntitled: false, rules: rules { $0.units = ["/": true, "/Sales": false] }, truth: truth()),
        Case(name: "on below off", isEntitled: true, rules: rules { $0.units = ["/Sales": false, "/Sales/West": true] }, truth: truth()),
        Case(name: "another unit with the same beginning", isEntitled: false, rules: rules { $0.units = ["/Sal": true] }, truth: truth()),
        Case(name: "an access group inside a group", isEntitled: true, rules: rules { $0.accessGroups = ["outer"] }, truth: truth()),
        Case(
            name: "a scope group inside a group", isEntitled: true,
            rules: rules {
                $0.units = ["/": true]
                $0.scopeGroups = ["outer"]
            }, truth: truth()),
        Case(
            name: "in no scope group", isEntitled: false,
            rules: rules {
                $0.units = ["/": true]
                $0.scopeGroups = ["empty"]
            }, truth: truth()),
        Case(name: "the whole company as a member", isEntitled: true, rules: rules { $0.accessGroups = ["all"] }, truth: truth()),
        Case(
            name: "a secondary domain with scope groups", isEntitled: false,
            rules: rules {
                $0.units = ["/": true]
                $0.scopeGroups = ["all"]
            }, truth: truth { $0.email = "one@subsidiary.example" }),
        Case(
            name: "a secondary domain without scope groups", isEntitled: true, rules: rules { $0.units = ["/": true] },
            truth: truth { $0.email = "one@subsidiary.example" }),
        Case(name: "suspended", isEntitled: false, rules: rules { $0.units = ["/": true] }, truth: truth { $0.isSuspended = true }),
        Case(name: "archived", isEntitled: false, rules: rules { $0.units = ["/": true] }, truth: truth { $0.isArchived = true }),
        Case(name: "deleted", isEntitled: false, rules: rules { $0.units = ["/": true] }, truth: truth { $0.isDeleted = true }),
        Case(name: "a guest", isEntitled: false, rules: rules { $0.units = ["/": true] }, truth: truth { $0.isGuest = true }),
    ]

    @Test("Entitlement", arguments: entitlements)
    func entitlement(_ table: Case) throws {
        let person = try #require(table.truth.people["1"])
        #expect(table.rules.isEntitled(person, in: table.truth) == table.isEntitled)
    }

    /// What the runs saw, one day after the other, and after how many days from the first each removal is due.
    struct Course: Sendable, CustomTestStringConvertible {
        let name: String
        let days: [Truth]
        var lies: Set<Int> = []
        var suspendDue: Double?
        var deleteDue: Double?
        var testDescription: String { name }
    }

    private static let active = truth()
    private static let suspended = truth { $0.isSuspended = true }
    private static let archived = truth { $0.isArchived = true }
    private static let deleted = truth { $0.isDeleted = true }
    private static let elsewhere = truth { $0.unit = "/Former" }

    static let courses = [
        Course(name: "active all the time", days: [active, active]),
        Course(name: "suspended from the first day", days: [suspended, suspended], suspendDue: 1, deleteDue: 7),
        Course(name: "suspended from the second day", days: [active, suspended], suspendDue: 2, deleteDue: 8),
        Course(name: "back in between starts afresh", days: [suspended, active, suspended], suspendDue: 3, deleteDue: 9),
        Course(
            name: "a lie in between proves nothing", days: [suspended, active, suspended], lies: [1], suspendDue: 1, deleteDue: 7),
        Course(name: "archived is left alone", days: [suspended, archived]),
        Course(name: "archived in between holds, and does not end", days: [suspended, archived, suspended], suspendDue: 1, deleteDue: 7),
        Course(name: "deleted after suspended keeps the earlier timer", days: [suspended, deleted], suspendDue: 1, deleteDue: 7),
        Course(name: "deleted alone", days: [active, deleted], deleteDue: 22),
        Course(name: "out of the app", days: [active, elsewhere], suspendDue: 1),
        Course(name: "out of the app, then suspended, still entitled otherwise", days: [elsewhere, suspended], suspendDue: 2, deleteDue: 8),
    ]

    @Test("Causes and when they are due", arguments: courses)
    func due(_ course: Course) throws {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in course.days.enumerated() {
            oracle.observe(truth, rules: rules, start: Self.start + Double(day) * 86_400, wasLiedTo: { _ in course.lies.contains(day) })
        }
        let truth = try #require(course.days.last)
        #expect(oracle.due(.suspend, of: "1", in: truth, rules: rules) == course.suspendDue.map { Self.start + $0 * 86_400 })
        #expect(oracle.due(.hardDelete, of: "1", in: truth, rules: rules) == course.deleteDue.map { Self.start + $0 * 86_400 })
    }

    @Test("A cause that only runs looked at that were lied to may be acted on, but nothing has to come of it", arguments: [[0], [0, 1], [1], []])
    func unseen(lies: [Int]) {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in [Self.suspended, Self.suspended, Self.deleted].enumerated() {
            oracle.observe(truth, rules: rules, start: Self.start + Double(day) * 86_400, wasLiedTo: { _ in lies.contains(day) })
        }
        let due = Self.start + 86_400
        #expect(oracle.due(.suspend, of: "1", in: Self.deleted, rules: rules) == due)
        #expect(oracle.due(.suspend, of: "1", in: Self.deleted, rules: rules, onlySeen: true) == (lies == [0, 1] ? nil : due))
    }

    struct Decided: Sendable, CustomTestStringConvertible {
        let name: String
        /// Made after the first day's run.
        let decision: Oracle.Decision
        let days: [Truth]
        var suspendDue: Double?
        var testDescription: String { name }
    }

    static let decided = [
        Decided(name: "cancelled never happens", decision: .cancelled, days: [suspended, suspended]),
        Decided(name: "cancelled is about this cause only", decision: .cancelled, days: [suspended, active, suspended], suspendDue: 3),
        Decided(name: "postponed happens later", decision: .postponed(start + 10 * 86_400), days: [suspended, suspended], suspendDue: 10),
        Decided(name: "postponed is never earlier than the delay", decision: .postponed(start), days: [suspended, suspended], suspendDue: 1),
    ]

    @Test("A decision about a cause that only a run saw gone that was lied to forbids nothing and demands nothing")
    func doubtful() {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in [Self.suspended, Self.active, Self.suspended].enumerated() {
            oracle.observe(truth, rules: rules, start: Self.start + Double(day) * 86_400, wasLiedTo: { _ in day == 1 })
            if day == 0 { oracle.decisions = ["1": [.suspended: [.suspend: .cancelled]]] }
        }
        #expect(oracle.due(.suspend, of: "1", in: Self.suspended, rules: rules) == Self.start + 86_400)
        #expect(oracle.due(.suspend, of: "1", in: Self.suspended, rules: rules, onlySeen: true) == nil)
        oracle.decisions = ["1": [.suspended: [.suspend: .cancelled]]]
        #expect(oracle.due(.suspend, of: "1", in: Self.suspended, rules: rules) == nil)
    }

    @Test("Decisions last as long as their cause", arguments: decided)
    func decision(_ table: Decided) throws {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in table.days.enumerated() {
            oracle.observe(truth, rules: rules, start: Self.start + Double(day) * 86_400, wasLiedTo: { _ in false })
            if day == 0 { oracle.decisions = ["1": [.suspended: [.suspend: table.decision]]] }
        }
        let truth = try #require(table.days.last)
        #expect(oracle.due(.suspend, of: "1", in: truth, rules: rules) == table.suspendDue.map { Self.start + $0 * 86_400 })
    }
}
