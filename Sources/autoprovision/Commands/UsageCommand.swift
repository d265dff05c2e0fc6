import ArgumentParser
import Provisioning
import Sync

/// The counters of the last 30 days.
struct UsageCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Show the last 30 days: users created, suspended and deleted, and failures.",
        discussion: "There are no numbers until autoprovisioning was first turned on; then JSON says null.")

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the counters as JSON.") var json = false

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        let usage = try await workspace.status().usage
        if json {
            try Output.json(["last30Days": usage])
        } else if let usage {
            Output.line("Last 30 days")
            Output.line("Users created    \(usage.created)")
            Output.line("Users suspended  \(usage.suspended)")
            Output.line("Users deleted    \(usage.deleted)")
            Output.line("Failures         \(usage.failures)")
        } else {
            Output.line("No numbers yet: autoprovisioning was never turned on.")
        }
        return .done
    }
}
