import ArgumentParser
import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// A command that decides something about accounts: it shows what will happen, asks, and keeps the decision.
protocol AccountDecisionCommand: WorkspaceCommand {
    var yes: Bool { get }
}

extension AccountDecisionCommand {
    /// Decides about each of these accounts, all or none; what is not possible is said before anything is decided.
    func decide(_ verdict: AccountDecision.Verdict, about accounts: [String], person: String? = nil, in workspace: Workspace) async throws
        -> CommandOutcome
    {
        var proposals: [AccountProposal] = []
        for account in accounts {
            let proposal = try await workspace.runs.propose(verdict, about: account, person: person)
            guard !proposals.contains(where: { $0.account.id == proposal.account.id }) else {
                throw OperationError.invalidInput("\"\(account)\" is named twice, so nothing was decided.")
            }
            proposals.append(proposal)
        }
        let application = workspace.applicationName
        for proposal in proposals { Output.note(proposal.words(application: application)) }
        if !yes {
            try Confirmation.ask(word: verdict.rawValue, nobody: "Add --yes to decide it", refused: "Nothing was decided")
        }
        try await workspace.runs.decide(proposals)
        if json {
            try Output.json(proposals.map(AccountsReport.Decision.init))
        } else {
            for proposal in proposals { Output.line("Decided: \(proposal.decision.verdict.words), \(proposal.account.userName).") }
        }
        return .done
    }
}

/// Gives an account to the person whose it is by id or user name.
struct AccountsAdoptCommand: AccountDecisionCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Have the next run give accounts to the people whose ID or user name they have, another system's too.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decisions as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(help: ArgumentHelp("The ID or the user name of an account. Repeatable.", valueName: "account")) var accounts: [String]

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try await decide(.adopt, about: accounts, in: workspace) }
}

/// Gives an account to a person who is named.
struct AccountsLinkCommand: AccountDecisionCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Have the next run give an account to a person.",
        discussion: "The account gets the person's values, the user name among them. A person is named by address, directory id or whole name.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decision as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(help: "The ID or the user name of the account.") var account: String
    @Argument(help: "The person who is to have it.") var person: String

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        try await decide(.link, about: [account], person: person, in: workspace)
    }
}

/// Has findings not reported any more.
struct AccountsIgnoreCommand: AccountDecisionCommand {
    static let configuration = CommandConfiguration(
        commandName: "ignore", abstract: "Stop reporting what was found about accounts.",
        discussion: "Something else that is found about such an account later is reported again.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decisions as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(help: ArgumentHelp("The ID or the user name of an account. Repeatable.", valueName: "account")) var accounts: [String]

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try await decide(.ignore, about: accounts, in: workspace) }
}

/// Suspends accounts that nobody is to have.
struct AccountsSuspendCommand: AccountDecisionCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "Have the next run suspend accounts that are not linked, or that somebody re-enabled by hand.",
        discussion: "The account that authorized the app is never suspended. An undo of the run enables the accounts again.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decisions as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(help: ArgumentHelp("The ID or the user name of an account. Repeatable.", valueName: "account")) var accounts: [String]

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try await decide(.suspend, about: accounts, in: workspace) }
}

/// Puts back what was changed by hand.
struct AccountsRestoreCommand: AccountDecisionCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Have the next run put back what somebody changed by hand about linked accounts.",
        discussion: """
            Values are written again, an account that was suspended by hand is enabled, one that was re-enabled by hand is suspended. The link to an account that \
            is gone is given up, so that the next run makes a new one if the person is entitled.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decisions as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false
    @Argument(help: ArgumentHelp("The ID or the user name of an account. Repeatable.", valueName: "account")) var accounts: [String]

    func perform(in workspace: Workspace) async throws -> CommandOutcome { try await decide(.restore, about: accounts, in: workspace) }
}

/// Takes a decision back.
struct AccountsTakeBackCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-back",
        abstract: "Take back a decision about an account that no run carried out yet, or have ignored findings reported again.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the decision that was taken back as JSON.") var json = false
    @Argument(help: "The ID or the user name of the account.") var account: String

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let decision = try await workspace.runs.takeBackDecision(about: account)
        if json {
            try Output.json(AccountsReport.Decision(decision))
        } else {
            Output.line("Taken back: \(decision.verdict.words), \(decision.userName).")
        }
        return .done
    }
}
