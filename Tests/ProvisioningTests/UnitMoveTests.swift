import Directory
import Foundation
import Testing

@testable import Provisioning
@testable import Wording

@Suite("Moved units: what a move alone would give or take away is one decision", .timeLimit(.minutes(1)))
struct UnitMoveTests {
    static let unit = UnitResolutionTests.unit
    static let root = UnitResolutionTests.root

    /// On at /On, off at /Off; the unit /On/Team, the unit /Off/Late, and /Own, which has a setting of its own.
    static let access = UserAccess(organizationalUnits: [
        UnitAccess(id: "on", path: "/On", access: .on), UnitAccess(id: "off", path: "/Off", access: .off),
        UnitAccess(id: "own", path: "/Off/Own", access: .on),
    ])
    static let remembered = RememberedUnits(units: [
        "root": .init(path: "/", parentID: nil), "on": .init(path: "/On", parentID: "root"), "off": .init(path: "/Off", parentID: "root"),
        "team": .init(path: "/On/Team", parentID: "on"), "inner": .init(path: "/On/Team/Inner", parentID: "team"),
        "late": .init(path: "/Off/Late", parentID: "off"), "own": .init(path: "/Off/Own", parentID: "off"),
    ])
    static let before = [
        root, unit("on", "/On"), unit("off", "/Off"), unit("team", "/On/Team"), unit("inner", "/On/Team/Inner"), unit("late", "/Off/Late"),
        unit("own", "/Off/Own"),
    ]

