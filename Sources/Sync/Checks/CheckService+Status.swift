package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

extension CheckService {
    /// Everything that the app's page shows; asks no server.
    package func status() async throws(OperationError) -> WorkspaceStatus {
        let configuration = try context.configuration()
        let application = try context.application(of: configuration)
        let resumption = try await authorization.openResumption()
        let authorization = try await authorization.status()
        let owner: [String: String]? = if let id = authorization.owner { try recorded(context.ledger.linkedValues(ofAccount: id)) } else { nil }
        let days =
            configuration.autoprovisioning.firstTurnedOn == nil
            ? nil : try recorded(context.ledger.usage(of: HistoryService.usageTimes(until: context.now)))
        let holder = try configured(RunLock.holder(context.home))
        var status = WorkspaceStatus(
            configuration: configuration, authorization: authorization, usage: days.map(UsageDay.sum),
            turnOnBlocked: SetupGate.turnOn(
                configuration, targets: application.attributes, isAuthorized: authorization.isAuthorized, application: application.name),
            lastRun: try context.lastRun(), held: try recorded(context.ledger.heldNow()), runHolder: holder,
            running: holder == nil ? nil : RunProgressNote(home: context.home).read(now: context.now),
            isSandbox: configuration.application.profile == nil
                && ["127.0.0.1", "localhost"].contains(URL(string: configuration.application.baseURL)?.host() ?? ""),
            unattended: try configured(UnattendedService(context.home)), linkedAccounts: try recorded(context.ledger.linkCount()),
            awaitingActivation: try recorded(context.ledger.awaitingActivationCount()),
            pending: try recorded(context.ledger.pendingCount(configuration.autoprovisioning.deprovisioning, now: context.now)),
            authorizingUserName: owner?[MappingTable.userNamePath],
            identityChange: try recorded(context.ledger.identityChange()), bindings: try recorded(WorkspaceStatus.Bindings(context.ledger)),
            time: context.now,
            application: ApplicationSummary(application))
        status.unattendedFailures = try context.unattendedFailures(configuration, authorization)
        (status.waitingFindings, status.findingsSince) = try recorded(context.waitingFindings(configuration))
        status.serviceHolder = try configured(UnattendedMark.holder(context.home))
        status.accountsCompared = try recorded(context.ledger.reconciliationMoments().compared)
        let alerts = try recorded(context.ledger.alertMemory())
        (status.openAlerts, status.undelivered) = (alerts.open, alerts.messages.first { $0.failure != nil })
        status.capacity = try recorded(context.ledger.capacity())
        status.resumption = resumption
        // A sandbox ends with somebody's evening, and needs no service.
        status.serviceCommand = status.isSandbox ? "autoprovision run" : ServiceWay(context.home.name).command
        status.usageDays = days
        status.newest = try recorded(context.ledger.activity(limit: Self.newestEntries))
        return status
    }

    /// So many entries of the log are part of the status.
    private static let newestEntries = 60

    /// An element after each change of what the home keeps by whatever process: configuration, authorization, ledger, a run's progress.
    ///
    /// - Throws: ``OperationError/configuration(_:)`` when it cannot be watched.
    package nonisolated func changes() throws(OperationError) -> AsyncStream<Void> {
        return try configured(context.home.changes())
    }
}
