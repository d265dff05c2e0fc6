import Foundation
import Provisioning
import Terminal
import Wording

extension Question {
    /// Asks whether all that is held happens, with what it leads to.
    static func release(_ holds: [SafeguardHold], in plan: Plan) -> Question {
        let later = plan.following(plan.held).filter { !$0.isCancelled }
        let follows = later.map(\.scheduled.due).min().map { first in
            later.count == 1
                ? "1 hard delete follows, due \(first.words)." : "\(later.count.grouped) hard deletes follow, the first due \(first.words)."
        }
        return Question(
            dialog: Dialog(
                title: "Release all that is held?",
                message: [plan.unitHold?.sentence].compactMap(\.self) + holds.flatMap(releaseWords)
                    + [follows, "Look through the list first."].compactMap(\.self),
                buttons: ButtonRow([Button("Cancel"), Button("Release and run", isPrimary: true)]),
                typedWord: holds.contains { $0.kind == .delete } ? "delete" : nil),
            purpose: .release(Set(holds.map(\.kind)), unitMoves: plan.unitHold != nil))
    }

    /// What a release leads to, and how that stands to the limit.
    private static func releaseWords(_ hold: SafeguardHold) -> [String] {
        // No release lets these through.
        guard hold.isExceeded else { return [hold.sentence] }
        let accounts = hold.planned == 1 ? "1 account is" : "\(hold.planned.grouped) accounts are"
        let deed =
            hold.kind == .delete
            ? "\(accounts) deleted for good, at once: \(hold.planned == 1 ? "its" : "their") messages, recordings and numbers are lost."
            : "\(accounts) \(hold.kind.pastTense) at once."
        let others = [
            hold.recent > 0 ? "the \(hold.recent.grouped) \(hold.kind.pastTense) in the last 21 days" : nil,
            hold.unconfirmed > 0 ? "the \(hold.unconfirmed.grouped) more who are missing from the directory" : nil,
        ].compactMap(\.self)
        let sum = others.isEmpty ? "That" : "With \(others.joined(separator: " and ")) that"
        return [deed, "\(sum) is more than the limit of \(hold.allowance.grouped)."]
    }

    /// Asks about a release or a rejection, with what it leads to in numbers.
    static func decideHeld(_ change: HeldChange, _ entries: [PlanEntry], in plan: Plan) -> Question {
        let who = entries.count == 1 ? entries.map { "To \($0.kind.verb) \($0.name) <\($0.email)>: \($0.reason.words)." } : []
        let verb =
            switch change {
            case .release: "Release"
            case .reject: "Reject"
            case .restore: "Take back the rejection of"
            }
        return Question(
            dialog: Dialog(
                title: "\(verb) \(entries.count == 1 ? "this action" : "these \(entries.count) actions")?",
                message: who + plan.effect(of: change, on: entries).sentences,
                buttons: ButtonRow([Button("Leave it"), Button(change == .restore ? "Take back" : verb, isPrimary: true)]),
                typedWord: change != .reject && entries.contains { $0.kind == .delete } ? "delete" : nil), purpose: .decideHeld(change, entries))
    }
}
