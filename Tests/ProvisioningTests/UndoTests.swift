import Directory
import Foundation
import Provisioning
import Testing
import Wording

@Suite("Undo: takes back what can be, names what cannot, and the next run does not repeat it", .timeLimit(.minutes(5)))
struct UndoTests {
    static let before = World.person("p", title: "Engineer")
    static let after = World.person("p", title: "Director")
    static let renamed = World.person("p", email: "new@corp.example", title: "Engineer")
    static let policy = DeprovisioningPolicy(suspended: .init(suspend: .within24Hours, hardDelete: .after7Days))
    static let timer = DeprovisioningTimer(cause: .suspended, firstSeen: World.now - 60)

    static func entry(_ kind: ActionKind, before: Person = before, after: Person = before, account: String = "account-p") -> ActivityEntry {
        ActivityEntry(
            id: 1, run: 3, kind: kind, PersonReference(id: "p", name: "P", email: "p@corp.example"), accountID: account, why: .written("why"),
            state: .done,
            code: nil, before: World.values(of: before), after: World.values(of: after), time: World.now)
    }

    static func undo(_ entry: ActivityEntry, links: [AccountLink], later: [String: Int64] = [:], decisions: [PendingDecision] = []) -> UndoPlan {
        UndoPlan(
            of: 3, done: [entry], laterRuns: later,
            state: LedgerState(
                links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) }), timers: ["p": [timer]],
                decisions: decisions.isEmpty ? [:] : ["p": decisions]),
            policy: policy, now: World.now)
    }

    @Test(
        "what cannot be undone is named",
        arguments: [
            (.create, [World.link(before)], [:], .irreversible(.create)), (.adopt, [World.link(before)], [:], .irreversible(.adopt)),
            (.reenable, [World.link(before)], [:], .irreversible(.reenable)), (.delete, [], [:], .irreversible(.delete)),
            (.suspend, [], [:], .accountGone), (.suspend, [World.link(before, account: "another", isActive: false)], [:], .accountGone),
            (.suspend, [World.link(before, isActive: false)], ["p": 7], .changedLater(run: 7)), (.suspend, [World.link(before)], [:], .differs),
            (.update, [World.link(before)], [:], .differs), (.update, [World.link(after, isActive: false)], [:], .differs),
            (
                .update, [World.link(after), World.link(World.person("q", email: "P@corp.example"))], [:],
                .userNameTaken("p@corp.example")
            ),
        ] as [(ActionKind, [AccountLink], [String: Int64], UndoObstacle)])
    func obstacles(kind: ActionKind, links: [AccountLink], later: [String: Int64], obstacle: UndoObstacle) {
        // The user name is of interest only where somebody else has it: then the update is a rename back to it.
        let isTaken = links.count > 1
        let entry = Self.entry(kind, after: isTaken ? Self.renamed : Self.after)
        let undo = Self.undo(entry, links: isTaken ? [World.link(Self.renamed), links[1]] : links, later: later)
        #expect(undo.entries.isEmpty)
        #expect(undo.skipped.map(\.obstacle) == [obstacle])
        #expect(obstacle.words.hasSuffix("."))
    }

    @Test("a suspension is re-enabled; the next plan does not suspend again as long as the cause lasts, and the deletion is canceled with it")
    func suspension() throws {
        let suspended = World.person("p", status: .suspended, title: "Engineer")
        let undo = Self.undo(Self.entry(.suspend), links: [World.link(Self.before, isActive: false)])
        let entry = try #require(undo.entries.first)
        #expect(entry.action.kind == .reenable)
        #expect(entry.action.reason.words == "undo of run 3")
        #expect(entry.cancelled == [.suspend, .hardDelete].map { PendingDecision(cause: .suspended, action: $0) })
        #expect(entry.stillPending.isEmpty)
        let next = World.plan(
            [suspended], configuration: World.configuration(policy: Self.policy), links: [World.link(Self.before)], timers: ["p": [Self.timer]],
            decisions: ["p": entry.cancelled])
        #expect(next.entries.isEmpty)
        #expect(next.pending.map(\.isCancelled) == [true, true])
    }

    @Test("a suspension that is canceled already, or postponed, needs no decision")
    func decided() {
        for notBefore in [nil, World.now + days(1)] {
            let undo = Self.undo(
                Self.entry(.suspend), links: [World.link(Self.before, isActive: false)],
                decisions: [PendingDecision(cause: .suspended, action: .suspend, notBefore: notBefore)])
            #expect(undo.entries.count == 1 && undo.entries.allSatisfy { $0.cancelled.isEmpty })
        }
    }

    @Test("values are restored from the before-image; the opposite is rejected until the directory says something else", arguments: [false, true])
    func attributes(isRename: Bool) throws {
        let (kind, changed) = isRename ? (ActionKind.rename, Self.renamed) : (.update, Self.after)
        let undo = Self.undo(Self.entry(kind, after: changed), links: [World.link(changed)])
        let entry = try #require(undo.entries.first)
        #expect(entry.action.kind == kind)
        #expect(entry.action.before == World.values(of: changed))
        #expect(entry.action.after == World.values(of: Self.before))
        let rejected = try #require(entry.rejected)
        let next = World.plan([changed], links: [World.link(Self.before)], heldDecisions: ["p": [rejected]])
        #expect(next.entries.isEmpty && next.lapsedDecisions.isEmpty)
        #expect(next.rejected.map(\.kind) == [kind])
        let other = World.person("p", email: changed.primaryEmail, title: "President")
        #expect(World.plan([other], links: [World.link(Self.before)], heldDecisions: ["p": [rejected]]).entries.map(\.kind) == [kind])
    }

    @Test("in numbers")
    func summary() {
        #expect(Self.undo(Self.entry(.suspend), links: [World.link(Self.before, isActive: false)]).summary == "1 to re-enable")
        #expect(Self.undo(Self.entry(.create), links: []).summary == "nothing to undo; 1 left as it is")
    }
}
