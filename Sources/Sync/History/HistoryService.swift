package import Engine
import Foundation
import Ledger
package import Provisioning

/// What happened: the log, what is added up of it, and the revisions of the configuration. It changes nothing.
package actor HistoryService: HomeService {
    let context: HomeContext

    init(_ context: HomeContext) { self.context = context }

    /// What happened, newest first.
    package func activity(limit: Int) throws(OperationError) -> [ActivityEntry] {
        return try recorded(context.ledger.activity(limit: limit))
    }

    /// The newest failures, newest first.
    package func failures(limit: Int = 1_000) throws(OperationError) -> [ActivityEntry] {
        return try recorded(context.ledger.activity(limit: limit, failuresOnly: true))
    }

    /// The newest failures in a row of everybody whose last action failed, by directory id.
    package func failedAttempts() throws(OperationError) -> [String: FailedAttempts] {
        return try recorded(context.ledger.state(now: context.now).failures)
    }

    /// Checks that the log is as it was written.
    package func verifyLog() throws(OperationError) -> AuditVerdict { try recorded(context.ledger.verifyAudit()) }
}

/// Looking through the log. None of it waits for the other services: a run or a preview does not hold it up.
extension HistoryService {
    /// Which entries of the log a query finds, and how many there are in all.
    package nonisolated func find(_ query: ActivityQuery) async throws(OperationError) -> (found: ActivityIndex, total: Int) {
        return try recorded(context.ledger.find(query))
    }

    /// Entries of the log by id, newest first, with their hashes.
    package nonisolated func entries(_ ids: [Int64]) async throws(OperationError) -> [ActivityEntry] {
        return try recorded(context.ledger.entries(ids))
    }

    /// Everybody whose newest entry is a failure, the longest first.
    package nonisolated func standingFailures() async throws(OperationError) -> [StandingFailure] {
        return try recorded(context.ledger.standingFailures(now: context.now))
    }
}
