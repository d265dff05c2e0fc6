import Directory
import Provisioning
import Testing

@Suite("Newcomers: whom a run looks up in the app", .timeLimit(.minutes(1)))
struct NewcomersTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let people: [Person]
        var linked: [Person] = []
        var inactive: [Person] = []
        var access = UserAccess(organizationalUnits: ["/": .on, "/Off": .off])
        let newcomers: [String]

        init(
            _ name: String, _ people: [Person], linked: [Person] = [], inactive: [Person] = [], newcomers: [String]
        ) {
            (testDescription, self.people, self.linked, self.inactive, self.newcomers) = (name, people, linked, inactive, newcomers)
        }

        var input: PlanInput {
            let links = linked.map { World.link($0) } + inactive.map { World.link($0, isActive: false) }
            return PlanInput(
                configuration: World.configuration(access: access), targets: World.targets, snapshot: World.snapshot(people),
                ledger: LedgerState(links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) })), now: World.now)
        }
    }

    private static let (ada, bo, cy) = (World.person("ada"), World.person("bo"), World.person("cy"))

    static let cases = [
        Case("nobody in the directory", [], newcomers: []),
        Case("everybody has an account", [ada, bo], linked: [ada, bo], newcomers: []),
        Case("in the order of addresses, not of the directory", [cy, ada, bo], linked: [bo], newcomers: ["ada", "cy"]),
        Case("a suspended account is an account", [ada, bo], inactive: [ada], newcomers: ["bo"]),
        Case(
            "only entitled people",
            [
                World.person("off", unit: "/Off"), World.person("guest", guest: true), World.person("gone", status: .suspended),
                World.person("kept", status: .archived), ada,
            ], newcomers: ["ada"]),
        Case("not without the mandatory values", [World.person("ada", family: nil), bo], newcomers: ["bo"]),
        Case(
            "of two with one address the first in the directory",
            [World.person("z", email: "one@corp.example"), World.person("a", email: "One@corp.example")],
            newcomers: ["z"]),
        Case(
            "nobody takes the address of somebody with an account", [World.person("new", email: "ADA@corp.example"), ada, bo], linked: [ada],
            newcomers: ["bo"]),
        Case(
            "nor the address that somebody with an account is to get",
            [World.person("new", email: "next@corp.example"), World.person("ada", email: "next@corp.example")],
            linked: [ada], newcomers: []),
        Case(
            "an address that its holder gives up is free",
            [World.person("new", email: "ada@corp.example"), World.person("ada", email: "next@corp.example")],
            linked: [ada], newcomers: ["new"]),
        Case(
            "the app is off for the holder of the address, so a newcomer may ask for it",
            [World.person("new", email: "ada@corp.example"), World.person("ada", unit: "/Off")], linked: [ada], newcomers: ["new"]),
        Case(
            "the holder of the address has too few values to claim it",
            [World.person("new", email: "ada@corp.example"), World.person("ada", given: nil)], linked: [ada], newcomers: ["new"]),
    ]

    @Test("are entitled, have no account and claim a user name that nobody with an account has", arguments: cases)
    func newcomers(_ row: Case) {
        #expect(Planner.newcomers(row.input).map(\.personID) == row.newcomers)
    }

    @Test("are those for whom a plan that knows no account would make one", arguments: cases)
    func agreesWithThePlan(_ row: Case) {
        let creations = Planner.plan(row.input).wanted.filter { $0.kind == .create }
        #expect(Planner.newcomers(row.input) == creations)
    }

    @Test("count a moved unit where it was, until its move counts", arguments: [nil, .released, .rejected] as [HeldDecision.Verdict?])
    func movedUnit(_ verdict: HeldDecision.Verdict?) {
        let input = UnitMoveTests.input(
            UnitMoveTests.crossed, [UnitMoveTests.newcomer, UnitMoveTests.late], links: [], verdict: verdict)
        #expect(Planner.newcomers(input) == Planner.plan(input).wanted.filter { $0.kind == .create })
        #expect(Planner.newcomers(input).map(\.personID) == (verdict == .released ? ["late"] : verdict == .rejected ? ["newcomer"] : []))
    }

    @Test("are looked up although a safeguard will hold their accounts or the last try failed")
    func heldAndFailed() {
        var input = Case("", [Self.bo, Self.ada], newcomers: []).input
        input.configuration.safeguards = Safeguards(limits: [.create: .init(number: 0, percent: 0)])
        input.ledger.failures["ada"] = FailedAttempts(
            kind: .create, after: World.values(of: Self.ada), count: 1, last: World.now, detail: .written(code: "refused", sentence: "Refused."))
        let plan = Planner.plan(input)
        #expect(plan.held.map(\.personID) == ["bo"] && plan.waiting.map(\.entry.personID) == ["ada"])
        #expect(Planner.newcomers(input).map(\.personID) == ["ada", "bo"])
    }
}
