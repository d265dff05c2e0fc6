import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Held actions: released or rejected, singly or together", .timeLimit(.minutes(5)))
struct HeldTests {
    static let people = (0..<12).map { World.person("p\(String(format: "%02d", $0))", status: .suspended) }
    static let links = people.map { World.link(World.person($0.id)) }
    static let configuration = World.configuration(
        policy: .init(suspended: .init(suspend: .within24Hours)), safeguards: .init(limits: [.suspend: .init(number: 3, percent: 0)]))

    static func plan(
        _ decisions: [String: HeldDecision] = [:], people: [Person] = people, recent: Int = 0, released: Set<ActionKind> = [], now: Date = World.now
    ) -> Plan {
        World.plan(
            people, configuration: configuration, links: links, recent: [.suspend: recent], released: released, now: now,
            heldDecisions: decisions.mapValues { [$0] })
    }

    /// Decisions about the first people of the list, as somebody takes them looking at the first plan.
    static func decisions(released: Int = 0, rejected: Int = 0) -> [String: HeldDecision] {
        let held = plan().held
        let pairs =
            held.prefix(released).map { ($0.personID, HeldDecision(.released, about: $0, made: World.now)) }
            + held.dropFirst(released).prefix(rejected).map { ($0.personID, HeldDecision(.rejected, about: $0, made: World.now)) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var released = 0
        var rejected = 0
        var recent = 0
        let done: Int
        let held: Int
        var testDescription: String {
            "\(released) released, \(rejected) rejected, \(recent) recent of 12 with a limit of 3 → \(done) done, \(held) held"
        }
    }

    static let rows: [Row] = [
        Row(done: 0, held: 12), Row(released: 1, done: 1, held: 11), Row(released: 8, done: 8, held: 4), Row(released: 9, done: 12, held: 0),
        Row(released: 9, recent: 1, done: 9, held: 3), Row(released: 12, recent: 900, done: 12, held: 0), Row(rejected: 1, done: 0, held: 11),
        Row(rejected: 9, done: 0, held: 3), Row(rejected: 12, done: 0, held: 0), Row(released: 2, rejected: 7, done: 2, held: 3),
        Row(released: 2, rejected: 10, done: 2, held: 0), Row(released: 2, rejected: 7, recent: 1, done: 2, held: 3),
    ]

    @Test(
        "what is released is done although its kind is held and does not count towards the limit; what is rejected is not done and counts like the deed",
        arguments: rows)
    func judged(row: Row) {
        let plan = Self.plan(Self.decisions(released: row.released, rejected: row.rejected), recent: row.recent)
        #expect(plan.entries.count == row.done)
        #expect(plan.held.count == row.held)
        #expect(plan.rejected.count == row.rejected)
        #expect(plan.releasedEntries.count == row.released)
        #expect(plan.lapsedDecisions.isEmpty)
        #expect(plan == Self.plan(Self.decisions(released: row.released, rejected: row.rejected), recent: row.recent))
    }

    @Test("the effect that is foretold is what the next plan does", arguments: rows.filter { ($0.released > 0) != ($0.rejected > 0) })
    func effect(row: Row) {
        let before = Self.plan(recent: row.recent)
        let chosen = Array(before.held.prefix(max(row.released, row.rejected)))
        let rest = 12 - chosen.count
        let words = before.effect(of: row.released > 0 ? .release : .reject, on: chosen).sentences.joined()
        #expect(words.contains("The other \(rest) stay held.") == (row.held > 0))
        #expect(words.contains("so the next run does them too") == (row.held == 0 && rest > 0))
    }

    @Test("taking one of many rejections back does not let it through: the others are still the same mass, for as long as the limits look back")
    func oneTakenBack() {
        var decisions = Self.decisions(rejected: 12)
        decisions["p00"] = nil
        #expect(Self.plan(decisions).held.map(\.personID) == ["p00"])
        #expect(Self.plan(decisions).entries.isEmpty)
        let later = World.now + Safeguards.rollingWindow + 1
        #expect(Self.plan(decisions, now: later).entries.map(\.personID) == ["p00"])
    }

    @Test("a rejected update does not hold those of others: nothing is taken away by it")
    func rejectedUpdates() {
        let people = (0..<3).map { World.person("p\($0)", title: "Director") }
        let links = people.map { World.link(World.person($0.id, title: "Engineer")) }
        let configuration = World.configuration(safeguards: .init(limits: [.update: .init(number: 1, percent: 0)]))
        let held = World.plan(people, configuration: configuration, links: links).held
        #expect(held.count == 3)
        let decisions = Dictionary(uniqueKeysWithValues: held.prefix(2).map { ($0.personID, [HeldDecision(.rejected, about: $0, made: World.now)]) })
        #expect(World.plan(people, configuration: configuration, links: links, heldDecisions: decisions).entries.map(\.personID) == ["p2"])
    }

    @Test("whoever rejects a suspension is told of the hard delete that is canceled with it")
    func followingDeletion() {
        let people = (0..<3).map { World.person("p\($0)", status: .suspended) }
        let plan = World.plan(
            people,
            configuration: World.configuration(
                policy: .init(suspended: .init(suspend: .within24Hours, hardDelete: .after7Days)),
                safeguards: .init(limits: [.suspend: .init(number: 0, percent: 0)])), links: people.map { World.link($0) })
        #expect(plan.held.count == 3)
        #expect(plan.following(plan.held).map(\.personID) == ["p0", "p1", "p2"])
        #expect(plan.effect(of: .reject, on: [plan.held[0]]).sentences.last == "The hard delete that would follow is canceled.")
        #expect(plan.effect(of: .reject, on: plan.held).sentences.last == "The 3 hard deletes that would follow are canceled.")
        #expect(plan.effect(of: .release, on: [plan.held[0]]).sentences.last?.hasPrefix("1 hard delete follows, due ") == true)
        #expect(plan.effect(of: .release, on: plan.held).sentences.last?.hasPrefix("3 hard deletes follow, the first due ") == true)
    }

    @Test("releasing the whole kind for a run leaves what was rejected alone")
    func wholeKind() {
        let plan = Self.plan(Self.decisions(rejected: 2), released: [.suspend])
        #expect(plan.entries.count == 10)
        #expect(plan.rejected.count == 2)
    }

    @Test("a decision is about one action: not about the next cause, another account or other values, and it lapses then", arguments: [0, 1, 2])
    func otherAction(variant: Int) throws {
        let updated = World.person("u", title: "Director")
        let configuration = World.configuration(
            policy: .init(suspended: .init(suspend: .within24Hours), deleted: .init(suspend: .within24Hours)),
            safeguards: .init(limits: [.suspend: .init(number: 0, percent: 0), .update: .init(number: 0, percent: 0)]))
        let suspended = World.person("s", status: .suspended)
        let links = [World.link(World.person("u", title: "Engineer")), World.link(World.person("s"))]
        let before = World.plan([updated, suspended], configuration: configuration, links: links)
        #expect(before.held.count == 2)
        let decisions = Dictionary(uniqueKeysWithValues: before.held.map { ($0.personID, [HeldDecision(.released, about: $0, made: World.now)]) })
        let after: Plan
        switch variant {
        case 0:
            after = World.plan(
                [updated], deleted: [World.person("s", status: .deleted)], configuration: configuration, links: links, heldDecisions: decisions)
            #expect(after.lapsedDecisions == [LapsedDecision(personID: "s", kind: .suspend)])
            #expect(after.entries.map(\.personID) == ["u"])
        case 1:
            var relinked = links
            relinked[1].accountID = "another"
            after = World.plan([updated, suspended], configuration: configuration, links: relinked, heldDecisions: decisions)
            #expect(after.lapsedDecisions == [LapsedDecision(personID: "s", kind: .suspend)])
        default:
            after = World.plan(
                [World.person("u", title: "President"), suspended], configuration: configuration, links: links, heldDecisions: decisions)
            #expect(after.lapsedDecisions == [LapsedDecision(personID: "u", kind: .update)])
            #expect(after.entries.map(\.personID) == ["s"])
        }
        #expect(after.held.count == 1)
    }

    @Test("a rejection lasts however often it is planned, and lapses when the person comes back")
    func lasts() {
        let decisions = Self.decisions(rejected: 12)
        let later = Self.plan(decisions, now: World.now + days(90))
        #expect(later.rejected.count == 12 && later.lapsedDecisions.isEmpty)
        let back = Self.plan(decisions, people: [World.person("p00")] + Self.people.dropFirst())
        #expect(back.lapsedDecisions == [LapsedDecision(personID: "p00", kind: .suspend)])
        #expect(back.entries.isEmpty)
    }

    @Test("many small runs do not slip under the rolling window: never more than the limit within 21 days", arguments: [1, 2, 3])
    func manySmallRuns(each: Int) {
        var people: [Person] = (0..<400).map { World.person("p\(String(format: "%03d", $0))") }
        var links = Dictionary(uniqueKeysWithValues: people.map { ($0.id, World.link($0)) })
        var done: [Date] = []
        var heldRuns = 0
        for run in 0..<120 {
            let now = World.now + Double(run) * 6 * 3_600
            for index in 0..<each where run * each + index < people.count {
                let person = people[run * each + index]
                people[run * each + index] = World.person(person.id, status: .suspended)
            }
            let recent = done.count { $0 >= now - days(21) }
            let plan = World.plan(
                people, configuration: Self.configuration, links: Array(links.values), recent: [.suspend: recent], now: now)
            for entry in plan.entries where entry.kind == .suspend {
                links[entry.personID]?.isActive = false
                done.append(now)
            }
            heldRuns += plan.holds.isEmpty ? 0 : 1
            #expect(done.count { $0 >= now - days(21) } <= 3, "run \(run)")
        }
        #expect(done.count == 3 / each * each, "what waits grows, so nothing more gets through without anybody looking")
        #expect(heldRuns > 100)
    }
}
