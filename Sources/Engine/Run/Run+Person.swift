import Directory
import Foundation
package import Provisioning
import Timing

/// A run for one person alone: a record of its own, with all safeguards and the whole ledger, but without what only the whole directory can tell.
extension Run {
    /// Does it and returns how it ended.
    ///
    /// - Throws: ``OperationError/blocked(_:)`` when only a run for everybody may come next.
    package func perform(for personID: String) async throws(OperationError) -> RunRecord {
        guard try await recorded(await ledger.linkDoubt(hasBegunRun: false)) == nil else {
            throw .blocked(
                Blocked(
                    .connection,
                    "A run for everybody has to come first: the ledger may lack accounts, or was replaced by an older copy. Do one: `autoprovision sync`."
                ))
        }
        let id = try await recorded(
            await ledger.beginRun(for: personID, configurationRevision: configuration.revision, by: actor, now: time.now()))
        var (progress, planned, peopleRead) = (RunProgress(), Plan?.none, 0)
        var untold: OperationError?
        do throws(OperationError) {
            report(progress)
            let open = try await resumeOpenIntents(run: id, of: personID)
            let input = try await observation.observe(
                personID: personID, configuration: configuration,
                ledger: { moment async throws(OperationError) in try await recorded(await ledger.state(now: moment, hasBegunRun: true)) },
                moment: { () async throws(OperationError) in
                    try requireRightClock()
                    return clock.moment()
                })
            peopleRead = input.snapshot.people.count
            try requireRightClock()
            let whole = Planner.plan(input).limited(to: personID, ledger: input.ledger).leavingOut(Set(open.map(\.personID)))
            // The authorization is asked after where nothing else would show that it has ended.
            let (plan, told) = try await timed(whole, asksAnyway: whole.entries.isEmpty && input.accounts.isEmpty)
            planned = plan
            try await requireLease()
            try await keep(plan, about: personID, run: id)
            progress.problems = plan.problems.count
            let wasStopped = try await apply(plan, run: id, progress: &progress)
            let outcome = RunOutcome(of: plan, wasStopped: wasStopped, failures: progress.failed, isTimeTold: told.isTold, leavesDoubt: !open.isEmpty)
            try await finish(
                id, outcome, message: Self.message(plan, wasRestored: false, beliefs: told.sentences, notTried: progress.notTried),
                peopleRead: peopleRead, plan: plan, isWhole: false)
            progress.phase = .finished
            report(progress)
            untold = told.error
        } catch {
            guard !Self.isStop(error, in: progress.phase) else {
                try await finish(id, .stopped, message: nil, peopleRead: peopleRead, plan: planned, isWhole: false)
                return try await record(of: personID)
            }
            try await finish(id, Self.outcome(of: error), message: error.description, peopleRead: peopleRead, plan: planned, isWhole: false)
            throw error
        }
        if let untold, !Task.isCancelled { throw untold }
        return try await record(of: personID)
    }

    private func keep(_ plan: Plan, about personID: String, run id: Int64) async throws(OperationError) {
        try await recorded(await ledger.applyTimerChanges(plan.timerChanges))
        try await recorded(await ledger.forget(plan.lapsedDecisions))
        try await recorded(await ledger.record(plan.problems, run: id, now: time.now()))
        try await recorded(await ledger.rememberHeld(plan.held, of: personID, now: time.now()))
    }

    private func record(of personID: String) async throws(OperationError) -> RunRecord {
        guard let record = try await recorded(await ledger.lastRun(of: personID)) else {
            throw .application(code: "run-lost", message: "The ledger lost the record of this run. Check the disk, then look at `autoprovision log`.")
        }
        return record
    }
}
