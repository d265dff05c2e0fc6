import Provisioning
import Sync
import Terminal

/// A question over the page, and what its answer means.
struct Question: Sendable {
    /// What is asked about.
    enum Purpose: Sendable, Equatable {
        case turnOn
        case turnOff
        case deleteConfiguration
        /// Leads back, or to a place.
        case discardChanges(Place?)
        case quit
        case release(Set<ActionKind>, unitMoves: Bool)
        case cancelPending([PendingEntry])
        case decideHeld(HeldChange, [PlanEntry])
        case resumption
        case perform(ConsoleEffect)
    }

    var dialog: Dialog
    let purpose: Purpose

    /// Asks whether to turn on, with what the first run would do, in numbers.
    static func turnOn(_ model: ConsoleModel, _ forecast: Loadable<Plan>) -> Question {
        let scope = model.configuration.autoprovisioning.scope.groups
        let whom =
            scope.isEmpty
            ? "everyone the app is turned on for"
            : "the members of \(scope.count == 1 ? "the group" : "the groups") " + scope.map(\.name).joined(separator: ", ")
        let effect: [String]
        switch forecast {
        case .loaded(let plan):
            effect = [
                "The first run starts at once. It will \(plan.effectWords).",
                !plan.isHeld
                    ? "Preview shows each of them, with the reason."
                    : plan.held.isEmpty
                        ? plan.unitHold?.sentence ?? ""
                        : "\(plan.heldCount) more \(plan.heldCount == 1 ? "is" : "are") held by a safeguard until you release \(plan.heldCount == 1 ? "it" : "them") in Preview.",
            ]
        case .failed(let message): effect = ["What the first run will do cannot be foretold now: \(message)", "It starts at once all the same."]
        case .loading: effect = []
        }
        // A deletion cannot be taken back.
        let deletes = forecast.value.map { ($0.counts[.delete] ?? 0) > 0 } ?? false
        return Question(
            dialog: Dialog(
                title: "Turn on autoprovisioning?",
                message: effect + ["Accounts in \(model.application) are then kept in step for \(whom)."]
                    + (model.status?.unattended == .absent ? ["Later runs need 'autoprovision run', as a service for instance."] : []),
                buttons: ButtonRow([Button("Cancel"), Button("Turn on", isPrimary: true)]), typedWord: deletes ? "delete" : nil), purpose: .turnOn)
    }

    static func turnOff(_ model: ConsoleModel) -> Question {
        let waiting = (model.status?.pending).map { $0.toCome + $0.due } ?? 0
        let rest =
            switch waiting {
            case 0: "No suspension or deletion is waiting."
            case 1: "1 suspension or deletion that was to come waits until it is on again."
            default: "\(waiting) suspensions and deletions that were to come wait until it is on again."
            }
        return Question(
            dialog: Dialog(
                title: "Turn off autoprovisioning?",
                message: [
                    "Nothing more is written to \(model.application); a run that is under way stops. The configuration is kept.",
                    rest,
                ],
                buttons: ButtonRow([Button("Cancel"), Button("Turn off", isPrimary: true)])), purpose: .turnOff)
    }

    static func deleteConfiguration(_ model: ConsoleModel) -> Question {
        let accounts = model.status?.linkedAccounts ?? 0
        let pending = model.status.map { $0.pending.toCome + $0.pending.due } ?? 0
        return Question(
            dialog: Dialog(
                title: "Delete the configuration?",
                message: [
                    "Attribute mapping, scope and deprovisioning are deleted and the authorization is revoked.",
                    "No user is deprovisioned: "
                        + (accounts == 1
                            ? "the 1 account that is kept in step stays as it is."
                            : "the \(accounts.grouped) accounts that are kept in step stay as they are."),
                ]
                    + (pending > 0
                        ? ["\(pending == 1 ? "What is pending for 1 account" : "What is pending, \(pending.grouped) in all,") will not happen."] : [])
                    + ["Which account is whose is forgotten; a new set-up finds out again by the ids that the accounts were given."],
                buttons: ButtonRow([Button("Cancel"), Button("Delete", isPrimary: true)]), typedWord: "delete"), purpose: .deleteConfiguration)
    }

    static func discardChanges(goingTo place: Place? = nil) -> Question {
        Question(
            dialog: Dialog(
                title: "Discard the changes?", message: ["What you changed on this page is not saved."],
                buttons: ButtonRow([Button("Keep editing"), Button("Discard", isPrimary: true)])), purpose: .discardChanges(place))
    }

    static func hardDelete(_ policy: DeprovisioningPolicy, saving configuration: Configuration, then followUp: SaveFollowUp) -> Question {
        Question(
            dialog: Dialog(
                title: "Delete without suspending first?",
                message: policy.causesToConfirm.map(policy.warning)
                    + ["A hard delete cannot be undone: messages, recordings and the number of the account are lost."],
                buttons: ButtonRow([Button("Go back"), Button("Save anyway", isPrimary: true)]), typedWord: "delete"),
            purpose: .perform(.task(Save.change(configuration, followUp))))
    }

    static func consequences(_ consequences: PlanConsequences, of save: Save) -> Question {
        Question(
            dialog: Dialog(
                title: "Save this change?", message: [consequences.words, "Nothing is saved yet."],
                buttons: ButtonRow([Button("Go back"), Button("Save", isPrimary: true)]),
                typedWord: consequences.deletesAccounts ? "delete" : nil),
            purpose: .perform(.task(Save(save.configuration, save.followUp))))
    }

    /// Asks whether the ledger is to belong to another app or directory from now on.
    static func rebinding(_ foreign: ForeignParts, of save: Save) -> Question {
        let clientSecret: String? = if case .connect(let clientSecret) = save.way { clientSecret } else { nil }
        return Question(
            dialog: Dialog(
                title: "Rebind the ledger?", message: [foreign.words, "Nothing is saved yet."],
                buttons: ButtonRow([Button("Go back"), Button("Rebind and save", isPrimary: true)]), typedWord: "rebind"),
            purpose: .perform(.task(Save(save.configuration, save.followUp, .rebind(clientSecret: clientSecret, foreign)))))
    }

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
                message: who + plan.effect(of: change, on: entries),
                buttons: ButtonRow([Button("Leave it"), Button(change == .restore ? "Take back" : verb, isPrimary: true)]),
                typedWord: change != .reject && entries.contains { $0.kind == .delete } ? "delete" : nil), purpose: .decideHeld(change, entries))
    }

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
