import ArgumentParser
import Engine
import Files
import Foundation
import Provisioning
import Sync
import Wording

/// Replaces the configuration by what a file says.
struct ConfigReplaceCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Replace the configuration by a file, as if config.json were edited by hand.",
        discussion: """
            The file is what config show printed, with your changes. It is checked as a whole, and it must be of the newest revision: what somebody else saved
            meanwhile is not lost. \(SaveQuestion.help)
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the saved configuration as JSON.") var json = false
    @Flag(help: "Save without asking, whatever the change takes away or lets through.") var yes = false
    @Argument(help: ArgumentHelp("The file with the whole configuration.", valueName: "file"), completion: .file(extensions: ["json"]))
    var file: String

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(URL(fileURLWithPath: file)) } catch {
            throw OperationError.invalidInput("\(file) cannot be read: \(error.reason). Nothing was saved.")
        }
        let (saved, edited) = (try await workspace.setup.configuration(), try decoded(data, in: workspace))
        try await workspace.setup.requireNewest(edited)
        guard !saved.changes(to: edited).isEmpty else {
            Output.note("\(file) says what is saved already; nothing was changed.")
            return .done
        }
        guard saved.autoprovisioning.isOn == edited.autoprovisioning.isOn else {
            throw OperationError.invalidInput(
                "\(file) turns autoprovisioning \(edited.autoprovisioning.isOn ? "on" : "off"). Do that with `autoprovision on` or `autoprovision off`, which look whether "
                    + "it can be done; leave isOn as it is. Nothing was saved.")
        }
        try await workspace.setup.requireRestorable(edited)
        Output.note("This changes: \(saved.changes(to: edited).words).")
        try await SaveQuestion.ask(about: edited, in: workspace, isAnswered: yes)
        let kept = try await workspace.setup.save(edited)
        if json { try Output.json(kept) } else { Output.line("Saved as revision \(kept.revision) at \(workspace.homeName).") }
        return .done
    }

    /// The file's configuration; what is wrong with it is said of the file and not of what is saved.
    private func decoded(_ data: Data, in workspace: Workspace) throws -> Configuration {
        let place = workspace.home.place(of: .configuration)
        do throws(ConfigurationError) { return try workspace.setup.decode(data) } catch {
            throw OperationError.invalidInput(error.description.replacing(place, with: file))
        }
    }
}
