import Engine
import Provisioning
import Sync
import Terminal

/// Finds out what the first run would do, before the question whether to turn on.
struct ForetellTurnOn: ConsoleTask {
    static let isWaitedFor = true

    /// That it cannot be foretold is no reason not to ask.
    func perform(_ services: ConsoleServices) async throws -> Loadable<Plan> {
        do throws(OperationError) { return .loaded(try await services.runs.preview(of: nil)) } catch { return .failed(error.description) }
    }

    func done(_ plan: Loadable<Plan>, _ console: inout ConsoleState) -> [ConsoleEffect] {
        if let plan = plan.value { console.model.plan = .loaded(plan) }
        console.ask(.turnOn(console.model, plan))
        return []
    }
}

/// Turns autoprovisioning on, and begins the first run.
struct TurnOn: ConsoleTask {
    func perform(_ services: ConsoleServices) async throws -> WorkspaceStatus {
        try await services.runs.turnOn()
        return try await services.checks.status()
    }

    func done(_ status: WorkspaceStatus, _ console: inout ConsoleState) -> [ConsoleEffect] { console.takeStatus(status) + [.run(released: [])] }
}

/// Turns autoprovisioning off; a run that is under way ends by it.
struct TurnOff: ConsoleTask {
    func perform(_ services: ConsoleServices) async throws -> WorkspaceStatus {
        try await services.runs.turnOff()
        return try await services.checks.status()
    }

    func done(_ status: WorkspaceStatus, _ console: inout ConsoleState) -> [ConsoleEffect] { console.takeStatus(status) }
}

/// Deletes the configuration.
struct DeleteConfiguration: ConsoleTask {
    func perform(_ services: ConsoleServices) async throws { try await services.setup.deleteConfiguration() }

    func done(_ success: Void, _ console: inout ConsoleState) -> [ConsoleEffect] {
        console.popToApp()
        console.stash = [:]
        console.say("The configuration is deleted. Accounts in \(console.model.application) stay as they are.", .success)
        return [.loadStatus]
    }
}
