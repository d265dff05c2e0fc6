import ArgumentParser

/// Who has an account, and what somebody did by hand in the app.
struct AccountsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Show who has an account, by which rule, and what somebody did by hand in the app; decide about it.",
        discussion: """
            The first run of a day compares the app's accounts with the ledger (days are counted in UTC), and --check does so now. What the app's list leaves out \
            is read account by account, each once a week (reconciliation.readEveryDays in config.json). A finding is never a reason to take anything away: \
            it waits until you decide, unless its row of the mapping says otherwise (setup --drift).

            The decisions adopt, link, suspend and restore are carried out by the next run, through plan, safeguards and log. A decision that does not fit any \
            more by then does nothing, and the run says so.
            """,
        subcommands: [
            AccountsListCommand.self, AccountsAdoptCommand.self, AccountsLinkCommand.self, AccountsIgnoreCommand.self, AccountsSuspendCommand.self,
            AccountsRestoreCommand.self, AccountsTakeBackCommand.self,
        ], defaultSubcommand: AccountsListCommand.self)
}
