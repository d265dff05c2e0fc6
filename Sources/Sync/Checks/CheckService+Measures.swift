package import Engine
package import Foundation
import HTTP
import Ledger
package import Provisioning
import SCIM
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
    /// What the app allows this process, once it has said so.
    package let budgets: [Budget]

    /// How many requests the app allows.
    package struct Budget: Sendable, Equatable {
        /// "read" or "write"; "any" where both share it.
        package let requests: String
        /// Requests in the app's window of time.
        package let limit: Int
        /// How many of them may leave at this moment.
        package let left: Int
    }
}

extension CheckService {
    /// Measures; asks no server.
    package func measures() async throws(OperationError) -> Measures {
        let configuration = try context.configuration()
        let memory = try recorded(context.ledger.alertMemory())
        return Measures(
            facts: try await alertFacts(configuration), lastRun: try context.lastRun(), actions: try recorded(context.ledger.actionTotals()),
            runs: try recorded(context.ledger.runTotals()),
            pending: try recorded(pendingMoments(configuration.autoprovisioning.deprovisioning)),
            linkedAccounts: try recorded(context.ledger.linkCount()), openAlerts: memory.open.map(\.alert.kind),
            undeliveredMessages: memory.messages.count,
            secondsAhead: context.transport.readings().map(\.secondsAhead).max { abs($0) < abs($1) }, budgets: await budgets())
    }

    private func pendingMoments(_ policy: DeprovisioningPolicy) throws(LedgerError) -> [Date] {
        let all = try context.ledger.pendingMoments(policy)
        // Where nothing waits, nobody has to be left out.
        guard !all.isEmpty else { return [] }
        let (leftAlone, whereOff) = try context.peopleLeftAlone()
        return try context.ledger.pendingMoments(policy, except: leftAlone, exceptWhereOff: whereOff)
    }

    private func budgets() async -> [Measures.Budget] {
        // A process that asked the app nothing yet has been told no limit.
        guard let connection = context.connection.current else { return [] }
        return await connection.pacer.budgets().map { Measures.Budget(requests: $0.kind?.rawValue ?? "any", limit: $0.limit, left: $0.left) }
    }

    /// Answers a watcher outside; asks no server.
    package func answer(_ probe: ServiceProbe) async throws(OperationError) -> ServiceProbe.Answer {
        probe.answer(try await alertFacts(try context.configuration()))
    }
}
