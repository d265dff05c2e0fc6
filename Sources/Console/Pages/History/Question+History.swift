import Provisioning
import Sync
import Terminal
import Wording

extension Question {
    /// Asks whether the settings of an earlier revision are restored, with what that changes.
    static func restore(_ number: Int, _ edited: Configuration, from current: Configuration, targets: [TargetAttribute]) -> Question {
        let changes = current.changes(to: edited, labels: targets.labelsByPath)
        let policy = edited.autoprovisioning.deprovisioning
        let warnings = edited.hardDeletesToConfirm(since: current).map(policy.warning)
        return Question(
            dialog: Dialog(
                title: "Restore revision \(number)?",
                message: changes.map { $0.words.prefix(1).uppercased() + $0.words.dropFirst() + "." } + warnings
                    + ["The switch and who is signed in stay as they are. It becomes a new revision."],
                buttons: ButtonRow([Button("Leave it"), Button("Restore", isPrimary: true)]), typedWord: warnings.isEmpty ? nil : "delete"),
            purpose: .perform(.task(Save.change(edited, .restored(number)))))
    }

    /// Asks whether to sign out.
    static func signOut(_ model: ConsoleModel) -> Question {
        let edited = model.configuration.signedOut(owner: model.status?.authorization.owner)
        return Question(
            dialog: Dialog(
                title: "Sign out?",
                message: [
                    "\(model.configuration.administrator ?? "Nobody") is signed out at this home, for everybody who uses it. Runs continue as before.",
                    "What is done next is in the log without an administrator, until somebody signs in again.",
                ]
                    + (edited.application.protectedAccount == model.configuration.application.protectedAccount
                        ? []
                        : [
                            "The account \(edited.application.protectedAccount ?? "") stays protected: it is taken to be the one that authorized the app."
                        ]),
                buttons: ButtonRow([Button("Stay"), Button("Sign out", isPrimary: true)])), purpose: .perform(.task(Save(edited, .signedOut))))
    }
}
