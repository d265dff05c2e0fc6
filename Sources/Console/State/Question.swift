import Provisioning
import Sync
import Terminal
import Wording

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
            let waiting = plan.capacityOutlook.flatMap { $0.waiting.isEmpty ? nil : $0.sentence }
            effect =
                ["The first run starts at once. It will \(plan.effectWords)."] + [plan.dataSentence, waiting].compactMap(\.self) + heldWords(plan)
        case .failed(let message): effect = ["What the first run will do cannot be predicted now: \(message)", "It starts at once all the same."]
        case .loading: effect = []
        }
        // A deletion cannot be taken back.
        let deletes = forecast.value.map { ($0.counts[.delete] ?? 0) > 0 } ?? false
        return Question(
            dialog: Dialog(
                title: "Turn on autoprovisioning?",
                message: effect + ["Accounts in \(model.application) are then kept in step for \(whom)."]
                    + (model.status.map { $0.unattended == .absent ? ["Later runs need a service: '\($0.serviceCommand)'."] : [] } ?? []),
                buttons: ButtonRow([Button("Cancel"), Button("Turn on", isPrimary: true)]), typedWord: deletes ? "delete" : nil), purpose: .turnOn)
    }

    private static func heldWords(_ plan: Plan) -> [String] {
        guard plan.isHeld else { return ["Preview shows each of them, with the reason."] }
        let (count, isOne) = (plan.held.count, plan.held.count == 1)
        let held = "\(count) more \(isOne ? "is" : "are") held by a safeguard until you release \(isOne ? "it" : "them") in Preview."
        return (count > 0 ? [held] : []) + [plan.unitHold?.sentence].compactMap(\.self)
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
                    + ["Which account belongs to whom is forgotten; a new setup finds out again by the ids that the accounts were given."],
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
}
