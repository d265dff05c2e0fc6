import Foundation
import Provisioning
import Wording

/// What happened in the place of a run, for machines.
struct RunEventReport: Encodable {
    struct Failure: Encodable {
        let code: String
        let message: String
    }

    /// "failed": the run failed as a whole, or could not begin. "off": autoprovisioning is off. At a home in a database also "standing-by", "leading", "stepped-down"
    /// and "turn-lost": whose turn it is to let runs follow one another.
    let event: String
    let time: Date
    var error: Failure?
}

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
    let cancelled: Int
    let problems: Int
    let waiting: Int
    let rejected: Int
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
        cancelled = run.cancelled
        problems = run.problems
        waiting = run.waiting
        rejected = run.rejected
        peopleRead = run.peopleRead
    }
}
