import Directory
import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("Safeguards: the larger of number and share is let through", .timeLimit(.minutes(5)))
struct SafeguardTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let planned: Int
        var recent = 0
        let linked: Int
        let isHeld: Bool
        var testDescription: String { "\(planned) planned, \(recent) recent, \(linked) linked → \(isHeld ? "held" : "let through")" }
    }

    static let rows: [Row] = [
        Row(planned: 10, linked: 20, isHeld: false), Row(planned: 11, linked: 20, isHeld: true), Row(planned: 50, linked: 1_000, isHeld: false),
        Row(planned: 51, linked: 1_000, isHeld: true), Row(planned: 30, recent: 20, linked: 1_000, isHeld: false),
        Row(planned: 31, recent: 20, linked: 1_000, isHeld: true), Row(planned: 0, recent: 900, linked: 1_000, isHeld: false),
    ]

    @Test(
        "a hold says how the limit is passed",
        arguments: [
            (3, 0, 5, "3 deletions are held: with 5 in the last 21 days they exceed the limit of 5. Release or reject them."),
            (1, 0, 5, "1 deletion is held: with 5 in the last 21 days it exceeds the limit of 5. Release or reject it."),
            (9, 0, 0, "9 deletions are held: more than the limit of 5. Release or reject them."),
            (
                3, 4, 1,
                "3 deletions are held: with 1 in the last 21 days and 4 more who are missing from the directory they exceed the limit of 5. Release or reject them."
            ),
        ])
    func sentence(planned: Int, unconfirmed: Int, recent: Int, words: String) {
        #expect(SafeguardHold(kind: .delete, planned: planned, unconfirmed: unconfirmed, recent: recent, allowance: 5).sentence == words)
    }

    @Test("suspend: 10 or 5 %", arguments: rows)
    func limits(row: Row) {
        let holds = Safeguards().exceeded(planned: [.suspend: row.planned], recent: [.suspend: row.recent], linkedAccounts: row.linked)
        #expect((holds[.suspend] != nil) == row.isHeld)
    }

    @Test("a mass disappearance counts whole, however few of it were asked about in this run", arguments: [0, 2, 3, 40])
    func unconfirmed(more: Int) {
        let links = (0..<3 + more).map { World.link(World.person("p\($0 + 10)")) }
        let asked = Set(links.prefix(3).map(\.personID))
        var input = PlanInput(
            configuration: World.configuration(
                policy: .init(deleted: .init(hardDelete: .within24Hours)), safeguards: .init(limits: [.delete: .init(number: 5, percent: 0)])),
            targets: World.targets, snapshot: World.snapshot([World.person("stays")]),
            ledger: LedgerState(links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) })), confirmedAbsent: asked, now: World.now)
        input.unconfirmedAbsent = Set(links.dropFirst(3).map(\.personID))
        let plan = Planner.plan(input)
        let isHeld = more > 2
        let deletions: [PlanEntry] = plan.entries.filter { $0.kind == .delete }
        #expect(deletions.count == (isHeld ? 0 : 3))
        #expect(plan.held.count == (isHeld ? 3 : 0))
        let unconfirmed: Int = plan.holds[.delete]?.unconfirmed ?? 0
        #expect(unconfirmed == (isHeld ? more : 0))
        #expect(!plan.timerChanges.contains { if case .start(let id, _) = $0 { !asked.contains(id) } else { false } }, "nothing begins unasked")
        if let hold = plan.holds[.delete] {
            #expect(hold.sentence.contains("with \(more) more who are missing from the directory"))
            let effect: String = plan.effect(of: .release, on: Array(plan.held.prefix(1))).sentences.joined()
            #expect(effect.contains("The other 2 stay held.") == (more > 3))
        }
    }

    @Test("a held kind waits, everything else proceeds, and a release lets it through")
    func holdAndRelease() {
        let people = (0..<12).map { World.person("p\($0)", status: .suspended) }
        let configuration = World.configuration(
            policy: .init(suspended: .init(suspend: .within24Hours)), safeguards: .init(limits: [.suspend: .init(number: 3, percent: 0)]))
        let links = people.map { World.link(World.person($0.id)) }
        let held = World.plan(people + [World.person("new")], configuration: configuration, links: links)
        #expect(held.entries.map(\.kind) == [.create])
        #expect(held.held.count == 12)
        #expect(held.holds[.suspend]?.sentence == "12 suspensions are held: more than the limit of 3. Release or reject them.")
        let released = World.plan(people, configuration: configuration, links: links, released: [.suspend])
        #expect(released.entries.count == 12)
        #expect(released.holds.isEmpty)
    }
}
