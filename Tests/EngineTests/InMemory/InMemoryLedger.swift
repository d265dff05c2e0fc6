import Foundation
import Provisioning
import Synchronization

@testable import Engine

/// A ledger in memory: what the protocols promise, without a disk.
final class InMemoryLedger: LedgerStore {
    /// An action in the journal.
    struct Journaled: Sendable {
        let id: Int64
        let run: Int64
        let entry: PlanEntry
        let isReleased: Bool
        var ended: Date?
        /// `nil` while it is open.
        var outcome: IntentOutcome?
    }

    struct Content: Sendable {
        var state = LedgerState()
        var runs: [RunRecord] = []
        /// The person of each run that was for one alone.
        var personRuns: [Int64: String] = [:]
        var journal: [Journaled] = []
        var problems: [(run: Int64, problem: ProblemEntry)] = []
        var logged: [LoggedDecision] = []
        var doubt: LinkDoubt?
        var customerID: String?
        var identityChange: IdentityChange?
        var capacity: Capacity?
        var plan: RememberedPlan?
        var orphans: [OrphanedAccount] = []
        var seen: [String: Date] = [:]
        var moments = ReconciliationMoments()
        var readings: [String: Date] = [:]
        /// Whether the next run takes it for an older copy.
        var isReplaced = false
    }

    let content: Mutex<Content>
    let trace: Trace

    init(trace: Trace, links: [AccountLink] = []) {
        self.trace = trace
        var content = Content()
        content.state.links = Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) })
        self.content = Mutex(content)
    }

    /// Looks at what is kept.
    func read<Value: Sendable>(_ body: (Content) -> Value) -> Value { content.withLock { body($0) } }

    /// Changes what is kept; for the protocols, and for a test's beginning.
    func write<Value: Sendable>(_ body: (inout Content) -> Value) -> Value { content.withLock { body(&$0) } }

    func state(now: Date, hasBegunRun: Bool) async throws(LedgerError) -> LedgerState {
        read { content in
            var state = content.state
            state.recentActions = content.journal.reduce(into: [:]) { counts, journaled in
                guard journaled.isDone, !journaled.isReleased, let ended = journaled.ended, ended >= now - Safeguards.rollingWindow else { return }
                counts[journaled.entry.kind, default: 0] += 1
            }
            state.failures = content.failures
            return state
        }
    }
}

extension InMemoryLedger.Journaled {
    var isDone: Bool {
        switch outcome {
        case .linked, .removed: true
        default: false
        }
    }

    /// Why it failed, if it did.
    var failure: OutcomeDetail? {
        switch outcome {
        case .failed(let detail, _), .inDoubt(let detail): detail
        default: nil
        }
    }
}

extension InMemoryLedger.Content {
    /// The failures in a row of people whose last action failed.
    var failures: [String: FailedAttempts] {
        var failures: [String: FailedAttempts] = [:]
        for journaled in journal where journaled.outcome != nil && journaled.outcome != .notCarriedOut {
            let (person, kind) = (journaled.entry.personID, journaled.entry.kind)
            guard let detail = journaled.failure, let ended = journaled.ended else {
                failures[person] = nil
                continue
            }
            let before = failures[person].map { $0.kind == kind ? $0.count : 0 } ?? 0
            failures[person] = FailedAttempts(kind: kind, after: journaled.entry.after, count: before + 1, last: ended, detail: detail)
        }
        return failures
    }
}
