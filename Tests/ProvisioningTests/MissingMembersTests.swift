import Directory
import Foundation
import Provisioning
import Testing

@Suite("People whom only a group's list of members leaves out are asked about", .timeLimit(.minutes(1)))
struct MissingMembersTests {
    private static let policy = DeprovisioningPolicy(appTurnedOff: .init(suspend: .after7Days))

    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var isLinked = true
        var isMember = false
        var status = Person.Status.active
        var unit = "/"
        /// Days since a run saw that the person is no longer entitled.
        var seen: Double?
        var rejected = false
        let isAsked: Bool
    }

    static let rows = [
        Row(testDescription: "when the delay would begin", isAsked: true),
        Row(testDescription: "not while it runs", seen: 3, isAsked: false),
        Row(testDescription: "once more when it has passed", seen: 7, isAsked: true),
        Row(testDescription: "not when an administrator rejected what would be done", seen: 7, rejected: true, isAsked: false),
        Row(testDescription: "nobody without an account", isLinked: false, isAsked: false),
        Row(testDescription: "nobody whom the list has", isMember: true, isAsked: false),
        Row(testDescription: "nobody whom something else leaves out: suspended", status: .suspended, isAsked: false),
        Row(testDescription: "nobody whom something else leaves out: the app is off at the unit", unit: "/Off", isAsked: false),
    ]

    private static func missing(_ row: Row) -> MissingMembers {
        let person = World.person("p", unit: row.unit, status: row.status)
        let configuration = World.configuration(
            access: UserAccess(organizationalUnits: ["/": .on, "/Off": .off]), scope: ProvisioningScope(groups: [World.reference("g")]),
            policy: policy)
        let state = LedgerState(
            links: row.isLinked ? ["p": World.link(person)] : [:],
            timers: row.seen.map { ["p": [DeprovisioningTimer(cause: .appTurnedOff, firstSeen: World.now - days($0))]] } ?? [:],
            heldDecisions: row.rejected ? ["p": [HeldDecision(kind: .suspend, fingerprint: "x", verdict: .rejected, made: World.now)]] : [:])
        let members = row.isMember ? [GroupMember(id: "p", kind: .user)] : []
        return MissingMembers(
            configuration, ledger: state, snapshot: World.snapshot([person], groups: ["g": members]), valueTools: NoValueTools(), now: World.now)
    }

    @Test("Who is asked about, and by which groups", arguments: rows)
    func members(_ row: Row) {
        let members = Self.missing(row).members
        #expect(members.map(\.person.id) == (row.isAsked ? ["p"] : []))
        #expect(members.flatMap(\.groups).map(\.id) == (row.isAsked ? ["g"] : []))
    }

    @Test("Of very many an even sample is asked about", arguments: [(0, 0), (1, 1), (50, 50), (51, 26), (100, 50), (1_000, 50)])
    func sample(people: Int, asked: Int) {
        let persons = (0..<people).map { World.person("p\($0)") }
        let missing = MissingMembers(
            World.configuration(scope: ProvisioningScope(groups: [World.reference("g")]), policy: Self.policy),
            ledger: LedgerState(links: Dictionary(uniqueKeysWithValues: persons.map { ($0.id, World.link($0)) })),
            snapshot: World.snapshot(persons, groups: ["g": []]), valueTools: NoValueTools(), now: World.now)
        #expect(missing.members.count == people)
        #expect(missing.sample(limit: 50).count == asked)
        #expect(missing.sample(limit: 50).first?.person.id == persons.first?.id)
    }

    @Test(
        "A list is incomplete when it leaves out a member; a member through a nested group only where those count",
        arguments: [(true, true, true), (true, false, false), (false, true, false), (nil, true, false)] as [(Bool?, Bool, Bool)])
    func contradicts(isMember: Bool?, nested: Bool, contradicts: Bool) {
        #expect(MissingMembers.contradicts(isMember: isMember, scope: ProvisioningScope(includesNestedMembers: nested)) == contradicts)
    }
}
