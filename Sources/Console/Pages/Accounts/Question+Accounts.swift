import Provisioning
import Sync
import Terminal
import Wording

extension Question {
    /// Asks about a decision about an account, with exactly what it leads to.
    static func decide(_ proposal: AccountProposal, _ model: ConsoleModel) -> Question {
        let labels = model.targets.labelsByPath
        let covered = proposal.account.findings.map(\.finding).filter { proposal.decision.findings.contains($0.key) }
        let (title, verb) =
            switch proposal.decision.verdict {
            case .adopt: ("Adopt this account?", "Adopt")
            case .link: ("Link this account?", "Link")
            case .ignore: ("Ignore what was found, for good?", "Ignore")
            case .suspend: ("Suspend this account?", "Suspend")
            case .restore: ("Put back what was changed by hand?", "Put back")
            }
        let found = covered.map { "\(proposal.account.userName): \($0.words(labels: labels))." }
        return Question(
            dialog: Dialog(
                title: title, message: [proposal.words(application: model.application)] + found,
                buttons: ButtonRow([Button("Leave it"), Button(verb, isPrimary: true)])),
            purpose: .perform(.task(AccountsPage.Decide(proposal: proposal))))
    }
}
