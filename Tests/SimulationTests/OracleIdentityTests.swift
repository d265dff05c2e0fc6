import Foundation
import Testing

@testable import Simulation

/// What the oracle goes by when names, places and ids change: ids, and never text that somebody may edit.
@Suite("The oracle, when ids and units change", .timeLimit(.minutes(1)))
struct OracleIdentityTests {
    private static let start = Date(timeIntervalSince1970: 1_700_000_000)
    private static let rules = OracleTests.rules { $0.units = ["/Sales": true] }

    // MARK: Ids carried over

    /// The same directory, which knows the person by another id.
    private static func renamed(_ truth: Truth) -> Truth {
        var truth = truth
        if var person = truth.people.removeValue(forKey: "1") {
            person.id = "uid-1"
            truth.people["uid-1"] = person
        }
        return truth
    }

    struct Carried: Sendable, CustomTestStringConvertible {
        let name: String
        /// What the runs before saw, one day after the other.
        let days: [Truth]
        var lies: Set<Int> = []
        /// Made after the first day's run, about the suspension.
        var decision: Oracle.Decision?
        /// When the suspension may happen, in days.
        let due: Double?
        /// Whether it has to happen then too.
        var isDemanded = true
        var testDescription: String { name }
    }

    private static let suspended = OracleTests.truth { $0.isSuspended = true }
    private static let active = OracleTests.truth()

    static let carried = [
        Carried(name: "a delay that runs", days: [suspended], due: 1),
        Carried(name: "no delay", days: [active], due: nil),
        Carried(name: "a removal that was canceled", days: [suspended], decision: .cancelled, due: nil),
        Carried(name: "a removal that was postponed", days: [suspended], decision: .postponed(start + 5 * 86_400), due: 5),
        Carried(name: "a cause that only a run saw that was lied to", days: [suspended], lies: [0], due: 1, isDemanded: false),
        Carried(
            name: "a decision about a cause that may have ended", days: [suspended, active, suspended], lies: [1], decision: .cancelled, due: 1,
            isDemanded: false),
    ]

    @Test("What is known of somebody goes with them to another id, and nothing of it stays behind", arguments: carried)
    func carry(_ table: Carried) throws {
        var oracle = Oracle()
        for (day, truth) in table.days.enumerated() {
            oracle.observe(truth, rules: Self.rules, start: Self.start + Double(day) * 86_400, wasLiedTo: { _ in table.lies.contains(day) })
            if day == 0, let decision = table.decision { oracle.decisions = ["1": [.suspended: [.suspend: decision]]] }
        }
        let before = try #require(table.days.last)
        let after = Self.renamed(before)
        let due = table.due.map { Self.start + $0 * 86_400 }
        func expect(_ oracle: Oracle, _ id: String, _ truth: Truth, _ due: Date?) {
            #expect(oracle.due(.suspend, of: id, in: truth, rules: Self.rules) == due)
            #expect(oracle.due(.suspend, of: id, in: truth, rules: Self.rules, onlySeen: true) == (table.isDemanded ? due : nil))
        }
        expect(oracle, "1", before, due)
        #expect(oracle.due(.suspend, of: "uid-1", in: after, rules: Self.rules) == nil, "nobody is known by that id yet")
        oracle.carry(["1": "uid-1"])
        expect(oracle, "uid-1", after, due)
        #expect(oracle.due(.suspend, of: "1", in: before, rules: Self.rules) == nil, "whoever gets the old id is somebody else")
        #expect(oracle.began.keys.filter { $0 == "1" }.isEmpty && oracle.decisions["1"] == nil)
        // And back.
        oracle.carry(["uid-1": "1"])
        expect(oracle, "1", before, due)
    }

    @Test("Each of several people takes their own along; whose id stays keeps theirs")
    func carryMany() {
        var (oracle, truth) = (Oracle(), Self.suspended)
        for id in ["2", "3"] { truth.people[id] = TruePerson(id: id, email: "\(id)@corp.example") }
        oracle.observe(truth, rules: Self.rules, start: Self.start, wasLiedTo: { _ in false })
        oracle.decisions = ["2": [.appTurnedOff: [.suspend: .cancelled]]]
        oracle.carry(["1": "uid-1", "2": "uid-2"])
        #expect(oracle.began == ["uid-1": [.suspended: Self.start], "uid-2": [.appTurnedOff: Self.start], "3": [.appTurnedOff: Self.start]])
        #expect(oracle.decisions == ["uid-2": [.appTurnedOff: [.suspend: .cancelled]]])
    }

    // MARK: Settings that name something

    struct Named: Sendable, CustomTestStringConvertible {
        let name: String
        let rules: WorldRules
        /// What happens to the directory, in which a unit with the id "u1" is /Sales, and "outer" and "inner" are groups.
        var change: @Sendable (inout Truth) -> Void = { _ in }
        let isGone: Bool
        var testDescription: String { name }
    }

    private static func named(_ change: (inout WorldRules) -> Void) -> WorldRules { OracleTests.rules(change) }

