import Directory
import Foundation
import Ledger
import Provisioning
import SCIM

/// One run: resume what a dead run left open, observe, plan, apply, record.
struct Run {
    let configuration: Configuration
    let observation: Observation
    let writer: ActionWriter
    let ledger: Ledger
    let released: Set<ActionKind>
    let now: @Sendable () -> Date
    /// Whether the switch is still on; asked before every write, so that turning it off works in the middle of a run.
    let isStillOn: @Sendable () -> Bool
    /// Seconds that this many more writes will take at the pace of the app's limits.
    let secondsNeeded: @Sendable (Int) async -> Double?
    let report: @Sendable (RunProgress) -> Void

    /// Does the run and returns how it ended.
    func perform() async throws(OperationError) -> RunRecord {
        let id = try recorded { () throws(LedgerError) in
            try ledger.startRun(configurationRevision: configuration.revision, now: now())
        }
        var progress = RunProgress()
        var peopleRead = 0
        do throws(OperationError) {
            report(progress)
            try await resumeOpenIntents()
            let state = try recorded { () throws(LedgerError) in try ledger.state(now: now()) }
            let reportReading = report
            let input = try await observation.planInput(configuration: configuration, ledger: state, now: now(), released: released) { count in
                var reading = RunProgress()
                reading.peopleRead = count
                reportReading(reading)
            }
            peopleRead = input.snapshot.people.count
            progress.peopleRead = peopleRead
            progress.phase = .planning
            report(progress)
            let plan = Planner.plan(input)
            try recorded { () throws(LedgerError) in
                try ledger.applyTimerChanges(plan.timerChanges)
                try ledger.forget(plan.lapsedDecisions)
                for problem in plan.problems {
                    try ledger.recordProblem(run: id, problem: problem, now: now())
                }
            }
            progress.problems = plan.problems.count
            let wasStopped = try await apply(plan, run: id, progress: &progress)
            let outcome: RunOutcome =
                wasStopped
                ? .stopped : !plan.held.isEmpty ? .held : progress.failed + progress.problems + plan.waiting.count > 0 ? .doneWithFailures : .done
            try finish(id, outcome, message: Self.message(plan), peopleRead: peopleRead, plan: plan)
            progress.phase = .finished
            progress.secondsLeft = 0
            report(progress)
        } catch {
            let outcome: RunOutcome =
                switch error {
                case .reauthorizationNeeded: .reauthorizationNeeded
                case .cancelled: .stopped
                default: .failed
                }
            try finish(id, outcome, message: error.description, peopleRead: peopleRead, plan: nil)
            throw error
        }
        guard let record = try recorded({ () throws(LedgerError) in try ledger.lastRun() }) else {
            throw .application(code: "run-lost", message: "The ledger lost the record of this run. Check the disk, then run again.")
        }
        return record
    }

