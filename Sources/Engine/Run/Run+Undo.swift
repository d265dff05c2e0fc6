package import Foundation
package import Provisioning
import Timing

extension Run {
    /// Takes back what run `undone` did: a run of its own, journalled like any other. It reads no directory.
    package func undo(_ undone: Int64, by who: AuditActor) async throws(OperationError) -> RunRecord {
        let (id, _) = try await begin()
        var progress = RunProgress()
        do throws(OperationError) {
            report(progress)
            // An action of unknown outcome may be the later change that stands in the way.
            try await resumeOpenIntents(run: id)
            let undo = try await ledger.undoPlan(of: undone, configuration: configuration, now: time.now())
            // First the decisions, so that a run that starts after a crash in the middle does not do again at once what was undone.
            let cancelled = undo.entries.flatMap { entry in entry.cancelled.map { (personID: entry.action.personID, decision: $0) } }
            try await recorded(await ledger.record(cancelled, now: time.now()))
            try await recorded(await ledger.log(undo.decisions(by: who), now: time.now()))
            let rejected = undo.entries.compactMap { entry in entry.rejected.map { (personID: entry.action.personID, decision: $0) } }
            try await recorded(await ledger.record(rejected))
            let plan = undo.plan(configurationRevision: configuration.revision, made: time.now())
            let wasStopped = try await apply(plan, run: id, progress: &progress)
            try await finish(
                id, RunOutcome(of: plan, wasStopped: wasStopped, failures: progress.failed), message: "Undo of run \(undone): \(undo.summary).",
                peopleRead: 0, plan: plan)
            progress.phase = .finished
            progress.secondsLeft = 0
            report(progress)
        } catch {
            guard !Self.isStop(error, in: progress.phase) else {
                try await finish(id, .stopped, message: nil, peopleRead: 0, plan: nil)
                return try await record()
            }
            try await finish(id, Self.outcome(of: error), message: error.description, peopleRead: 0, plan: nil)
            throw error
        }
        return try await record()
    }
}

extension LedgerStore {
    /// What an undo of `run` does.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such run.
    package func undoPlan(of run: Int64, configuration: Configuration, now: Date) async throws(OperationError) -> UndoPlan {
        if let (entries, laterRuns) = try await recorded(await done(byRun: run)) {
            return UndoPlan(
                of: run, done: entries, laterRuns: laterRuns,
                state: try await recorded(await state(now: now, hasBegunRun: false)).withDecidedSuspensions,
                policy: configuration.autoprovisioning.deprovisioning, now: now)
        }
        let newest = try await recorded(await lastRun())?.id
        let advice = newest.map { "The newest is run \($0); `autoprovision log --json` names the run of each action." }
        throw .invalidInput("There is no run \(run). \(advice ?? "There was none yet.")")
    }
}
