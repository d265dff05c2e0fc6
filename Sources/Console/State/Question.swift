import Provisioning
import Terminal

/// A question over the page, and what its answer means.
struct Question: Sendable {
    /// What is asked about.
    enum Purpose: Sendable, Equatable {
        case turnOn
        case turnOff
        case deleteConfiguration
        case discardChanges
        case quit
        case saveInSpiteOfHardDelete(Configuration, SaveFollowUp)
        case saveInSpiteOfLosses(Configuration, SaveFollowUp)
        case release(Set<ActionKind>)
        case cancelPending(PendingEntry)
        case decideHeld(HeldChange, [PlanEntry])
        case perform(ConsoleEffect)
    }

    var dialog: Dialog
    let purpose: Purpose

    static func turnOn(_ model: ConsoleModel) -> Question {
        let scope = model.configuration.autoprovisioning.scope.groups
        return Question(
            dialog: Dialog(
                title: "Turn on autoprovisioning?",
                message: [
                    scope.isEmpty
                        ? "Accounts in \(model.application) will be created, updated and deprovisioned for everyone the app is turned on for."
                        : "Accounts in \(model.application) will be created, updated and deprovisioned for the members of \(scope.count == 1 ? "the group" : "the groups") "
                            + scope.map(\.name).joined(separator: ", ") + ".",
                    "The first run starts at once. Preview shows what it will do.",
                ],
                buttons: ButtonRow([Button("Cancel"), Button("Turn on", isPrimary: true)])), purpose: .turnOn)
    }

    static let turnOff = Question(
        dialog: Dialog(
            title: "Turn off autoprovisioning?",
            message: ["Nothing more is written to the app; a run that is under way stops. The configuration is kept, and running delays wait."],
            buttons: ButtonRow([Button("Cancel"), Button("Turn off", isPrimary: true)])), purpose: .turnOff)

    static let deleteConfiguration = Question(
        dialog: Dialog(
            title: "Delete the configuration?",
            message: [
                "Attribute mapping, scope and deprovisioning are deleted and the authorization is revoked.",
                "No user is deprovisioned: accounts in the app stay as they are.",
            ],
            buttons: ButtonRow([Button("Cancel"), Button("Delete", isPrimary: true)]), typedWord: "delete"), purpose: .deleteConfiguration)

    static let discardChanges = Question(
        dialog: Dialog(
            title: "Discard the changes?", message: ["What you changed on this page is not saved."],
            buttons: ButtonRow([Button("Keep editing"), Button("Discard", isPrimary: true)])), purpose: .discardChanges)

    static func quit(isRunning: Bool) -> Question {
        Question(
            dialog: Dialog(
                title: "Leave the console?",
                message: [
                    isRunning
                        ? "A run is under way. It stops at the next request; the next run carries on." : "What you changed on this page is not saved."
                ],
                buttons: ButtonRow([Button("Stay"), Button("Leave", isPrimary: true)])), purpose: .quit)
    }

    static func hardDelete(_ causes: [DeprovisioningCause], saving configuration: Configuration, then followUp: SaveFollowUp) -> Question {
        Question(
            dialog: Dialog(
                title: "Hard delete not later than suspend",
                message: causes.map {
                    "\($0.title): the account is deleted for good no later than it would be suspended, so nobody gets a chance to notice."
                }
                    + ["A hard delete cannot be undone: messages, recordings and the number of the account are lost."],
                buttons: ButtonRow([Button("Go back"), Button("Save all the same", isPrimary: true)])),
            purpose: .saveInSpiteOfHardDelete(configuration, followUp))
    }

    static func losses(_ words: String, saving configuration: Configuration, then followUp: SaveFollowUp) -> Question {
        Question(
            dialog: Dialog(
                title: "Save this change?", message: [words, "Nothing is saved yet."],
                buttons: ButtonRow([Button("Go back"), Button("Save", isPrimary: true)])), purpose: .saveInSpiteOfLosses(configuration, followUp))
    }

    static func release(_ holds: [SafeguardHold]) -> Question {
        Question(
            dialog: Dialog(
                title: "Release what is held?", message: holds.map(\.sentence) + ["Look through the list first: a released run does all of them."],
                buttons: ButtonRow([Button("Cancel"), Button("Release and run", isPrimary: true)])), purpose: .release(Set(holds.map(\.kind))))
    }

    /// Asks about a release or a rejection, with what it leads to in numbers.
    static func decideHeld(_ change: HeldChange, _ entries: [PlanEntry], in plan: Plan) -> Question {
        let who = entries.count == 1 ? entries.map { "To \($0.kind.verb) \($0.name) <\($0.email)>: \($0.reason.words)." } : []
        let verb = change == .release ? "Release" : "Reject"
        return Question(
            dialog: Dialog(
                title: "\(verb) \(entries.count == 1 ? "this action" : "these \(entries.count) actions")?",
                message: who + plan.effect(of: change, on: entries),
                buttons: ButtonRow([Button("Leave it"), Button(verb, isPrimary: true)])), purpose: .decideHeld(change, entries))
    }

    static func replaceFile(_ exported: Exported, path: String) -> Question {
        Question(
            dialog: Dialog(
                title: "Replace the file?", message: ["\(path) is there already. What it holds now is lost when it is replaced."],
                buttons: ButtonRow([Button("Leave it"), Button("Replace", isPrimary: true)])),
            purpose: .perform(.export(exported, path: path, replacing: true)))
    }

    static func cancelPending(_ entry: PendingEntry) -> Question {
        let what = entry.scheduled.action == .suspend ? "suspended" : "deleted for good"
        return Question(
            dialog: Dialog(
                title: "Cancel what is pending?",
                message: ["\(entry.name) <\(entry.email)> will not be \(what), as long as the cause lasts: \(entry.scheduled.cause.words)."],
                buttons: ButtonRow([Button("Leave it"), Button("Cancel it", isPrimary: true)])), purpose: .cancelPending(entry))
    }
}
