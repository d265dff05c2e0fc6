package import Engine
package import Foundation
import HTTP
import Ledger
package import Provisioning
import Timing

/// What is measured of a home, for a watcher outside.
package struct Measures: Sendable {
    package let facts: AlertFacts
    package let lastRun: RunRecord?
    package let actions: [ActionKind: (done: Int, failed: Int)]
    package let runs: [RunOutcome: Int]
    /// When each suspension and deletion that waits is due.
    package let pending: [Date]
    package let linkedAccounts: Int
    package let openAlerts: [AlertKind]
    package let undeliveredMessages: Int
    /// How far this machine's clock is ahead of the servers', in seconds; `nil` when none told the time.
    package let secondsAhead: Double?
}

extension Workspace {
    /// Measures; asks no server.
    package func measures() async throws(OperationError) -> Measures {
        let configuration = try configuration()
        let memory = try recorded(ledger.alertMemory())
        return Measures(
            facts: try await alertFacts(configuration), lastRun: try recorded(lastRun()), actions: try recorded(ledger.actionTotals()),
            runs: try recorded(ledger.runTotals()), pending: try recorded(ledger.pendingMoments(configuration.autoprovisioning.deprovisioning)),
            linkedAccounts: try recorded(ledger.linkCount()), openAlerts: memory.open.map(\.alert.kind),
            undeliveredMessages: memory.messages.count,
            secondsAhead: transport.readings().map(\.secondsAhead).max { abs($0) < abs($1) })
    }

    /// Answers a watcher outside; asks no server.
    package func answer(_ probe: ServiceProbe) async throws(OperationError) -> ServiceProbe.Answer {
        probe.answer(try await alertFacts(try configuration()))
    }
}
