import Engine
import Foundation
import Sync

/// What the console asks for outside of its own state: the services of a ``Workspace``, each as far as pages need it. A test has answers without a disk in their place.
struct ConsoleServices: Sendable {
    var setup: any ConsoleSetupService
    var authorization: any ConsoleAuthorizationService
    var runs: any ConsoleRunService
    var history: any ConsoleHistoryService
    var checks: any ConsoleCheckService
    /// Tells the moment, by the time that delays are counted with.
    var clock: @Sendable () -> Date

    /// The moment, by the time that delays are counted with.
    var now: Date { clock() }

    /// The same for a console that only looks: whatever would change the home, the app or what is told to anybody is refused here, so that no page has to know.
    ///
    /// A file that somebody exports to changes none of these.
    var onlyLooking: ConsoleServices {
        var services = self
        services.setup = ReadOnlySetup(base: setup)
        services.authorization = ReadOnlyAuthorization()
        services.runs = ReadOnlyRuns(base: runs)
        services.checks = ReadOnlyChecks(base: checks)
        return services
    }
}

extension ConsoleServices {
    /// What is done at a home.
    init(_ workspace: Workspace) {
        self.init(
            setup: workspace.setup, authorization: workspace.authorization, runs: workspace.runs, history: workspace.history,
            checks: workspace.checks, clock: { workspace.now })
    }
}

extension OperationError {
    /// What a console that only looks answers.
    static let onlyLooking = OperationError.invalidInput("This console was started with --read-only, so it changes nothing.")
}