    static let names = [
        Named(name: "nothing named", rules: named { _ in }, change: { $0 = Truth() }, isGone: false),
        Named(
            name: "everything there", rules: named { ($0.units, $0.accessGroups, $0.scopeGroups) = (["u1": true], ["outer"], ["inner"]) },
            isGone: false),
        Named(name: "a unit that is on", rules: named { $0.units = ["u1": true] }, change: { $0.units["u1"] = nil }, isGone: true),
        Named(name: "a unit that is off", rules: named { $0.units = ["/": true, "u1": false] }, change: { $0.units["u1"] = nil }, isGone: true),
        Named(name: "a unit that nothing is set at", rules: named { $0.units = ["/": true] }, change: { $0.units["u1"] = nil }, isGone: false),
        Named(name: "a unit that was renamed", rules: named { $0.units = ["u1": true] }, change: { $0.units["u1"] = "/Vertrieb" }, isGone: false),
        Named(
            name: "a unit made anew under the same path is another one", rules: named { $0.units = ["u1": true] },
            change: {
                $0.units["u1"] = nil
                $0.units["u2"] = "/Sales"
            }, isGone: true),
        Named(name: "an access group", rules: named { $0.accessGroups = ["outer"] }, change: { $0.groups["outer"] = nil }, isGone: true),
        Named(name: "a scope group", rules: named { $0.scopeGroups = ["outer"] }, change: { $0.groups["outer"] = nil }, isGone: true),
        Named(
            name: "one of several groups", rules: named { ($0.accessGroups, $0.scopeGroups) = (["outer"], ["inner", "all"]) },
            change: { $0.groups["inner"] = nil }, isGone: true),
        Named(
            name: "a group inside one that is named", rules: named { $0.scopeGroups = ["outer"] }, change: { $0.groups["inner"] = nil }, isGone: false
        ),
        Named(
            name: "a group that was renamed", rules: named { $0.scopeGroups = ["outer"] },
            change: {
                $0.groups["outer"]?.email = "else@corp.example"
                $0.groups["outer"]?.name = "Else"
            }, isGone: false),
        Named(
            name: "a group without members", rules: named { $0.scopeGroups = ["outer"] }, change: { $0.groups["outer"]?.members = [] }, isGone: false),
    ]

    @Test("Settings name something gone when an id that they name is no longer there", arguments: names)
    func gone(_ table: Named) {
        var truth = OracleTests.truth()
        truth.units["/Sales"] = nil
        truth.units["u1"] = "/Sales"
        table.change(&truth)
        #expect(table.rules.nameSomethingGone(in: truth) == table.isGone)
    }

    // MARK: Units as they were

    struct Moved: Sendable, CustomTestStringConvertible {
        let name: String
        /// Paths now, by id, where they are not those of before.
        var now: [String: String?] = [:]
        /// Where the person is now.
        let unit: String
        /// And where that would be with the units as they were.
        let before: String
        var testDescription: String { name }
    }

    /// The units as they were, by id.
    private static let tree = ["root": "/", "on": "/On", "off": "/Off", "team": "/On/Team", "inner": "/On/Team/Inner"]
    private static let movedTeam: [String: String?] = ["team": "/Off/Team", "inner": "/Off/Team/Inner"]

    static let moves = [
        Moved(name: "nothing moved", unit: "/On/Team", before: "/On/Team"),
        Moved(name: "a unit that moved", now: movedTeam, unit: "/Off/Team", before: "/On/Team"),
        Moved(name: "a unit below one that moved", now: movedTeam, unit: "/Off/Team/Inner", before: "/On/Team/Inner"),
        Moved(
            name: "a unit below a renamed one", now: ["on": "/An", "team": "/An/Team", "inner": "/An/Team/Inner"], unit: "/An/Team/Inner",
            before: "/On/Team/Inner"),
        Moved(name: "another unit, when one moved", now: movedTeam, unit: "/On", before: "/On"),
        Moved(name: "the root", now: movedTeam, unit: "/", before: "/"),
        Moved(
            name: "two that swapped their names", now: ["on": "/Off", "off": "/On", "team": "/Off/Team", "inner": "/Off/Team/Inner"], unit: "/On",
            before: "/Off"),
        Moved(
            name: "a new unit below one that moved counts as made there before", now: movedTeam.merging(["new": "/Off/Team/New"]) { $1 },
            unit: "/Off/Team/New",
            before: "/On/Team/New"),
        Moved(
            name: "a new unit at the top was nowhere else", now: movedTeam.merging(["new": "/New", "below": "/New/Below"]) { $1 }, unit: "/New/Below",
            before: "/New/Below"),
        Moved(name: "a unit that moved to the top", now: ["team": "/Team", "inner": "/Team/Inner"], unit: "/Team/Inner", before: "/On/Team/Inner"),
        Moved(
            name: "somebody whose unit was deleted is where they are", now: ["team": nil, "inner": nil], unit: "/Off", before: "/Off"),
    ]

    @Test("The same people in the same units, with the units where they were", arguments: moves)
    func earlierTree(_ table: Moved) {
        var truth = OracleTests.truth { $0.unit = table.unit }
        truth.units = Self.tree
        for (id, path) in table.now { truth.units[id] = path }
        let earlier = truth.with(units: Self.tree)
        #expect(earlier.people["1"]?.unit == table.before)
        #expect(Self.tree.allSatisfy { earlier.units[$0.key] == $0.value })
    }
}
