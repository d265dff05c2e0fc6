import ArgumentParser
import Foundation
import Provisioning
import Sync
import Terminal
import Wording

/// Lists the accounts.
struct AccountsListCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show who has an account, by which rule, since when, and with which finding.",
        discussion: """
            With --check the accounts are compared now, and what waits for a decision is shown; it ends with 1 while something does. Accounts that nobody linked \
            are known once they were compared.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the accounts as JSON.") var json = false
    @Flag(help: "Print the accounts as CSV for a spreadsheet, one record a finding.") var csv = false
    @Flag(help: "Compare the app's accounts with the ledger now; end with 1 while a finding waits for a decision.") var check = false
    @Flag(help: "Show only accounts with a finding that is not ignored.") var findings = false
    @Flag(help: "Show only accounts with a finding that waits for a decision.") var waiting = false
    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp(
            "Show only accounts with such a finding: \(ReconciliationFinding.Kind.allCases.map(\.rawValue).joined(separator: ", ")). Repeatable.",
            valueName: "kind"), completion: .list(ReconciliationFinding.Kind.allCases.map(\.rawValue)))
    var kind: [ReconciliationFinding.Kind] = []

    func validate() throws {
        guard !json || !csv else { throw ValidationError("--json and --csv exclude one another.") }
    }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let overview: AccountsOverview
        if check {
            overview = try await cancellingOnInterrupt(saying: "Stopping.") { try await workspace.runs.compareAccounts() }
        } else {
            overview = try await workspace.runs.accounts()
        }
        let shown = overview.accounts.filter(isWanted)
        let labels = workspace.targets.labelsByPath
        if json {
            try Output.json(AccountsReport(overview, accounts: shown, labels: labels))
        } else if csv {
            for record in AccountsReport(overview, accounts: shown, labels: labels).csv { Output.record(record) }
        } else {
            list(shown, labels).print()
        }
        note(overview, shown: shown.count)
        return check && overview.waiting > 0 ? .doneWithFailures : .done
    }

    private func isWanted(_ account: ListedAccount) -> Bool {
        if !kind.isEmpty, !account.findings.contains(where: { kind.contains($0.finding.kind) }) { return false }
        if waiting || check && !findings && kind.isEmpty { return account.isWaiting }
        return !findings || account.findings.contains { $0.state != .ignored }
    }

    private func list(_ accounts: [ListedAccount], _ labels: [String: String]) -> ListOutput {
        var list = ListOutput([
            TableColumn("Account", minimumWidth: 16, idealWidth: 32), TableColumn("ID and state", priority: 3, minimumWidth: 16, idealWidth: 30),
            TableColumn("Whose", priority: 2, minimumWidth: 14, idealWidth: 36), TableColumn("Why", priority: 4, minimumWidth: 16, idealWidth: 40),
        ])
        for account in accounts {
            let who = account.personID == nil ? "nobody" : account.name == account.email ? account.email : "\(account.name) <\(account.email)>"
            let since = account.since.map { ", since \($0.words)" } ?? ""
            list.append(
                [account.userName, "account \(account.id), \(account.stateWords)", who, "\(account.ruleWords)\(since)"],
                notes: account.findings.map { found in
                    "\(found.finding.words(labels: labels)) (seen \(found.finding.firstSeen.words); \(found.state.words))"
                } + (account.authorizingWords(on: .commandLine).map { [homeOptions.completing($0)] } ?? []))
        }
        return list
    }

    private func note(_ overview: AccountsOverview, shown: Int) {
        if let trouble = overview.directoryTrouble { Output.note("The directory could not be asked, so no rule is named: \(trouble)") }
        guard !json else { return }
        if shown == 0, !csv { Output.note(overview.accounts.isEmpty ? "No account is known yet." : "No account is like that.") }
        guard let compared = overview.compared else {
            Output.note(
                homeOptions.completing("The accounts were never compared with the app's. Compare them now: `autoprovision accounts --check`."))
            return
        }
        let waiting = overview.waiting
        Output.note(
            "Compared with the app on \(compared.words). "
                + (waiting == 0
                    ? "Nothing waits for a decision."
                    : homeOptions.completing(
                        "\(waiting == 1 ? "1 finding waits" : "\(waiting) findings wait") for a decision: adopt, link, ignore, suspend or restore, such as `autoprovision accounts ignore ACCOUNT`."
                    )))
    }
}

extension ListedAccount {
    /// Whether it can be used: "active".
    var stateWords: String { isActive.map { $0 ? "active" : "not active" } ?? "state unknown" }
}

extension ReconciliationFinding.Kind: ExpressibleByArgument {}
