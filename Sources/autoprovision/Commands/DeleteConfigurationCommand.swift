import ArgumentParser
import Foundation
import Provisioning
import Sync

/// Deletes the setup; nobody is deprovisioned.
struct DeleteConfigurationCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete-configuration", abstract: "Delete the setup of autoprovisioning. Nobody is deprovisioned.",
        discussion: """
            Deletes attribute mapping, scope, deprovisioning and the switch, revokes the authorization and forgets which account belongs to whom.
            Accounts in the app stay as they are. The directory, the app registration, User access and the log are kept.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the result as JSON.") var json = false
    @Flag(help: "Do not ask.") var yes = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        guard try await workspace.setup.configuration().revision > 0 else {
            if json {
                try Output.json(["deleted": false])
            } else {
                Output.line("Nothing is set up in \(workspace.homeName), so nothing was deleted.")
            }
            return .done
        }
        if !yes {
            Output.note("This deletes the setup and revokes the authorization. Accounts in \(workspace.applicationName) stay as they are.")
            try Confirmation.ask(word: "delete", nobody: "Add --yes to delete the configuration", refused: "Nothing was deleted")
        }
        try await workspace.setup.deleteConfiguration()
        if json {
            try Output.json(["deleted": true])
        } else {
            Output.line("The configuration is deleted. No account in \(workspace.applicationName) was touched.")
        }
        return .done
    }
}
