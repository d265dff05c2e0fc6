import Engine
import Foundation
import Provisioning

@testable import Ledger

/// Steps of one action each; a run records many together.
extension Ledger {
    func recordIntent(run: Int64, entry: PlanEntry, isReleased: Bool = false, now: Date) throws(LedgerError) -> Int64 {
        try record(outcomes: [], run: run, intents: [(entry, isReleased)], now: now)[0]
    }

    func recordOutcome(_ outcome: IntentOutcome, of intent: Int64, now: Date) throws(LedgerError) {
        _ = try record(outcomes: [(intent, outcome)], run: Self.noRun, intents: [], now: now)
    }
}
