package import Foundation

/// A rule that a world broke.
package struct Violation: Sendable, Equatable, CustomStringConvertible {
    /// The rules that are checked, in the words of the issue.
    package enum Invariant: String, Sendable, CaseIterable {
        case oneAccountEach = "no person has two accounts"
        case justifiedRemoval = "every suspension and deletion has a true cause whose delay has passed"
        case namedIsGone = "nothing is done while a group or a unit of the settings is gone"
        case unitChange = "what only a unit's change brings waits for a decision"
        case kindOfIdentity = "nothing is done while people are named by another kind of id"
        case stillFiles = "nothing is believed of an export that may still be being copied"
        case heldBack = "no run takes away more accounts than the safeguards let through unseen"
        case onlyOurs = "no account is touched that was never ours"
        case entitledOnly = "an account is made or re-enabled only for who is entitled"
        case counters = "counters, journal and the app's own record agree"
        case nobodyForgotten = "after a quiet time everybody has what the rules say"
        case nothingOpen = "after a quiet time no action is unfinished"
        case pace = "no 429 while nobody else spends the budget"
        case switchedOff = "nothing is written while switched off"
        case noWaste = "nothing is asked for twice"
        case oneRefusal = "a refusal for one account ends no run"
        case refusedValue = "nothing is sent that the app does not take"
        case falseFinding = "nothing is found that nobody did by hand"
        case missedFinding = "what somebody did by hand is found by the next comparison"
        case undecided = "no run acts on a finding by itself, and what is decided about it happens"
        case alerts = "each alert is opened once and closed once, and none is missed"
        case oneWriter = "a second writer is refused, and told who writes"
        case oneLeader = "one machine at a time leads, by the app's own record"
        case takeover = "a run is refused for another one only while that one may still write"
    }

    package let invariant: Invariant
    /// Who and what, for people.
    package let detail: String
    /// When, in the world's time.
    package let moment: Date

    package var description: String { "\(moment.ISO8601Format()) \(invariant.rawValue): \(detail)" }
}
