import Foundation
import Provisioning
import Timing

extension PlanApplication {
    /// So many links are recorded in one durable step, so that a stop is noticed in between.
    private static let linksAtOnce = 500

    /// Links the accounts at which nothing has to be changed, as a list of whole accounts showed: the app is asked nothing, and no write turn is spent. Answers how
    /// many there were.
    func recordLinks(_ progress: inout RunProgress) async throws(OperationError) -> Int {
        let entries = plan.entries.filter { $0.difference == .none }
        var linked = 0
        while linked < entries.count, !Task.isCancelled, try await isStillOn() {
            let chunk = entries[linked..<min(linked + Self.linksAtOnce, entries.count)]
            try await requireMayBegin(Array(chunk))
            let intents = try await recorded(
                await ledger.record(outcomes: [], run: run, intents: chunk.map { ($0, isReleased($0)) }, now: time.now()))
            let outcomes = zip(intents, chunk).map { intent, entry in
                (
                    intent: intent,
                    outcome: IntentOutcome.linked(AccountLink(personID: entry.personID, accountID: entry.accountID ?? "", values: entry.after))
                )
            }
            _ = try await recorded(await ledger.record(outcomes: outcomes, run: run, intents: [], now: time.now()))
            linked += chunk.count
        }
        progress.done += linked
        if linked > 0 { progress.counts[.adopt, default: 0] += linked }
        return entries.count
    }
}