    /// The tree with other paths, by id.
    static func tree(_ paths: [String: String]) -> [OrganizationalUnit] { before.map { unit($0.id, paths[$0.id] ?? $0.path) } }

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let paths: [String: String]
        /// `path setting` of what changes once the moves count.
        let open: [String]
        var testDescription: String { name }
    }

    static let rows: [Row] = [
        Row(name: "nothing moved", paths: [:], open: []),
        Row(name: "a unit with a setting of its own, renamed", paths: ["on": "/New", "team": "/New/Team", "inner": "/New/Team/Inner"], open: []),
        Row(
            name: "a unit with a setting of its own, moved with the units below it",
            paths: ["on": "/Off/On", "team": "/Off/On/Team", "inner": "/Off/On/Team/Inner"], open: []),
        Row(
            name: "below a unit that is off, with a unit below it", paths: ["team": "/Off/Team", "inner": "/Off/Team/Inner"],
            open: ["/Off/Team off", "/Off/Team/Inner off"]),
        Row(name: "below a unit that is on", paths: ["late": "/On/Late"], open: ["/On/Late on"]),
        Row(name: "below another unit that is on", paths: ["team": "/Off/Own/Team", "inner": "/Off/Own/Team/Inner"], open: []),
        Row(name: "to where nothing is set", paths: ["team": "/Team", "inner": "/Team/Inner"], open: ["/Team off", "/Team/Inner off"]),
        Row(name: "moved and renamed at once", paths: ["late": "/On/Early"], open: ["/On/Early on"]),
        Row(
            name: "two that swapped their places", paths: ["team": "/Off/Late", "inner": "/Off/Late/Inner", "late": "/On/Team"],
            open: ["/Off/Late off", "/Off/Late/Inner off", "/On/Team on"]),
    ]

    @Test("Which units would change, and which keep what they have", arguments: rows)
    func open(row: Row) {
        let access = UnitResolution(Self.access, units: Self.tree(row.paths), isListed: true).access
        let moves = UnitMoves(access, units: Self.tree(row.paths), remembered: Self.remembered, releasesAll: false)
        #expect(moves.open.map { "\($0.key) \($0.value.after.setting)" }.sorted() == row.open)
        #expect(moves.released.isEmpty)
        let released = UnitMoves(access, units: Self.tree(row.paths), remembered: Self.remembered, releasesAll: true)
        #expect(released.open.isEmpty && released.inForce.isEmpty)
        #expect(released.released.sorted() == row.open.map { String($0.prefix { $0 != " " }) })
    }

    @Test("A unit that was made after the move inherits as the unit above it does; a first run has nothing to compare with")
    func newUnit() {
        let units = Self.tree(["team": "/Off/Team", "inner": "/Off/Team/Inner"]) + [Self.unit("new", "/Off/Team/New")]
        #expect(UnitMoves(Self.access, units: units, remembered: Self.remembered, releasesAll: false).open.keys.contains("/Off/Team/New"))
        #expect(UnitMoves(Self.access, units: units, remembered: RememberedUnits(), releasesAll: false).open.isEmpty)
    }

    @Test("Moved out of a unit that was deleted afterwards: what was in force there still is, until it is decided")
    func deletedAbove() {
        var remembered = Self.remembered
        remembered.units["middle"] = .init(path: "/On/Middle", parentID: "on")
        remembered.units["team"] = .init(path: "/On/Middle/Team", parentID: "middle")
        let moves = UnitMoves(Self.access, units: Self.tree(["team": "/Off/Team"]), remembered: remembered, releasesAll: false)
        #expect(moves.inForce["/Off/Team"]?.setting == .on)
        #expect(moves.open["/Off/Team"]?.after.setting == .off)
    }

    // MARK: In the plan

    static func input(_ paths: [String: String], _ people: [Person], links: [AccountLink], verdict: HeldDecision.Verdict? = nil) -> PlanInput {
        var configuration = World.configuration(
            access: UnitResolution(access, units: tree(paths), isListed: true).access, policy: .init(appTurnedOff: .init(suspend: .within24Hours)),
            safeguards: Safeguards(limits: [.suspend: .init(number: 0, percent: 0), .create: .init(number: 0, percent: 0)]))
        configuration.safeguards = Safeguards(limits: [.suspend: .init(number: 0, percent: 0), .create: .init(number: 0, percent: 0)])
        var snapshot = World.snapshot(people)
        (snapshot.organizationalUnits, snapshot.listsUnits) = (tree(paths), true)
        var state = LedgerState(links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) }))
        state.units = remembered
        let parents = UnitParents(tree(paths))
        for id in state.units.units.keys where verdict != nil && state.units.units[id]?.acceptedParentID != parents[id] {
            state.units.units[id]?.verdict = verdict
            state.units.units[id]?.decidedParentID = parents[id]
        }
        return PlanInput(configuration: configuration, targets: World.targets, snapshot: snapshot, ledger: state, now: World.now)
    }

    static let member = World.person("member", unit: "/Off/Team")
    static let newcomer = World.person("newcomer", unit: "/Off/Team")
    static let late = World.person("late", unit: "/On/Late")
    static let crossed = ["team": "/Off/Team", "inner": "/Off/Team/Inner", "late": "/On/Late"]

    @Test("Somebody who was restored in Google while the unit's move waits: the delay that began with the deletion ends, and one for access goes on")
    func restoredWhileHeld() {
        var link = World.link(Self.late)
        link.isActive = false
        var input = Self.input(Self.crossed, [Self.late], links: [link])
        input.ledger.timers = [
            "late": [.init(cause: .deleted, firstSeen: World.now - 86_400), .init(cause: .appTurnedOff, firstSeen: World.now - 3_600)]
        ]
        let plan = Planner.plan(input)
        #expect(plan.entries.isEmpty && plan.unitHold != nil)
        #expect(plan.timerChanges == [.cancel(personID: "late", .deleted)])
    }

    @Test(
        "The delay for access of somebody suspended in Google acts where the app is off before and after a move; it waits with a move that would turn the app on",
        arguments: [("late", "/On/Late", false, false), ("member", "/Off/Team", false, true), ("stays", "/Off", true, false)])
    func suspendedInGoogle(id: String, unit: String, acts: Bool, ends: Bool) {
        let person = World.person(id, unit: unit, status: .suspended)
        var input = Self.input(Self.crossed, [person], links: [World.link(person)])
        input.configuration.autoprovisioning.deprovisioning = .init(
            appTurnedOff: .init(hardDelete: .after1Day), suspended: .init(hardDelete: .after7Days))
        input.ledger.timers = [id: [.init(cause: .appTurnedOff, firstSeen: World.now - 2 * 86_400)]]
        let plan = Planner.plan(input)
        #expect(plan.entries.map(\.kind) == (acts ? [.delete] : []))
        #expect(plan.timerChanges.contains(.cancel(personID: id, .appTurnedOff)) == ends)
    }

    @Test("A suspended account is one to lose too: its person, active again, waits for the decision, and no deletion comes nearer meanwhile")
    func suspendedAccount() {
        var link = World.link(Self.member)
        link.isActive = false
        var input = Self.input(Self.crossed, [Self.member], links: [link])
        input.configuration.autoprovisioning.deprovisioning = .init(appTurnedOff: .init(hardDelete: .after1Day))
        let plan = Planner.plan(input)
        #expect(plan.entries.isEmpty && plan.timerChanges.isEmpty && plan.pending.isEmpty)
        #expect(plan.unitHold?.effects.map { "\($0.personID) \($0.isGain)" } == ["member false"])
    }

    @Test("Held: nobody is suspended, nobody gets an account, and the decision names both units with their old and new paths")
    func held() throws {
        let plan = Planner.plan(Self.input(Self.crossed, [Self.member, Self.newcomer, Self.late], links: [World.link(Self.member)]))
        #expect(plan.entries.isEmpty && plan.held.isEmpty && plan.pending.isEmpty && plan.timerChanges.isEmpty)
        let hold = try #require(plan.unitHold)
        #expect(hold.effects.map { "\($0.personID) \($0.isGain)" } == ["late true", "member false"])
        #expect(hold.sentence.contains("/On/Team to /Off/Team, /Off/Late to /On/Late"))
        #expect(hold.sentence.contains("1 person would lose an account and 1 person would get an account"))
        #expect(plan.excluded.map(\.personID) == ["newcomer"])
        let explanation = try #require(
            Explanation(
                personID: "late", input: Self.input(Self.crossed, [Self.late], links: []),
                plan: Planner.plan(Self.input(Self.crossed, [Self.late], links: []))))
        #expect(explanation.answer.contains("would get an account: unit /Off/Late, now /On/Late"))
        #expect(explanation.decision?.hasPrefix("Decided by Unit moved:") == true)
    }

    @Test("Released: one release is enough, no limit holds it again")
    func released() {
        let plan = Planner.plan(
            Self.input(Self.crossed, [Self.member, Self.newcomer, Self.late], links: [World.link(Self.member)], verdict: .released))
        #expect(plan.unitHold == nil && plan.held.isEmpty)
        #expect(plan.entries.map { "\($0.kind) \($0.personID)" } == ["suspend member", "create late"])
    }

    @Test("Rejected: the units inherit from where they were, also for people who come later")
    func rejected() {
        let plan = Planner.plan(
            Self.input(Self.crossed, [Self.member, Self.newcomer, Self.late], links: [World.link(Self.member)], verdict: .rejected))
        #expect(plan.unitHold == nil)
        #expect(plan.held.map { "\($0.kind) \($0.personID)" } == ["create newcomer"])
        #expect(plan.rejectedUnitMoves.map(\.id).sorted() == ["late", "team"])
    }

    @Test("A person's own move is no move of a unit: the limits judge it")
    func ownMove() {
        let plan = Planner.plan(Self.input([:], [World.person("member", unit: "/Off/Late")], links: [World.link(Self.member)]))
        #expect(plan.unitHold == nil && plan.held.map(\.kind) == [.suspend])
    }

    @Test("A decision is about one place: moved on, the unit is asked about again")
    func movedOn() {
        var input = Self.input(["late": "/On/Late"], [Self.late], links: [], verdict: .rejected)
        #expect(Planner.plan(input).unitHold == nil)
        input.snapshot.organizationalUnits = Self.tree(["late": "/Off/Own/Late"])
        input.snapshot.people[0].organizationalUnitPath = "/Off/Own/Late"
        #expect(Planner.plan(input).unitHold?.gains == 1)
    }

    @Test("While a move that would give access back waits for its decision, nothing is taken away")
    func nothingTaken() {
        var input = Self.input(["late": "/On/Late"], [Self.late], links: [World.link(Self.late)])
        input.ledger.timers = ["late": [DeprovisioningTimer(cause: .appTurnedOff, firstSeen: World.now - days(3))]]
        let plan = Planner.plan(input)
        #expect(plan.entries.isEmpty && plan.held.isEmpty && plan.timerChanges.isEmpty && plan.unitHold?.gains == 1)
    }
}
