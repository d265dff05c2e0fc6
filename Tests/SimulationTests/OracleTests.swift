import Foundation
import Testing

@testable import Simulation

/// The oracle judges the engine, so these tables judge the oracle.
@Suite("The oracle", .timeLimit(.minutes(10)))
struct OracleTests {
    fileprivate static let start = Date(timeIntervalSince1970: 1_700_000_000)

    static func truth(_ change: (inout TruePerson) -> Void = { _ in }) -> Truth {
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

    static func rules(_ change: (inout WorldRules) -> Void) -> WorldRules {
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
        /// Days whose run was told something else about the person.
        var lies: Set<Int> = []
        /// Days on which the person is missing from one export only, or one export alone says that they are back.
        var uncertain: Set<Int> = []
        /// Days on which a unit was moved, and nobody decided yet whether that counts.
        var waiting: Set<Int> = []
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

    /// A person who is missing from one export may be copied a moment later.
    static let uncertainCourses = [
        Course(
            name: "missing from the first export only, then from the second: the delay begins with the second", days: [deleted, deleted],
            uncertain: [0], deleteDue: 22),
        Course(name: "missing from one export, and back in the next: nothing began", days: [active, deleted, active], uncertain: [1]),
        Course(name: "missing from one export each time: nothing ever begins", days: [deleted, active, deleted], uncertain: [0, 2]),
        Course(
            name: "missing from one export in between: what runs goes on", days: [suspended, deleted, suspended], uncertain: [1], suspendDue: 1,
            deleteDue: 7),
        Course(name: "back in one export only: nothing ends", days: [suspended, active, suspended], uncertain: [1], suspendDue: 1, deleteDue: 7),
        Course(name: "back in two exports: it ended", days: [suspended, active, active, suspended], uncertain: [1], suspendDue: 4, deleteDue: 10),
        Course(
            name: "missing after a suspension: the suspension's delay is the one that counts", days: [suspended, deleted, deleted], uncertain: [1],
            suspendDue: 1,
            deleteDue: 7),
        Course(
            name: "an uncertain lie is no more than uncertain", days: [suspended, active, suspended], lies: [1], uncertain: [1], suspendDue: 1,
            deleteDue: 7),
    ]

    /// Until somebody decided about a moved unit, the app neither begins to be off for its people nor ceases to be.
    static let waitingCourses = [
        Course(name: "a move that would take the app away takes nothing away", days: [elsewhere], waiting: [0]),
        Course(name: "released on the third day: the cause begins then", days: [active, elsewhere, elsewhere], waiting: [1], suspendDue: 2),
        Course(name: "moved back before anybody decided: nothing began", days: [active, elsewhere, active], waiting: [1]),
        Course(name: "a move that would give the app back ends nothing", days: [elsewhere, active, elsewhere], waiting: [1], suspendDue: 0),
        Course(name: "such a move once it counts ends it", days: [elsewhere, active, active, elsewhere], waiting: [1], suspendDue: 3),
        Course(
            name: "back from a suspension while a move waits: that suspension is over", days: [suspended, elsewhere, suspended], waiting: [1],
            suspendDue: 3,
            deleteDue: 9),
        Course(name: "restored while a move waits: that deletion is over", days: [deleted, elsewhere, deleted], waiting: [1], deleteDue: 23),
        Course(
            name: "whether a suspension is over is not known when the run was lied to", days: [suspended, elsewhere, suspended], lies: [1],
            waiting: [1],
            suspendDue: 1, deleteDue: 7),
        Course(
            name: "suspended while a move waited: the suspension counts from its own day", days: [elsewhere, suspended], waiting: [0], suspendDue: 2,
            deleteDue: 8),
    ]

    @Test("Causes and when they are due", arguments: courses + uncertainCourses + waitingCourses)
    func due(_ course: Course) throws {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in course.days.enumerated() { oracle.see(truth, rules, course, day) }
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

    @Test("A cause that was gone when a run looked that proves nothing may still be acted on, but nothing has to come of it")
    func unsureEnd() {
        let rules = Self.rules { $0.units = ["/": true, "/Sales": false] }
        let (off, on) = (Self.truth(), Self.truth { $0.unit = "/" })
        let deleted = Self.truth {
            $0.unit = "/"
            $0.isDeleted = true
        }
        var oracle = Oracle()
        oracle.observe(off, rules: rules, start: Self.start, wasLiedTo: { _ in false })
        #expect(oracle.due(.suspend, of: "1", in: off, rules: rules, onlySeen: true) == Self.start)
        oracle.observe(on, rules: rules, start: Self.start + 3_600, wasLiedTo: { _ in true })
        oracle.observe(deleted, rules: rules, start: Self.start + 7_200, wasLiedTo: { _ in false })
        #expect(oracle.due(.suspend, of: "1", in: deleted, rules: rules) == Self.start)
        #expect(oracle.due(.suspend, of: "1", in: deleted, rules: rules, onlySeen: true) == nil)
    }

    @Test("Who is uncertain or waits is nobody else's business: the others' causes begin and end")
    func others() {
        var (oracle, truth) = (Oracle(), Self.deleted)
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for id in ["2", "3"] {
            truth.people[id] = TruePerson(id: id, email: "\(id)@corp.example")
            truth.people[id]?.unit = "/Former"
        }
        oracle.observe(truth, rules: rules, start: Self.start, wasLiedTo: { _ in false }, uncertain: ["1"], waiting: ["2"])
        #expect(oracle.began == ["3": [.appTurnedOff: Self.start]])
    }

    struct Decided: Sendable, CustomTestStringConvertible {
        let name: String
        /// Made after the first day's run.
        let decision: Oracle.Decision
        var cause = TrueCause.suspended
        let course: Course
        /// When the suspension may happen, in days.
        var suspendDue: Double?
        /// Whether it has to happen then too.
        var isDemanded = true
        var testDescription: String { name }

        init(
            _ name: String, _ decision: Oracle.Decision, about cause: TrueCause = .suspended, _ days: [Truth], lies: Set<Int> = [],
            uncertain: Set<Int> = [],
            waiting: Set<Int> = [], suspendDue: Double? = nil, isDemanded: Bool = true
        ) {
            (self.name, self.decision, self.cause, self.suspendDue, self.isDemanded) = (name, decision, cause, suspendDue, isDemanded)
            course = Course(name: name, days: days, lies: lies, uncertain: uncertain, waiting: waiting)
        }
    }

    private static let later = Oracle.Decision.postponed(start + 10 * 86_400)

    static let decided = [
        // While the cause lasts.
        Decided("canceled never happens", .cancelled, [suspended, suspended]),
        Decided("postponed happens later", later, [suspended, suspended], suspendDue: 10),
        Decided("postponed is never earlier than the delay", .postponed(start), [suspended, suspended], suspendDue: 1),
        Decided("archived in between holds the cause, and the decision", .cancelled, [suspended, archived, suspended]),
        Decided("deleted after suspended goes on, and so does the decision", .cancelled, [suspended, deleted]),
        // After it ended.
        Decided("canceled is about this cause only", .cancelled, [suspended, active, suspended], suspendDue: 3),
        Decided("postponed is about this cause only", later, [suspended, active, suspended], suspendDue: 3),
        Decided("an end that lasts longer is no other end", .cancelled, [suspended, active, active, suspended], suspendDue: 4),
        Decided("about one cause, and another one begins", .cancelled, about: .suspended, [suspended, active, elsewhere], suspendDue: 2),
        Decided("about being out of the app, which ended", .cancelled, about: .appTurnedOff, [elsewhere, active, elsewhere], suspendDue: 2),
        Decided("about being out of the app, and suspended since", .cancelled, about: .appTurnedOff, [elsewhere, suspended], suspendDue: 2),
        // After an end that is not sure: a decision that may be forgotten forbids nothing, and one that may be remembered excuses.
        Decided("ended for a run that was lied to", .cancelled, [suspended, active, suspended], lies: [1], suspendDue: 1, isDemanded: false),
        Decided("a sure end after an unsure one", .cancelled, [suspended, active, active, suspended], lies: [1], suspendDue: 4),
        Decided("back in one export only: the decision stays", .cancelled, [suspended, active, suspended], uncertain: [1]),
        Decided("missing from one export: the decision stays", .cancelled, [suspended, deleted, suspended], uncertain: [1]),
        Decided(
            "a move that would give the app back waits: the decision stays", .cancelled, about: .appTurnedOff, [elsewhere, active, elsewhere],
            waiting: [1]),
        Decided(
            "back from a suspension while a move waits: the decision is over", .cancelled, [suspended, elsewhere, suspended], waiting: [1],
            suspendDue: 3),
    ]

    @Test("Decisions last as long as their cause", arguments: decided)
    func decision(_ table: Decided) throws {
        var oracle = Oracle()
        let rules = Self.rules { $0.units = ["/Sales": true] }
        for (day, truth) in table.course.days.enumerated() {
            oracle.see(truth, rules, table.course, day)
            if day == 0 { oracle.decisions = ["1": [table.cause: [.suspend: table.decision]]] }
        }
        let truth = try #require(table.course.days.last)
        let due = table.suspendDue.map { Self.start + $0 * 86_400 }
        #expect(oracle.due(.suspend, of: "1", in: truth, rules: rules) == due)
        #expect(oracle.due(.suspend, of: "1", in: truth, rules: rules, onlySeen: true) == (table.isDemanded ? due : nil))
    }

    @Test("What is decided anew after an unsure end counts")
    func decidedAnew() {
        var oracle = Oracle()
        let (rules, course) = (Self.rules { $0.units = ["/Sales": true] }, Course(name: "", days: [], lies: [1]))
        for (day, truth) in [Self.suspended, Self.active, Self.suspended].enumerated() { oracle.see(truth, rules, course, day) }
        oracle.decisions = ["1": [.suspended: [.suspend: .cancelled]]]
        #expect(oracle.due(.suspend, of: "1", in: Self.suspended, rules: rules) == nil)
    }
}

extension Oracle {
    /// A day's run looks.
    fileprivate mutating func see(_ truth: Truth, _ rules: WorldRules, _ course: OracleTests.Course, _ day: Int) {
        observe(
            truth, rules: rules, start: OracleTests.start + Double(day) * 86_400, wasLiedTo: { _ in course.lies.contains(day) },
            uncertain: course.uncertain.contains(day) ? ["1"] : [], waiting: course.waiting.contains(day) ? ["1"] : [])
    }
}
