import ArgumentParser
import Provisioning

/// The layout of `config.json`, for editors and for people.
struct ConfigSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print the layout of config.json as JSON Schema, for editors and for checks before a file is installed.",
        discussion: """
            JSON Schema 2020-12. An editor that is told to use it for config.json completes the keys, explains each, and marks what cannot be right; so does any \
            validator. Rules that look at several settings at once are checked by the program alone: `autoprovision doctor`, and whenever the file is read.
            """)

    @Flag(help: "Print the table of the documentation instead, in Markdown.") var markdown = false

    func run() async throws {
        if markdown {
            print(SettingsTable.page, terminator: "")
        } else {
            print(try SettingsTable.schemaText())
        }
    }
}
