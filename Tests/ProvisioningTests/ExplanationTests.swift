import Directory
import Provisioning
import Testing

@testable import Wording

@Suite("Explanation: why a person is or is not provisioned", .timeLimit(.minutes(5)))
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
            (World.person("p"), false, "The next run will create the account", []), (World.person("p"), true, "Provisioned and up to date.", []),
            (World.person("p", status: .archived), false, "Not provisioned, and should not be.", ["Google account"]),
            (World.person("p", status: .suspended), true, "Should no longer be provisioned; the account is active.", ["Google account"]),
            (World.person("p", guest: true), false, "Not provisioned, and should not be.", ["Google account", "Scope"]),
            (World.person("p", given: nil), false, "Nothing can be done before the problem is fixed.", ["Mapping", "Problem"]),
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
        #expect(explanation.lines.filter(\.isObstacle).map(\.title) == ["User access", "Autoprovisioning"])
    }

    @Test(
        "every step of the way has a mark, and the first obstacle is what decides",
        arguments: [
            (World.person("p"), true, nil, ["yes", "yes", "yes", "yes", "yes"]),
            (World.person("p"), false, nil, ["yes", "yes", "yes", "yes", "no"]),
            (World.person("p", status: .archived), false, "Google account", ["no", "yes", "yes", "yes", "no"]),
            (World.person("p", given: nil), false, "Mapping", ["yes", "yes", "yes", "no", "no", "no"]),
        ] as [(Person, Bool, String?, [String])])
    func way(person: Person, isLinked: Bool, decides: String?, marks: [String]) throws {
        let explanation = try #require(Self.explain(person, link: isLinked))
        #expect(explanation.lines.map(\.mark.word) == marks, "\(explanation.lines)")
        #expect(explanation.decidingLine.map { explanation.lines[$0].title } == decides)
        #expect((explanation.decision == nil) == (decides == nil))
    }

    @Test("where the app is off the scope is not asked; somebody who was suspended waits for the delay")
    func marksOnTheWay() throws {
        let off = World.configuration(access: UserAccess(organizationalUnits: ["/": .off]))
        let excluded = try #require(Self.explain(World.person("p"), configuration: off))
        #expect(excluded.lines.first { $0.title == "Scope" }?.mark == .notAsked)
        #expect(excluded.decision?.hasPrefix("Decided by User access: the app is off at /") == true)
        let suspended = try #require(Self.explain(World.person("p", status: .suspended), link: true))
        #expect(suspended.lines.last?.title == "Pending" && suspended.lines.last?.mark == .waits)
    }

    @Test("nobody knows the id: no explanation")
    func unknown() {
        let input = PlanInput(configuration: World.configuration(), targets: World.targets, snapshot: World.snapshot([]), now: World.now)
        #expect(Explanation(personID: "x", input: input, plan: Planner.plan(input)) == nil)
    }
}
