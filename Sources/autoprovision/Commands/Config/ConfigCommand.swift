import ArgumentParser

/// The history of the configuration: who changed what, when, and how to put it back.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the configuration and who changed it, compare revisions, replace it or put one back.",
        discussion: """
            Every save is a revision, with who and when; so is a change of config.json by hand, once it is read. Revisions are kept for three years, also when the \
            configuration is deleted. Secrets are in none of them.
            """,
        subcommands: [
            ConfigShowCommand.self, ConfigReplaceCommand.self, ConfigHistoryCommand.self, ConfigDiffCommand.self, ConfigRestoreCommand.self,
            ConfigSchemaCommand.self,
        ])
}
