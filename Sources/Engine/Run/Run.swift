import Directory
import Foundation
package import Provisioning
package import Timing

/// One run: resume what a dead run left open, observe, plan, apply, record.
package struct Run {
    let configuration: Configuration
    let observation: Observation
    let writer: ActionWriter
    let ledger: any LedgerStore
    /// The right to write, as the only one; asked for before everything that counts.
    let lease: any WriterLease
    let repository: any ConfigurationRepository
    let released: Set<ActionKind>
    /// Whether it comes by itself.
    let isUnattended: Bool
    /// Who started it.
    let actor: AuditActor
    let time: Time
    /// The moment from which delays are counted, and what the servers that answered in this run say about it.
    let clock: any RunClock
    /// Whether somebody asked for the end of this run; asked before every write.
    let isStopped: @Sendable () -> Bool
    /// Whether no write may begin for now; asked before every write and a few times a second while it is so.
    let isPaused: @Sendable () -> Bool
    /// Whoever waits to be taken in between.
    let between: TakenBetween
    let report: @Sendable (RunProgress) -> Void

    /// A run of `configuration`, as `repository` had it a moment ago; the caller holds `lease`.
    package init(
        configuration: Configuration, observation: Observation, ledger: any LedgerStore, lease: any WriterLease,
        repository: any ConfigurationRepository, released: Set<ActionKind>, isUnattended: Bool, actor: AuditActor,
        time: Time,
        clock: any RunClock, isStopped: @escaping @Sendable () -> Bool, isPaused: @escaping @Sendable () -> Bool,
        between: TakenBetween = .nobody, report: @escaping @Sendable (RunProgress) -> Void
    ) {
        self.configuration = configuration
        self.observation = observation
        writer = ActionWriter(accounts: observation.accounts, labels: observation.targets.labelsByPath, readings: AccountReadings(time: time))
        self.ledger = ledger
        self.lease = lease
        self.repository = repository
        self.released = released
        self.isUnattended = isUnattended
        self.actor = actor
        self.time = time
        self.clock = clock
        self.isStopped = isStopped
        self.isPaused = isPaused
        self.between = between
        self.report = report
    }

    /// Does the run and returns how it ended.
    package func perform() async throws(OperationError) -> RunRecord {
        var (id, wasRestored) = try await begin()
        // All delays begin anew with the run then.
        if wasRestored { _ = clock.moment() }
        let result: Result<RunRecord, OperationError>
        do throws(OperationError) { result = .success(try await perform(id, wasRestored: &wasRestored)) } catch { result = .failure(error) }
        // Delays that began anew by a clock that nobody confirmed could end early: the next run begins them once more.
        if wasRestored, !isTimeConfirmed { await ledger.countAsReplaced() }
        return try result.get()
    }

    private func perform(_ id: Int64, wasRestored: inout Bool) async throws(OperationError) -> RunRecord {
        var progress = RunProgress()
        var peopleRead = 0
        var planned: Plan?
        var told = RunTime(isTold: true)
        do throws(OperationError) {
            report(progress)
            try await noteFiles()
            let open = try await resumeOpenIntents(run: id)
            var (input, beliefs): (PlanInput, [String])
            do throws(OperationError) {
                let doubt = try await recorded(await ledger.linkDoubt(hasBegunRun: true))
                (input, beliefs) = try await observe(doubt)
                if doubt != .replaced, try await isOlderThanTheApp(input) {
                    wasRestored = true
                    try await recorded(await ledger.restartTimers(now: clock.moment()))
                    (input, beliefs) = try await observe(.replaced)
                }
                beliefs += try await remember(input)
            } catch {
                // Google refuses the assertions of a wrong clock in words that do not name it.
                try requireRightClock()
                try await note(error)
                throw error
            }
            peopleRead = input.snapshot.people.count
            try await noteActivated(input)
            try requireRightClock()
            beliefs += try await reconcile(&input, wasRestored: wasRestored)
            progress.peopleRead = peopleRead
            progress.phase = .planning
            report(progress)
            try await rememberExports(input)
            let asksAnyway: (Plan) -> Bool = { $0.entries.isEmpty && input.accounts.isEmpty }
            let whole = Planner.plan(input).leavingOut(Set(open.map(\.personID)))
            let plan: Plan
            (plan, told) = try await timed(whole, asksAnyway: asksAnyway(whole))
            planned = plan
            try await requireLease()
            beliefs += try await rememberUnits(input, run: id)
            try await keep(plan, run: id)
            progress.problems = plan.problems.count
            beliefs += [try await orphans(input, plan)].compactMap(\.self)
            let wasStopped = try await apply(plan, run: id, progress: &progress)
            let inDoubt = wasStopped ? nil : try await openActionsSentence(open, hasWritten: progress.total > 0)
            beliefs += [inDoubt].compactMap(\.self)
            if !wasStopped, told.isTold { try await acceptUnitPlaces(input, plan) }
            if !wasStopped { try await readInTurns(input) }
            if !wasStopped { try await rememberCapacity(plan, progress) }
            let outcome = RunOutcome(
                of: plan, wasStopped: wasStopped, failures: progress.failed, isTimeTold: told.isTold, leavesDoubt: inDoubt != nil)
            try await finish(
                id, outcome, message: Self.message(plan, wasRestored: wasRestored, beliefs: beliefs + told.sentences, notTried: progress.notTried),
                peopleRead: peopleRead, plan: plan)
            progress.phase = .finished
            progress.secondsLeft = 0
            report(progress)
        } catch {
            guard !Self.isStop(error, in: progress.phase) else {
                try await finish(id, .stopped, message: nil, peopleRead: peopleRead, plan: planned)
                return try await record()
            }
            try await finish(id, Self.outcome(of: error), message: error.description, peopleRead: peopleRead, plan: planned)
            throw error
        }
        if let error = told.error, !Task.isCancelled { throw error }
        return try await record()
    }

    /// Begins the run in the ledger.
    func begin() async throws(OperationError) -> (id: Int64, wasRestored: Bool) {
        try await recorded(
            await ledger.beginRun(configurationRevision: configuration.revision, isUnattended: isUnattended, by: actor, now: time.now()))
    }

    /// Makes durable what a plan says beside its actions: which delays begin and end, which decisions came to nothing, for whom nothing can be done.
    private func keep(_ plan: Plan, run id: Int64) async throws(OperationError) {
        try await recorded(await ledger.applyTimerChanges(plan.timerChanges))
        try await recorded(await ledger.forget(plan.lapsedDecisions))
        let lapsed = plan.lapsedAccountDecisions.map { (accountID: $0.decision.accountID, logged: LoggedDecision($0)) }
        try await recorded(await ledger.forgetAccountDecisions(lapsed, run: id, now: time.now()))
        try await recorded(await ledger.remember(RememberedPlan(plan, origin: .run(id))))
        try await recorded(await ledger.record(plan.problems, run: id, now: time.now()))
    }

    /// Makes sure that this run still is the only one.
    func requireLease() async throws(OperationError) {
        try await configured(await lease.requireHeld())
    }

    /// Whether the switch is still on; asked before every write, so that turning it off works in the middle of a run. A configuration that cannot be read
    /// any more says nothing about the switch: it ends the run with its own error.
    func isStillOn() async throws(OperationError) -> Bool {
        guard !isStopped() else { return false }
        return try await configured(await repository.required().autoprovisioning.isOn)
    }

    /// Reads what a plan needs.
    private func observe(_ linkDoubt: LinkDoubt?) async throws(OperationError) -> (PlanInput, [String]) {
        var observation = observation
        observation.linkDoubt = linkDoubt
        let reportReading = report
        return try await observation.observe(
            configuration: configuration,
            ledger: { moment async throws(OperationError) in try await recorded(await ledger.state(now: moment, hasBegunRun: true)) },
            moment: { () async throws(OperationError) in
                try requireRightClock()
                return clock.moment()
            }, released: released
        ) { count in
            var reading = RunProgress()
            reading.peopleRead = count
            reportReading(reading)
        }
    }

    /// Whether the app has accounts of ours that the ledger never heard of. With the note beside it restored too, the whole folder is then an older copy.
    private func isOlderThanTheApp(_ input: PlanInput) async throws(OperationError) -> Bool {
        // A ledger without links has no delay that could run out too early.
        guard !input.ledger.links.isEmpty else { return false }
        let holders = Observation.unknownAccountHolders(in: input)
        return try await !recorded(await ledger.withoutBegunAccount(holders)).isEmpty
    }

    /// Whether an error only says that somebody stopped the run while it read or asked something: there is nothing to mend then. What the app or the ledger
    /// refused is an error whoever stopped meanwhile.
    static func isStop(_ error: OperationError, in phase: RunProgress.Phase) -> Bool {
        guard Task.isCancelled, phase != .writing else { return false }
        return switch error {
        case .cancelled, .directory, .unreachable: true
        default: false
        }
    }

    /// How a run ended that was ended by an error.
    package static func outcome(of error: OperationError) -> RunOutcome {
        switch error {
        case .reauthorizationNeeded: .reauthorizationNeeded
        case .cancelled: .stopped
        default: .failed
        }
    }

    /// The run's own record, now that it has ended.
    func record() async throws(OperationError) -> RunRecord {
        guard let record = try await recorded(await ledger.lastRun()) else {
            throw .application(code: "run-lost", message: "The ledger lost the record of this run. Check the disk, then look at `autoprovision log`.")
        }
        return record
    }

    /// - Parameter isWhole: whether the plan is one for everybody, so that nobody else's action is held any more.
    func finish(_ id: Int64, _ outcome: RunOutcome, message: String?, peopleRead: Int, plan: Plan?, isWhole: Bool = true) async throws(OperationError)
    {
        try await recorded(
            await ledger.finishRun(
                id, outcome: outcome, message: message, peopleRead: peopleRead, held: plan.map { $0.held.count + ($0.unitHold == nil ? 0 : 1) } ?? 0,
                pending: plan?.pending.count { !$0.isCancelled } ?? 0,
                cancelled: plan?.pending.count(where: \.isCancelled) ?? 0,
                problems: plan?.problems.count ?? 0, waiting: plan?.waiting.count ?? 0, rejected: plan?.rejected.count ?? 0,
                // An undo reads nobody and holds nothing.
                nowHeld: isWhole && peopleRead > 0 ? plan?.held : nil, nowHoldsUnits: plan?.unitHold != nil, now: time.now()))
    }

    /// Writes the plan's entries. Returns whether it was stopped before the end.
    func apply(_ plan: Plan, run: Int64, progress: inout RunProgress) async throws(OperationError) -> Bool {
        // Whoever waited while the directory was read is taken before the first write; what was planned for them is the past then.
        let taken = await between.takeAll()
        let plan = plan.leavingOut(taken)
        let wasStopped = try await PlanApplication(
            plan: plan, releasedPeople: plan.released, run: run, writer: writer, ledger: ledger, released: released, time: time,
            isStillOn: { () async throws(OperationError) in try await isStillOn() }, isPaused: isPaused, between: between, report: report,
            requireMayBegin: { entries async throws(OperationError) in
                try await requireLease()
                try requireTime(for: entries)
            }
        ).perform(progress: &progress)
        _ = await between.takeAll()
        return wasStopped
    }
}
