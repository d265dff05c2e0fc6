import Directory
import Foundation
import Provisioning
import Testing

@Suite("Failures: each person waits longer, nobody waits for another", .timeLimit(.minutes(5)))
struct FailedAttemptsTests {
    static let person = World.person("p")

    static func plan(
        count: Int, ago: TimeInterval, person: Person = person, code: String = "refused", kind: ActionKind = .create, links: [AccountLink] = []
    ) -> Plan {
        let attempts = FailedAttempts(
            kind: kind, after: World.values(of: Self.person), count: count, last: World.now - ago,
            detail: .written(code: code, sentence: "RingCentral refused the values."))
        return World.plan([person, World.person("other")], links: links, failures: ["p": attempts])
    }

    @Test(
        "after the n-th failure: 2ⁿ quarters of an hour, at most a day, and never a second early",
        arguments: [(1, 0.5), (2, 1), (3, 2), (4, 4), (5, 8), (6, 16), (7, 24), (16, 24)] as [(Int, Double)])
    func delay(count: Int, hours: Double) {
        let early = Self.plan(count: count, ago: hours * 3_600 - 1)
        #expect(early.waiting.map(\.nextTry) == [World.now + 1])
        #expect(early.entries.map(\.personID) == ["other"])
        #expect(Self.plan(count: count, ago: hours * 3_600).waiting.isEmpty)
        #expect(Self.plan(count: count, ago: hours * 3_600).entries.count == 2)
    }

    @Test("other values, another action, a cause of the whole kind, or a clock that was set back: tried at once", arguments: 0..<4)
    func atOnce(variant: Int) {
        let plan =
            switch variant {
            case 0: Self.plan(count: 5, ago: 60, person: World.person("p", title: "Director"))
            case 1: Self.plan(count: 5, ago: 60, kind: .update)
            case 2: Self.plan(count: 5, ago: 60, code: "licences-exhausted")
            default: Self.plan(count: 5, ago: -days(300))
            }
        #expect(plan.waiting.isEmpty)
        #expect(plan.entries.count == 2)
    }

    @Test("who waits does not count towards a limit")
    func limit() {
        let suspended = ["a", "b"].map { World.person($0, status: .suspended) }
        let links = ["a", "b"].map { World.link(World.person($0)) }
        let attempts = FailedAttempts(
            kind: .suspend, after: links[0].values, count: 1, last: World.now - 60, detail: .written(code: "refused", sentence: "No."))
        let plan = World.plan(
            suspended,
            configuration: World.configuration(
                policy: .init(suspended: .init(suspend: .within24Hours)), safeguards: .init(limits: [.suspend: .init(number: 1, percent: 0)])),
            links: links, failures: ["a": attempts])
        #expect(plan.entries.map(\.personID) == ["b"])
        #expect(plan.waiting.map(\.entry.personID) == ["a"])
        #expect(plan.held.isEmpty)
    }
}
