import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

/// What is asked about runs by more than who lets them happen.
extension HomeContext {
    /// The newest run; one whose process died is said to be interrupted.
    func lastRun() throws(OperationError) -> RunRecord? {
        let run = try recorded(ledger.lastRun())
        guard run?.outcome == nil, try configured(RunLock.holder(home)) == nil else { return run }
        // It may have ended between the two looks.
        return try recorded(ledger.lastRun())?.withoutHolder
    }

    /// Takes the lock of the one program that may write.
    ///
    /// - Throws: ``OperationError/configuration(_:)`` when another one holds it, with its name and since when.
    func acquireRunLock() throws(OperationError) -> RunLock {
        return try configured(RunLock.acquire(home, holder: "autoprovision", now: now))
    }

    /// Who starts a run: whoever is signed in, or the service alone.
    func starter(_ isUnattended: Bool) throws(OperationError) -> AuditActor { isUnattended ? AuditActor(user: user) : try decidedBy() }

    /// Unattended runs that failed as a whole, one after the other; `nil` when the newest one did not, or when something was mended since.
    func unattendedFailures(_ configuration: Configuration, _ authorization: AuthorizationStatus) throws(OperationError) -> UnattendedFailures? {
        let authorized: Date? = if case .authorized(_, let since, _) = authorization { since } else { nil }
        return UnattendedFailures(try recorded(ledger.runEndings()), revision: configuration.revision, authorized: authorized)
    }

    /// How many findings about the app's accounts wait for an administrator and since when, as far as comparisons know. Asks nobody.
    func waitingFindings(_ configuration: Configuration) throws(LedgerError) -> (count: Int, since: Date?) {
        let findings = try ledger.findings()
        guard !findings.isEmpty else { return (0, nil) }
        return FindingRule(mapping: configuration.autoprovisioning.mapping, decisions: try ledger.accountDecisions()).waiting(among: findings)
    }
}