    /// What an administrator has to know of a run that came to its end.
    private static func message(_ plan: Plan) -> String? {
        var sentences = plan.holds.values.sorted { $0.kind < $1.kind }.map(\.sentence)
        if !plan.problems.isEmpty {
            sentences.append(
                "\(plan.problems.count == 1 ? "1 person has" : "\(plan.problems.count) people have") a problem that needs you: look at the failures.")
        }
        if !plan.waiting.isEmpty {
            sentences.append(
                "\(plan.waiting.count) that failed before \(plan.waiting.count == 1 ? "waits" : "wait") for another try: look at the failures.")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    func finish(_ id: Int64, _ outcome: RunOutcome, message: String?, peopleRead: Int, plan: Plan?) throws(OperationError) {
        try recorded { () throws(LedgerError) in
            try ledger.finishRun(
                id, outcome: outcome, message: message, peopleRead: peopleRead, held: plan?.held.count ?? 0, pending: plan?.pending.count ?? 0,
                problems: plan?.problems.count ?? 0, waiting: plan?.waiting.count ?? 0, rejected: plan?.rejected.count ?? 0, now: now())
        }
    }

    /// Writes the plan's entries in order. Returns whether it was stopped before the end.
    func apply(_ plan: Plan, run: Int64, progress: inout RunProgress) async throws(OperationError) -> Bool {
        progress.phase = .writing
        progress.total = plan.entries.count
        progress.secondsLeft = await secondsNeeded(plan.entries.count)
        report(progress)
        let started = now()
        var blockedKinds: Set<ActionKind> = []
        for (index, entry) in plan.entries.enumerated() {
            if Task.isCancelled || !isStillOn() { return true }
            progress.current = entry.name
            if blockedKinds.contains(entry.kind) {
                progress.failed += 1
                continue
            }
            let intent = try recorded { () throws(LedgerError) in
                try ledger.recordIntent(
                    run: run, entry: entry, isReleased: released.contains(entry.kind) || plan.released.contains(entry.personID), now: now())
            }
            let result: Result<ActionWriter.Outcome, SCIMError>
            do throws(SCIMError) { result = .success(try await writer.perform(entry)) } catch { result = .failure(error) }
            switch result {
            case .success(let outcome):
                try record(outcome, of: intent)
                progress.done += 1
                progress.counts[entry.kind, default: 0] += 1
            case .failure(let error):
                if try await recover(from: error, entry: entry, intent: intent) {
                    progress.done += 1
                    progress.counts[entry.kind, default: 0] += 1
                } else {
                    progress.failed += 1
                    if error.scope == .kind { blockedKinds.insert(entry.kind) }
                    if Task.isCancelled { return true }
                }
            }
            let elapsed = max(0, now().timeIntervalSince(started))
            let left = plan.entries.count - index - 1
            // Either the app's limits bind, or the time that its answers take.
            progress.secondsLeft = max(await secondsNeeded(left) ?? 0, elapsed / Double(index + 1) * Double(left))
            report(progress)
        }
        progress.current = nil
        return false
    }

    /// Deals with a write that failed. Returns whether it turned out to have been carried out all the same.
    ///
    /// - Throws: the error when it stops the whole run.
    private func recover(from error: SCIMError, entry: PlanEntry, intent: Int64) async throws(OperationError) -> Bool {
        if error.mayHaveHadEffect {
            let found: ActionWriter.Outcome?
            // If the lookup fails as well, the intent stays open: the next run looks it up before it does anything for this person.
            do throws(SCIMError) { found = try await writer.lookUp(entry) } catch { throw OperationError(error) }
            if let found {
                try record(found, of: intent)
                return true
            }
        }
        switch error.scope {
        case .run:
            try recorded { () throws(LedgerError) in try ledger.recordNotCarriedOut(intent, now: now()) }
            throw OperationError(error)
        case .kind, .person:
            if case .notFound = error {
                // Deleted by hand in the app: forget the link, so that the next run can start afresh with a lookup.
                try recorded { () throws(LedgerError) in try ledger.forgetLink(personID: entry.personID) }
            }
            try recorded { () throws(LedgerError) in
                try ledger.recordFailure(intent, code: error.code, message: error.description, now: now())
            }
            return false
        }
    }

    private func record(_ outcome: ActionWriter.Outcome, of intent: Int64) throws(OperationError) {
        try recorded { () throws(LedgerError) in
            switch outcome {
            case .linked(let link): try ledger.recordSuccess(intent, link: link, removesLink: false, now: now())
            case .removed: try ledger.recordSuccess(intent, link: nil, removesLink: true, now: now())
            }
        }
    }

    /// What a run that died left open is looked up, not repeated.
    func resumeOpenIntents() async throws(OperationError) {
        let open = try recorded { () throws(LedgerError) in try ledger.openIntents() }
        for intent in open {
            let entry = PlanEntry(
                personID: intent.personID, name: intent.name, email: intent.email, kind: intent.kind, accountID: intent.accountID,
                before: intent.before,
                after: intent.after, reason: .attributesChanged([]))
            let outcome: ActionWriter.Outcome?
            do throws(SCIMError) {
                outcome = try await writer.lookUp(entry)
            } catch {
                throw OperationError(error)
            }
            if let outcome {
                try record(outcome, of: intent.id)
            } else {
                try recorded { () throws(LedgerError) in try ledger.recordNotCarriedOut(intent.id, now: now()) }
            }
        }
    }

    func recorded<Value>(_ body: () throws(LedgerError) -> Value) throws(OperationError) -> Value {
        do throws(LedgerError) { return try body() } catch { throw .ledger(error) }
    }
}
