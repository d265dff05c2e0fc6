import ArgumentParser

/// The history of the configuration: who changed what, when, and how to put it back.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show who changed the configuration, compare revisions, and put one back.",
        discussion: """
            Every save is a revision, with who and when; so is a change of config.json by hand, once it is read. Revisions are kept for three years, also when the \
            configuration is deleted. Secrets are in none of them.
            """,
        subcommands: [ConfigHistoryCommand.self, ConfigDiffCommand.self, ConfigRestoreCommand.self])
}
