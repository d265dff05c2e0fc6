import Foundation
import Provisioning
import Sync
import Terminal
import Wording

extension Question {
    /// Asks whether to cancel one thing that is to come.
    static func cancelPending(_ entry: PendingEntry, in plan: Plan) -> Question {
        let what = entry.scheduled.action == .suspend ? "suspended" : "deleted for good"
        return Question(
            dialog: Dialog(
                title: "Cancel what is pending?",
                message: ["\(entry.name) <\(entry.email)> will not be \(what), as long as the cause lasts: \(entry.scheduled.cause.words)."]
                    + stillToCome(after: [entry], in: plan),
                buttons: ButtonRow([Button("Leave it"), Button("Cancel it", isPrimary: true)])), purpose: .cancelPending([entry]))
    }

    /// "3 suspensions and 1 hard delete".
    private static func sum(_ entries: [PendingEntry]) -> String {
        func words(_ action: DeprovisioningAction, _ noun: String) -> String? {
            let count = entries.count { $0.scheduled.action == action }
            return count > 0 ? "\(count.grouped) \(noun)\(count == 1 ? "" : "s")" : nil
        }
        return [words(.suspend, "suspension"), words(.hardDelete, "hard delete")].compactMap(\.self).joined(separator: " and ")
    }

    /// Asks whether to postpone what is marked.
    static func postponePending(_ entries: [PendingEntry], in plan: Plan) -> Question {
        Question(
            dialog: Dialog(
                title: "Postpone what is marked?", message: ["\(sum(entries)) will come seven days later than now."],
                buttons: ButtonRow([Button("Leave them"), Button("Postpone \(entries.count.grouped)", isPrimary: true)])),
            purpose: .perform(.task(DecidePlan(.pending(.postpone(days: 7), entries), of: plan))))
    }

    /// Asks whether to take back what was decided about what is marked.
    static func restorePending(_ entries: [PendingEntry], in plan: Plan) -> Question {
        let deletes = entries.contains { $0.scheduled.action == .hardDelete }
        return Question(
            dialog: Dialog(
                title: "Take back what was decided?", message: ["\(sum(entries)) will come as the delays say."],
                buttons: ButtonRow([Button("Leave them"), Button("Take back \(entries.count.grouped)", isPrimary: true)]),
                typedWord: deletes ? "delete" : nil),
            purpose: .perform(.task(DecidePlan(.pending(.restore, entries), of: plan))))
    }

    /// Asks whether to cancel all that a list shows of what is pending, or all that is marked in it.
    static func cancelAllPending(_ entries: [PendingEntry], in plan: Plan, areMarked: Bool = false) -> Question {
        let what = sum(entries)
        let way =
            areMarked
            ? "Each can be taken back with u." : "To cancel only some, mark them with Space, or filter the list first. Each can be taken back with u."
        return Question(
            dialog: Dialog(
                title: areMarked ? "Cancel what is marked?" : "Cancel all that is shown?",
                message: [
                    "\(what) will not happen, as long as their causes last."
                ] + stillToCome(after: entries, in: plan) + [
                    way
                ], buttons: ButtonRow([Button("Leave them"), Button("Cancel \(entries.count.grouped)", isPrimary: true)])),
            purpose: .cancelPending(entries))
    }

    /// The hard deletes that come all the same when only the suspensions before them are canceled: irreversible, and without a warning then.
    private static func stillToCome(after cancelled: [PendingEntry], in plan: Plan) -> [String] {
        let suspensions = cancelled.filter { $0.scheduled.action == .suspend }
        let left = plan.pending.filter { entry in
            entry.scheduled.action == .hardDelete && !entry.isCancelled
                && suspensions.contains { $0.personID == entry.personID && $0.scheduled.cause == entry.scheduled.cause }
                && !cancelled.contains { $0.isSame(as: entry) }
        }
        guard let first = left.map(\.scheduled.due).min() else { return [] }
        return [
            left.count == 1
                ? "The hard delete still comes, due \(first.words); cancel it too if the account is to stay."
                : "\(left.count.grouped) hard deletes still come, the first due \(first.words); cancel them too if the accounts are to stay."
        ]
    }
}
