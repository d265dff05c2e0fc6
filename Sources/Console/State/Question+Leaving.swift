import Provisioning
import Terminal

extension Question {
    /// Asks before the console is left, with what would be lost by it.
    static func leave(losing losses: [String]) -> Question {
        Question(
            dialog: Dialog(title: "Leave the console?", message: losses, buttons: ButtonRow([Button("Stay"), Button("Leave", isPrimary: true)])),
            purpose: .quit)
    }
}

extension ConsoleState {
    /// What leaving the console now would lose or end, in sentences.
    var losses: [String] {
        var losses: [String] = []
        if model.isRunning { losses.append("A run is under way. It stops; the next run continues.") }
        losses += page.losses(model)
        if page.hasUnsavedChanges(model) { losses.append("What you changed on this page is not saved.") }
        let others = pages.dropLast() + stash.values
        if others.contains(where: { $0.step == nil && $0.hasUnsavedChanges(model) }) {
            losses.append("What you changed on the page before is not saved.")
        }
        if others.contains(where: { $0.step != nil && $0.hasUnsavedChanges(model) }) { losses.append("What you entered in the setup is not saved.") }
        if model.sandbox?.isForgotten == true, model.configuration.autoprovisioning.setupProgress != .notStarted {
            losses.append("This demo is forgotten then: the sandbox, its accounts and the setup. autoprovision demo --keep DIR keeps the next one.")
        }
        return losses
    }
}
