package import Foundation
package import Provisioning

/// What runs did: each action is written down as an intent before its request, and with its outcome after it.
package protocol RunJournal: Sendable {
    /// Begins a run; runs whose process died are closed as interrupted. Before that, a store that was replaced by an older copy is noticed, and every running
    /// timer begins anew. Only asked while the lease is held.
    ///
    /// - Parameter actor: who started it; for an unattended run, the user as whom the service runs.
    func beginRun(
        configurationRevision: Int, isUnattended: Bool, by actor: AuditActor?, now: Date
    ) async throws(LedgerError) -> (id: Int64, wasRestored: Bool)

    /// Begins a run for one person alone; one for everybody may be under way meanwhile. Only asked while the lease is held.
    func beginRun(for personID: String, configurationRevision: Int, by actor: AuditActor?, now: Date) async throws(LedgerError) -> Int64

    /// Ends a run. `nowHeld` is what its plan leaves held; `nil` where it made no plan, and then what was held before still is.
    func finishRun(
        _ id: Int64, outcome: RunOutcome, message: String?, peopleRead: Int, held: Int, pending: Int, cancelled: Int, problems: Int, waiting: Int,
        rejected: Int, nowHeld: [PlanEntry]?, nowHoldsUnits: Bool, now: Date
    ) async throws(LedgerError)

    /// Remembers what is held of one person, in place of what was held of that person before; what both hold is held since then.
    func rememberHeld(_ entries: [PlanEntry], of personID: String, now: Date) async throws(LedgerError)

    /// The newest run for this person alone.
    func lastRun(of personID: String) async throws(LedgerError) -> RunRecord?

    /// The newest run for everybody.
    func lastRun() async throws(LedgerError) -> RunRecord?

    /// What a run that died left open, oldest first.
    func openIntents() async throws(LedgerError) -> [OpenIntent]

    /// Records outcomes and the intents that follow them in one durable step. Returns the ids of the intents, in their order.
    func record(
        outcomes: [(intent: Int64, outcome: IntentOutcome)], run: Int64, intents: [(entry: PlanEntry, isReleased: Bool)], now: Date
    ) async throws(LedgerError) -> [Int64]

    /// Records that nothing can be done for these people. A problem is recorded again only when something else happened to the person meanwhile.
    func record(_ problems: [ProblemEntry], run: Int64, now: Date) async throws(LedgerError)

    /// What a run did, in its order, and the newest run that did something for the same person afterwards; `nil` when there is no such run.
    func done(byRun run: Int64) async throws(LedgerError) -> (entries: [ActivityEntry], laterRuns: [String: Int64])?
}
