package import Engine
package import FileHome
package import Foundation
package import HTTP
package import Ledger
package import Provisioning
package import Timing

/// One home with everything in it: opens it, and holds the services by which the console and the commands work at it. None holds a rule of provisioning; those are in
/// `Provisioning`.
package struct Workspace: Sendable {
    let context: HomeContext
    /// What the administrator chose.
    package let setup: SetupService
    /// Whether the app may be written to.
    package let authorization: AuthorizationService
    /// What runs do.
    package let runs: RunService
    /// What happened.
    package let history: HistoryService
    /// How the home is.
    package let checks: CheckService

    /// Opens a home in a folder; makes the folder when it is missing.
    ///
    /// - Parameter uptime: seconds that no setting of the clock changes, by which a clock that jumps between two answers is noticed.
    /// - Throws: ``OperationError`` when the home cannot be written or the ledger cannot be opened.
    package init(
        home: Home, environment: [String: String], transport: any HTTPTransport = NetworkTransport(), time: Time = .system,
        uptime: (@Sendable () -> TimeInterval)? = nil
    ) throws(OperationError) {
        try configured(home.prepare())
        let ledger = try recorded(Ledger(file: home.ledgerFile))
        self.init(
            HomeContext(
                home, mayWait: false, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
                fencing: { $0 }, demo: { store in DemoClock(home) { (try? store.load()) ?? nil } }))
    }

    /// Opens a home that other machines may use too.
    ///
    /// - Parameters:
    ///   - home: has been prepared.
    ///   - mayWait: whether the home may make its callers wait, so that they get threads of their own.
    ///   - fencing: the ledger for a run that holds the lock of the home: one that writes nothing any more once somebody else has it.
    package init(
        shared home: any HomeStorage, mayWait: Bool = true, ledger: Ledger, fencing: @escaping @Sendable (Ledger) -> Ledger,
        environment: [String: String], transport: any HTTPTransport = NetworkTransport(), time: Time = .system,
        uptime: (@Sendable () -> TimeInterval)? = nil
    ) {
        self.init(
            HomeContext(
                home, mayWait: mayWait, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
                fencing: fencing, demo: { _ in nil }))
    }

    private init(_ context: HomeContext) {
        self.context = context
        authorization = AuthorizationService(context)
        setup = SetupService(context, authorization)
        runs = RunService(context, authorization)
        history = HistoryService(context)
        checks = CheckService(context, authorization, setup)
    }

    /// Where everything is kept, besides the ledger.
    package var home: any HomeStorage { context.home }
    /// The place, for people.
    package var homeName: String { home.displayName }
    /// For what asks the home outside of the services, and may wait for it; `nil` where it answers at once.
    package var executor: (any TaskExecutor)? { context.executor.tasks }
    /// What the steps of the attribute mapping need to know about the world.
    package var valueTools: any ValueTools { context.valueTools }
    /// The moment, by the time that delays are counted with here.
    package var now: Date { context.now }
    /// The attributes that the app accepts; RingCentral's while there is no profile that can be read.
    package var targets: [TargetAttribute] { context.targets }
    /// The app's name; RingCentral while there is no profile that can be read.
    package var applicationName: String { context.applicationName }
}
