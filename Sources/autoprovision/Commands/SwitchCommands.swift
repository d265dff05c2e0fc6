import ArgumentParser
import Provisioning
import Sync

/// Turns the switch on.
struct OnCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "on", abstract: "Turn autoprovisioning on.",
        discussion: """
            Refused, with the reason, while the setup is incomplete or the app is on for nobody. After a reauthorization it resumes the runs that wait for an answer.
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the new state as JSON.") var json = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let waited = try await workspace.authorization.openResumption() != nil
        let wasOn = try await workspace.setup.configuration().autoprovisioning.isOn
        try await workspace.runs.turnOn()
        if waited { Output.note("The runs that waited for an answer after the reauthorization are resumed.") }
        let next = "The next run writes to \(workspace.applicationName): autoprovision sync, or autoprovision run for one after another."
        let state = wasOn ? "Autoprovisioning was on already." : "Autoprovisioning is on."
        if json {
            try Output.json(["on": true])
        } else {
            Output.line("\(state) \(homeOptions.completing(next))")
        }
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
        let configuration = try await workspace.setup.configuration()
        // Nothing is saved when it is off already: not even the revision rises.
        if configuration.autoprovisioning.isOn { try await workspace.runs.turnOff() }
        let words =
            if configuration.autoprovisioning.isOn {
                "Autoprovisioning is off. Its configuration is kept."
            } else if configuration.revision > 0 {
                "Autoprovisioning was off already."
            } else {
                "Autoprovisioning is off: nothing is set up in \(workspace.homeName)."
            }
        if json { try Output.json(["on": false]) } else { Output.line(words) }
        return .done
    }
}
