import Engine
import Foundation
import Ledger
import Provisioning

extension Run {
    /// Takes back what run `undone` did: a run of its own, journalled like any other. It reads no directory.
    func undo(_ undone: Int64, by who: AuditActor) async throws(OperationError) -> RunRecord {
        let (id, _) = try begin()
        var progress = RunProgress()
        do throws(OperationError) {
            report(progress)
            // An action of unknown outcome may be the later change that stands in the way.
            try await resumeOpenIntents()
            let undo = try ledger.undoPlan(of: undone, configuration: configuration, now: now())
            // First the decisions, so that a run that starts after a crash in the middle does not do again at once what was undone.
            try recorded { () throws(LedgerError) in
                for entry in undo.entries {
                    for decision in entry.cancelled {
                        try ledger.decide(
                            decision, personID: entry.action.personID, cause: decision.cause, action: decision.action, now: now())
                    }
                }
                try ledger.log(undo.decisions(by: who), now: now())
                try ledger.record(undo.entries.compactMap { entry in entry.rejected.map { (entry.action.personID, $0) } })
            }
            let plan = undo.plan(configurationRevision: configuration.revision, made: now())
            let wasStopped = try await apply(plan, run: id, progress: &progress)
            try finish(
                id, RunOutcome(of: plan, wasStopped: wasStopped, failures: progress.failed), message: "Undo of run \(undone): \(undo.summary).",
                peopleRead: 0, plan: plan)
            progress.phase = .finished
            progress.secondsLeft = 0
            report(progress)
        } catch {
            guard !Self.isStop(error, in: progress.phase) else {
                try finish(id, .stopped, message: nil, peopleRead: 0, plan: nil)
                return try record()
            }
            try finish(id, Self.outcome(of: error), message: error.description, peopleRead: 0, plan: nil)
            throw error
        }
        return try record()
    }
}

extension Ledger {
    /// What an undo of `run` does.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such run.
    func undoPlan(of run: Int64, configuration: Configuration, now: Date) throws(OperationError) -> UndoPlan {
        let newest: Int64?
        do throws(LedgerError) {
            if let (entries, laterRuns) = try done(byRun: run) {
                return UndoPlan(
                    of: run, done: entries, laterRuns: laterRuns, state: try state(now: now).withDecidedSuspensions,
                    policy: configuration.autoprovisioning.deprovisioning, now: now)
            }
            newest = try lastRun()?.id
        } catch {
            throw .ledger(error)
        }
        let advice = newest.map { "The newest is run \($0); `autoprovision log --json` names the run of each action." }
        throw .invalidInput("There is no run \(run). \(advice ?? "There was none yet.")")
    }
}
