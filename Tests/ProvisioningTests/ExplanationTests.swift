import Directory
import Provisioning
import Testing

@Suite("Explanation: why a person is or is not provisioned")
struct ExplanationTests {
    static func explain(
        _ person: Person, link: Bool = false,
        configuration: Configuration = World.configuration(policy: .init(suspended: .init(suspend: .after7Days)))
    ) -> Explanation? {
        let input = PlanInput(
            configuration: configuration, targets: World.targets, snapshot: World.snapshot([person]),
            ledger: LedgerState(links: link ? [person.id: World.link(person)] : [:]), now: World.now)
        return Explanation(personID: person.id, input: input, plan: Planner.plan(input))
    }

    @Test(
        "the answer and what stands in the way",
        arguments: [
            (World.person("p"), false, "The next run will create the account", []), (World.person("p"), true, "Provisioned and in step.", []),
            (World.person("p", status: .archived), false, "Not provisioned, and not to be.", ["Google"]),
            (World.person("p", status: .suspended), true, "Not entitled any more; the account is still active.", ["Google"]),
            (World.person("p", guest: true), false, "Not provisioned, and not to be.", ["Google", "Scope"]),
            (World.person("p", given: nil), false, "Nothing can be done before the problem is mended.", ["Mapping", "Problem"]),
        ] as [(Person, Bool, String, [String])])
    func answers(person: Person, isLinked: Bool, answer: String, obstacles: [String]) throws {
        let explanation = try #require(Self.explain(person, link: isLinked))
        #expect(explanation.answer.hasPrefix(answer), "\(explanation.answer)")
        #expect(explanation.lines.filter(\.isObstacle).map(\.title) == obstacles)
    }

    @Test("the unit that says so is named, and a switch that is off stands in the way")
    func appOff() throws {
        var configuration = World.configuration(access: UserAccess(organizationalUnits: ["/": .on, "/Sales": .off]))
        configuration.autoprovisioning.isOn = false
        let explanation = try #require(Self.explain(World.person("p", unit: "/Sales/West"), configuration: configuration))
        #expect(explanation.lines.first { $0.title == "User access" }?.text == "the app is off at /Sales/West (inherited from /Sales)")
        #expect(explanation.lines.filter(\.isObstacle).map(\.title) == ["User access", "Switch"])
    }

    @Test("nobody knows the id: no explanation")
    func unknown() {
        let input = PlanInput(configuration: World.configuration(), targets: World.targets, snapshot: World.snapshot([]), now: World.now)
        #expect(Explanation(personID: "x", input: input, plan: Planner.plan(input)) == nil)
    }
}
