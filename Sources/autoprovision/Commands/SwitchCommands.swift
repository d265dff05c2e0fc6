import ArgumentParser
import Sync

/// Turns the switch on.
struct OnCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Turn autoprovisioning on.",
        discussion: "Refused, with the reason, while the set-up is incomplete or the app is on for nobody.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the new state as JSON.") var json = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        try await workspace.turnOn()
        if json { try Output.json(["on": true]) } else { Output.line("Autoprovisioning is on. The next run writes to \(workspace.applicationName).") }
        return .done
    }
}

/// Turns the switch off.
struct OffCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "off", abstract: "Turn autoprovisioning off; the configuration stays.",
        discussion: "A run that is under way stops before its next write.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the new state as JSON.") var json = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        try await workspace.turnOff()
        if json { try Output.json(["on": false]) } else { Output.line("Autoprovisioning is off. Its configuration is kept.") }
        return .done
    }
}
