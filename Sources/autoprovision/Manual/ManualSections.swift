import Provisioning

/// The parts of the manual that are about no single command.
struct ManualSections {
    let title: String
    /// Terms with their explanations.
    let entries: [(term: String, text: String)]

    static let all = [
        ManualSections(
            title: "WORDS",
            entries: [
                (
                    DeprovisioningCause.list,
                    "The causes: \(DeprovisioningCause.allCases.map { "\($0.title.prefix(1).lowercased())\($0.title.dropFirst())" }.joined(separator: ", "))."
                ),
                ("suspend, hardDelete", "What happens to the account. At least one is chosen."),
                (
                    DeprovisioningDelay.list,
                    "The delays. Within 24 hours means at the next run; the others count from the first run that saw the cause."
                ),
                ("create, adopt, update, rename, suspend, reenable, delete", "The kinds of action, for safeguards, held and log."),
            ]),
        ManualSections(
            title: "EXIT STATUS",
            entries: [
                ("0", "Done."), ("1", "Done, but somebody failed or has a problem that needs you, or it was stopped."),
                ("2", "Usage or configuration error, or a file that cannot be used."), ("3", "Not authorized, no longer authorized, or refused."),
                ("4", "Held by a safeguard, or runs wait for an answer after a reauthorization."),
                ("5", "The directory or the app could not be reached, or nobody told the time that something waits for."),
            ]),
        ManualSections(
            title: "FILES",
            entries: [
                ("config.json", "What was chosen, in $XDG_CONFIG_HOME/autoprovision (~/.config/autoprovision)."),
                ("credentials.json, credentials.key", "Tokens and the client secret, sealed, and the key; beside it."),
                ("ledger.sqlite", "Accounts, delays and the log, in $XDG_STATE_HOME/autoprovision (~/.local/state/autoprovision)."),
                (
                    "run.lock, unattended.lock",
                    "Who runs now, and whether a service starts the runs; beside it. With --home all of it is in one folder."
                ),
                (
                    "/etc/autoprovision, /var/lib/autoprovision",
                    "The same two folders for the user autoprovision, as whom the Debian package's service runs."
                ),
            ]),
        ManualSections(
            title: "ENVIRONMENT",
            entries: [
                ("AUTOPROVISION_HOME", "The folder of all files, or the address of a database, as with --home."),
                ("AUTOPROVISION_KEY", "The key under which the credentials are sealed."),
                ("XDG_CONFIG_HOME, XDG_STATE_HOME", "Where the folders of configuration and ledger are without a home."),
                ("ACCESSIBLE", "The console talks in lines, as with --plain, when it is set to anything but 0 and false."),
                ("NO_COLOR", "No colors when it is set and not empty."),
            ]),
        ManualSections(
            title: "EXAMPLES",
            entries: [
                ("autoprovision demo", "Everything on this machine, with invented people."),
                ("autoprovision plan", "What a run would do, and why."),
                ("autoprovision sync || [ $? -eq 1 ]", "A run by a timer that raises no alarm because of single people."),
                ("autoprovision log --kind suspend --since 7d --csv", "Who was suspended in the last seven days."),
                ("autoprovision config history --setting scope", "Who changed the scope, when, and from what to what."),
                ("autoprovision explain zoe@your-company.com", "Why somebody has an account or none."),
            ]),
    ]

    /// In the language of man(7).
    var lines: [String] {
        [".SH \(title)"] + entries.flatMap { [".TP", ".B \(ManualPage.escaped($0.term))", ManualPage.escaped($0.text)] }
    }
}
