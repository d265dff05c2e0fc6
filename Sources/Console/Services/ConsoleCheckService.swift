import Engine
import Foundation
import Provisioning
import Sync
import Wording

/// What pages ask of the checks: how the home is, what the app would refuse, and what somebody has to be told.
protocol ConsoleCheckService: Sendable {
    func status() async throws(OperationError) -> WorkspaceStatus
    func changes() throws(OperationError) -> AsyncStream<Void>
    func quality(of edited: Configuration?) async throws(OperationError) -> DataQuality

    func alerts() async throws(OperationError) -> AlertOverview
    func checkAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) -> AlertOverview
    func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError)
    func testAlerts(_ notice: @Sendable (Date, AlertOrigin) -> AlertNotice) async throws(OperationError) -> [AlertTestResult]
}

extension CheckService: ConsoleCheckService {}

/// Checks for a console that only looks.
struct ReadOnlyChecks: ConsoleCheckService {
    let base: any ConsoleCheckService

    func status() async throws(OperationError) -> WorkspaceStatus { try await base.status() }
    func changes() throws(OperationError) -> AsyncStream<Void> { try base.changes() }
    func quality(of edited: Configuration?) async throws(OperationError) -> DataQuality { try await base.quality(of: edited) }

    func alerts() async throws(OperationError) -> AlertOverview { try await base.alerts() }
    func checkAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) -> AlertOverview {
        throw .onlyLooking
    }
    func lookForAlerts(_ teller: @Sendable (AlertMessage, AlertOrigin) -> AlertNotice) async throws(OperationError) { throw .onlyLooking }
    func testAlerts(_ notice: @Sendable (Date, AlertOrigin) -> AlertNotice) async throws(OperationError) -> [AlertTestResult] {
        throw .onlyLooking
    }
}
