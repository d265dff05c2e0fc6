import Foundation
import Ledger
import Provisioning

/// A run for machines.
struct RunReport: Encodable {
    let id: Int64
    let started: Date
    let finished: Date?
    let outcome: String
    let message: String?
    let counts: [String: Int]
    let failures: Int
    let held: Int
    let pending: Int
    let peopleRead: Int

    init(_ run: RunRecord) {
        id = run.id
        started = run.started
        finished = run.finished
        outcome = run.outcome?.rawValue ?? "running"
        message = run.message
        counts = Dictionary(uniqueKeysWithValues: ActionKind.allCases.map { ($0.rawValue, run.counts[$0] ?? 0) })
        failures = run.failures
        held = run.held
        pending = run.pending
        peopleRead = run.peopleRead
    }

    /// One line for people.
    static func sentence(_ run: RunRecord) -> String {
        let done = ActionKind.allCases.compactMap { kind in (run.counts[kind] ?? 0) > 0 ? "\(run.counts[kind] ?? 0) \(kind.pastTense)" : nil }
        var parts = done.isEmpty ? ["nothing to change"] : done
        if run.failures > 0 { parts.append("\(run.failures) failed") }
        if run.held > 0 { parts.append("\(run.held) held by a safeguard") }
        if run.pending > 0 { parts.append("\(run.pending) pending") }
        return parts.joined(separator: ", ")
    }
}
