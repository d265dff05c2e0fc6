import Provisioning
import Sync
import Terminal
import Wording

extension Question {
    /// Asks about a decision about an account, with exactly what it leads to.
    static func decide(_ proposal: AccountProposal, _ model: ConsoleModel) -> Question {
        let labels = model.targets.labelsByPath
        let covered = proposal.account.findings.map(\.finding).filter { proposal.decision.findings.contains($0.key) }
        let title =
            switch proposal.decision.verdict {
            case .adopt: "Adopt this account?"
            case .link: "Link this account?"
            case .ignore: "Ignore what was found, for good?"
            case .suspend: "Suspend this account?"
            case .restore: "Put back what was changed by hand?"
            }
        let found = covered.map { "\(proposal.account.userName): \($0.words(labels: labels))." }
        return Question(
            dialog: Dialog(
                title: title, message: [proposal.words(application: model.application)] + found,
                buttons: ButtonRow([Button("Leave it"), Button(verb(proposal.decision.verdict), isPrimary: true)])),
            purpose: .perform(.task(AccountsPage.Decide(proposals: [proposal]))))
    }
    /// Asks about one decision about several accounts, at least one, with the sum, and with what of it is not possible.
    static func decideEach(_ proposals: [AccountProposal], refusals: [String], _ model: ConsoleModel) -> Question {
        let (count, verdict) = (proposals.count, proposals[0].decision.verdict)
        let accounts = count == 1 ? "1 account" : "\(count.grouped) accounts"
        let sum =
            switch verdict {
            case .adopt, .link: "The next run gives \(accounts) to the people whom they are named after, each with the person's values."
            case .ignore: "What was found about \(accounts) is no longer reported. Anything new about them is."
            case .suspend: "The next run suspends \(accounts) in \(model.application)."
            case .restore: "The next run puts back what was changed by hand about \(accounts)."
            }
        let names = proposals.prefix(mostNames).map(\.account.userName).joined(separator: ", ") + (count > mostNames ? ", and others" : "")
        let rest =
            refusals.isEmpty
            ? []
            : ["Not possible for \(refusals.count == 1 ? "1 more" : "\(refusals.count.grouped) more"): \(refusals[0])"]
        return Question(
            dialog: Dialog(
                title: "\(verb(verdict)) \(accounts)?", message: [sum, "\(names)."] + rest,
                buttons: ButtonRow([Button("Leave them"), Button(verb(verdict), isPrimary: true)])),
            purpose: .perform(.task(AccountsPage.Decide(proposals: proposals))))
    }

    /// So many accounts are named in a question.
    private static let mostNames = 8

    private static func verb(_ verdict: AccountDecision.Verdict) -> String {
        switch verdict {
        case .adopt: "Adopt"
        case .link: "Link"
        case .ignore: "Ignore"
        case .suspend: "Suspend"
        case .restore: "Put back"
        }
    }
}
