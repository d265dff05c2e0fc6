import ArgumentParser
import Foundation
import Sync

/// The configuration as it is saved.
struct ConfigShowCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print the configuration as JSON, as config.json has it.",
        discussion: """
            For a home in a database, which has no file to open. Change it by hand like this: config show > config.json; edit the file; config replace config.json.
            Secrets are not part of it.
            """)

    @OptionGroup var homeOptions: HomeOptions
    var json: Bool { true }
    var looksForAlerts: Bool { false }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        try Output.json(try await workspace.setup.configuration())
        return .done
    }
}
