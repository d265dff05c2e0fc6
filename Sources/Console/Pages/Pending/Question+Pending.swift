import Foundation
import Provisioning
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

    /// Asks whether to cancel all that a list shows of what is pending.
    static func cancelAllPending(_ entries: [PendingEntry], in plan: Plan) -> Question {
        func words(_ action: DeprovisioningAction, _ noun: String) -> String? {
            let count = entries.count { $0.scheduled.action == action }
            return count > 0 ? "\(count.grouped) \(noun)\(count == 1 ? "" : "s")" : nil
        }
        let what = [words(.suspend, "suspension"), words(.hardDelete, "hard delete")].compactMap(\.self).joined(separator: " and ")
        return Question(
            dialog: Dialog(
                title: "Cancel all that is shown?",
                message: [
                    "\(what) will not happen, as long as their causes last."
                ] + stillToCome(after: entries, in: plan) + [
                    "To cancel only some, filter the list first, by kind or by name. Each can be taken back singly with u."
                ], buttons: ButtonRow([Button("Leave them"), Button("Cancel \(entries.count.grouped)", isPrimary: true)])),
            purpose: .cancelPending(entries))
    }

    /// The hard deletes that come all the same when only the suspensions before them are cancelled: irreversible, and without a warning then.
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
