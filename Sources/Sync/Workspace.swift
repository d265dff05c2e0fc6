import Directory
package import Engine
package import FileHome
package import Foundation
package import HTTP
package import Ledger
package import Provisioning
import RingCentral
package import Timing
import ValueLibraries

/// One home with everything in it, and what can be done there: the operations that the console and the commands share. It holds no rule of
/// provisioning; those are in `Provisioning`.
package actor Workspace {
    nonisolated let context: HomeContext
    /// What the administrator chose.
    package nonisolated let setup: SetupService
    /// Whether the app may be written to.
    package nonisolated let authorization: AuthorizationService
    /// What runs do.
    package nonisolated let runs: RunService
    /// What happened.
    package nonisolated let history: HistoryService

    package nonisolated var unownedExecutor: UnownedSerialExecutor { context.executor.serial }

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
        context = HomeContext(
            home, mayWait: false, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
            fencing: { $0 }, demo: { store in DemoClock(home) { (try? store.load()) ?? nil } })
        authorization = AuthorizationService(context)
        setup = SetupService(context, authorization)
        runs = RunService(context, authorization)
        history = HistoryService(context)
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
        context = HomeContext(
            home, mayWait: mayWait, ledger: ledger, environment: environment, transport: transport, time: time, uptime: uptime,
            fencing: fencing, demo: { _ in nil })
        authorization = AuthorizationService(context)
        setup = SetupService(context, authorization)
        runs = RunService(context, authorization)
        history = HistoryService(context)
    }

    /// Where everything is kept, besides the ledger.
    package nonisolated var home: any HomeStorage { context.home }
    /// The place, for people.
    package nonisolated var homeName: String { home.displayName }
    /// For what asks the home outside of the services, and may wait for it; `nil` where it answers at once.
    package nonisolated var executor: (any TaskExecutor)? { context.executor.tasks }
    /// What the steps of the attribute mapping need to know about the world.
    package nonisolated var valueTools: any ValueTools { context.valueTools }
    /// The moment, by the time that delays are counted with here.
    package nonisolated var now: Date { context.now }
    /// The attributes that the app accepts; RingCentral's while there is no profile that can be read.
    package nonisolated var targets: [TargetAttribute] { context.targets }
    /// The app's name; RingCentral while there is no profile that can be read.
    package nonisolated var applicationName: String { context.applicationName }

    nonisolated var ledger: Ledger { context.ledger }
    nonisolated var time: Time { context.time }
    nonisolated var credentials: CredentialStore { context.credentials }
    func decidedBy() throws(OperationError) -> AuditActor { try context.decidedBy() }
    func application() throws(OperationError) -> ApplicationConnection { try context.application() }
    func source(_ configuration: Configuration) throws(OperationError) -> any DirectorySource { try context.source(configuration) }
    func acquireRunLock() throws(OperationError) -> RunLock { try context.acquireRunLock() }
    package nonisolated func application(of configuration: Configuration) throws(OperationError) -> ApplicationProfile {
        try context.application(of: configuration)
    }

    /// Everything that the app's page shows; asks no server.
    package func status() async throws(OperationError) -> WorkspaceStatus {
        let configuration = try context.configuration()
        let application = try application(of: configuration)
        let resumption = try await authorization.openResumption()
        let authorization = try await authorization.status()
        let owner: [String: String]? = if let id = authorization.owner { try recorded(ledger.linkedValues(ofAccount: id)) } else { nil }
        let days = configuration.autoprovisioning.firstTurnedOn == nil ? nil : try recorded(ledger.usage(of: HistoryService.usageTimes(until: time.now())))
        let holder = try configured(RunLock.holder(home))
        var status = WorkspaceStatus(
            configuration: configuration, authorization: authorization, usage: days.map(UsageDay.sum),
            turnOnBlocked: SetupGate.turnOn(
                configuration, targets: application.attributes, isAuthorized: authorization.isAuthorized, application: application.name),
            lastRun: try context.lastRun(), heldCount: try recorded(ledger.heldCount()), runHolder: holder,
            running: holder == nil ? nil : RunProgressNote(home: home).read(now: time.now()),
            isSandbox: configuration.application.profile == nil
                && ["127.0.0.1", "localhost"].contains(URL(string: configuration.application.baseURL)?.host() ?? ""),
            unattended: try configured(UnattendedService(home)), linkedAccounts: try recorded(ledger.linkCount()),
            awaitingActivation: try recorded(ledger.awaitingActivationCount()),
            pending: try recorded(ledger.pendingCount(configuration.autoprovisioning.deprovisioning, now: time.now())),
            authorizingUserName: owner?[MappingTable.userNamePath],
            identityChange: try recorded(ledger.identityChange()), bindings: try recorded(WorkspaceStatus.Bindings(ledger)), time: time.now(),
            application: ApplicationSummary(application))
        status.unattendedFailures = try context.unattendedFailures(configuration, authorization)
        (status.waitingFindings, status.findingsSince) = try recorded(context.waitingFindings(configuration))
        status.heldSince = try recorded(ledger.heldSince())
        status.serviceHolder = try configured(UnattendedMark.holder(home))
        status.accountsCompared = try recorded(ledger.reconciliationMoments().compared)
        let alerts = try recorded(ledger.alertMemory())
        (status.openAlerts, status.undelivered) = (alerts.open, alerts.messages.first { $0.failure != nil })
        status.capacity = try recorded(ledger.capacity())
        status.resumption = resumption
        // A sandbox ends with somebody's evening, and needs no service.
        status.serviceCommand = status.isSandbox ? "autoprovision run" : ServiceWay(home.name).command
        status.usageDays = days
        status.newest = try recorded(ledger.activity(limit: Self.newestEntries))
        return status
    }

    /// An element after each change of what the home keeps by whatever process: configuration, authorization, ledger, a run's progress.
    ///
    /// - Throws: ``OperationError/configuration(_:)`` when it cannot be watched.
    package nonisolated func changes() throws(OperationError) -> AsyncStream<Void> {
        return try configured(home.changes())
    }

    /// So many entries of the log are part of the status.
    private static let newestEntries = 60
}
