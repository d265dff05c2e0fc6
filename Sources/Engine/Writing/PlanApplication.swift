import Foundation
import Provisioning
import Synchronization
import Timing

/// Writes the entries of a plan: in order, several requests in flight, each intent durable before its request leaves.
///
/// An intent is recorded only when its request may leave at once: while the app's limits ask to wait nothing is open, the switch is looked at, and a crash leaves
/// nothing to look up. What ended is recorded in one step with the intents of what takes its place: a disk is asked once for both.
struct PlanApplication {
    /// Requests in flight where latency, not a limit, is what binds.
    static let requestsInFlight = 16
    /// The switch is looked at this often while the limits ask to wait, in seconds.
    static let look: TimeInterval = 0.5

    let plan: Plan
    /// Whose action an administrator released, by directory id.
    let releasedPeople: Set<String>
    let run: Int64
    let writer: ActionWriter
    let ledger: any LedgerStore
    let released: Set<ActionKind>
    let time: Time
    let isStillOn: @Sendable () async throws(OperationError) -> Bool
    let isPaused: @Sendable () -> Bool
    /// Whoever waits to be taken in between.
    let between: TakenBetween
    let report: @Sendable (RunProgress) -> Void
    /// Makes sure, before the intents of these actions are recorded, that they may begin: this run is the only one, and the time is told.
    let requireMayBegin: @Sendable ([PlanEntry]) async throws(OperationError) -> Void

    /// An action that is under way, with the intent that stands for it in the journal.
    private struct Begun {
        let item: WriteQueue.Item
        let intent: Int64
    }

    /// Does it. Returns whether it was stopped before the end.
    ///
    /// - Throws: what stops the whole run; what was under way then is recorded as far as it is known.
    func perform(progress: inout RunProgress) async throws(OperationError) -> Bool {
        progress.phase = .writing
        let links = try await recordLinks(&progress)
        let steps = RenameOrder.steps(plan.entries.filter { $0.difference != .none })
        let queue = WriteQueue(steps)
        progress.total = steps.count + links
        progress.secondsLeft = await writer.accounts.secondsNeeded(writes: queue.writesLeft, reads: reads(steps.map(\.kind)))
        report(progress)
        var state = State(queue: queue, progress: progress, started: time.now())
        await withTaskGroup(of: Void.self) { group in
            let ended = Mailbox()
            do throws(OperationError) {
                while !state.queue.isDone {
                    let isOn = try await isStillOn()
                    if Task.isCancelled || !isOn { state.isStopped = true }
                    guard !state.mustEnd else { break }
                    let outcomes = await judge(ended.take(), &state)
                    let isWaitedFor = between.isWaitedFor()
                    let (items, pause) = isWaitedFor || hold(&state) ? ([], Self.look) : await permitted(await take(&state), &state)
                    try await record(outcomes, beginning: items, &state, ended, &group)
                    if state.queue.inFlight > 0 {
                        await ended.wait()
                    } else if isWaitedFor {
                        for personID in await between.takeAll() { state.queue.leaveOut(personID) }
                    } else if let pause {
                        do { try await time.sleep(.seconds(min(Self.look, max(pause, 0.001)))) } catch { state.isStopped = true }
                    }
                }
            } catch {
                state.failure = error
            }
            await group.waitForAll()
            let outcomes = await judge(ended.take(), &state)
            do throws(OperationError) { try await record(outcomes, beginning: [], &state, ended, &group) } catch {
                state.failure = state.failure ?? error
            }
        }
        progress = state.progress
        (progress.current, progress.currentAddress) = (nil, nil)
        progress.isPaused = false
        if let failure = state.failure { throw failure }
        return state.isStopped
    }

    /// Whether the run is paused now; says so when that changes. The time of a pause does not count into the pace.
    private func hold(_ state: inout State) -> Bool {
        let isPaused = isPaused()
        guard isPaused != state.progress.isPaused else { return isPaused }
        state.progress.isPaused = isPaused
        if isPaused {
            state.pausedSince = time.now()
        } else if let since = state.pausedSince {
            state.started += max(0, time.now().timeIntervalSince(since))
            state.pausedSince = nil
        }
        report(state.progress)
        return isPaused
    }

    private struct State {
        var queue: WriteQueue
        var progress: RunProgress
        var started: Date
        var pausedSince: Date?
        var pace = AnswerPace(slots: PlanApplication.requestsInFlight)
        /// Since when each intent's action has been under way.
        var underWay: [Int64: Date] = [:]
        var isStopped = false
        var failure: OperationError?
        var evidence = FailureEvidence()
        /// Why the app refused a harmless read, asked after the newest refusal; `nil` when it answered.
        var harmlessReadRefusal: AccountError?
        var refusedNames: [String: String] = [:]
        /// Whether something ended that was not told yet.
        var hasNews = false
        var mustEnd: Bool { isStopped || failure != nil }
    }

    /// What may begin now, and the seconds until the limits let the next one go, if they are what binds.
    private func take(_ state: inout State) async -> (items: [WriteQueue.Item], pause: TimeInterval?) {
        await readAhead(state.queue)
        var items: [WriteQueue.Item] = []
        while !state.mustEnd, state.queue.inFlight < Self.requestsInFlight, state.queue.canTake {
            switch await writer.accounts.takeWriteTurn() {
            case .sendNow: if let item = state.queue.take() { items.append(item) }
            case .wait(let until): return (items, until.timeIntervalSince(time.now()))
            case .waitForAnswer: return (items, WriteTurn.look)
            }
        }
        return (items, nil)
    }

    /// What may begin of what was taken; a reason why nothing may begin any more ends the run, with what has ended recorded.
    private func permitted(
        _ taken: (items: [WriteQueue.Item], pause: TimeInterval?), _ state: inout State
    ) async -> (items: [WriteQueue.Item], pause: TimeInterval?) {
        guard !taken.items.isEmpty else { return taken }
        do throws(OperationError) { try await requireMayBegin(taken.items.map(\.entry)) } catch {
            state.failure = state.failure ?? error
            for item in taken.items {
                state.queue.ended(item)
                await writer.accounts.giveBackWriteTurn()
            }
            return ([], nil)
        }
        return taken
    }

    /// Makes durable in one step what ended and what begins, then lets the requests of the latter leave.
    private func record(
        _ outcomes: [(intent: Int64, outcome: IntentOutcome)], beginning items: [WriteQueue.Item], _ state: inout State, _ ended: Mailbox,
        _ group: inout TaskGroup<Void>
    ) async throws(OperationError) {
        let intents: [Int64]
        do throws(OperationError) {
            intents = try await recorded(
                await ledger.record(outcomes: outcomes, run: run, intents: items.map { ($0.entry, isReleased($0.entry)) }, now: time.now()))
        } catch {
            for _ in items { await writer.accounts.giveBackWriteTurn() }
            throw error
        }
        let since = time.now()
        for (item, intent) in zip(items, intents) {
            let begun = Begun(item: item, intent: intent)
            state.underWay[intent] = since
            group.addTask { [writer] in
                let result = await writer.accounts.withTakenTurn { await writer.with($0).carryOut(begun.item.entry) }
                ended.put(begun, result)
            }
        }
        if let first = items.first { (state.progress.current, state.progress.currentAddress) = (first.entry.name, first.entry.email) }
        if state.hasNews {
            state.hasNews = false
            await tell(&state)
        }
    }

    /// Whether an administrator let it through a safeguard, alone or with all of its kind.
    func isReleased(_ entry: PlanEntry) -> Bool { released.contains(entry.kind) || releasedPeople.contains(entry.personID) }

    /// What is to be recorded of what ended.
    private func judge(_ results: [(Begun, ActionWriter.Result)], _ state: inout State) async -> [(intent: Int64, outcome: IntentOutcome)] {
        if !results.isEmpty { state.hasNews = true }
        let now = time.now()
        for (begun, _) in results {
            guard let since = state.underWay.removeValue(forKey: begun.intent) else { continue }
            state.pace.ended(begun.item.entry.kind, after: now.timeIntervalSince(since))
        }
        // Nothing else begins until it is known whether the app refuses everything.
        if results.contains(where: { $0.1.error.map { state.evidence.needsHarmlessRead($0.suspicion) } ?? false }) {
            state.harmlessReadRefusal = await writer.accounts.harmlessReadRefusal()
        }
        // What was held back at the last moment was so because the right to write is lost: that is what ends the run.
        if !Task.isCancelled, results.contains(where: { $0.1.error?.refusal == .cancelled }) {
            do throws(OperationError) { try await requireMayBegin([]) } catch { state.failure = state.failure ?? error }
        }
        let holders = await holders(of: results.map { (entry: $0.0.item.entry, result: $0.1) })
        return results.compactMap { begun, result in
            judge(refusingOthersAccount(result, of: begun.item.entry, holders), of: begun.item, &state).map { (begun.intent, $0) }
        }
    }

    /// Says how far the run is.
    private func tell(_ state: inout State) async {
        let now = time.now()
        let (left, elapsed) = (state.queue.left, max(0, (state.pausedSince ?? now).timeIntervalSince(state.started)))
        // Either the app's limits bind, or the time that its answers take.
        let answers = state.pace.secondsLeft(underWay: state.underWay.values.map { now.timeIntervalSince($0) }, waiting: state.queue.waiting) ?? 0
        // What is under way has had its turn.
        state.progress.secondsLeft = max(
            await writer.accounts.secondsNeeded(writes: max(0, state.queue.writesLeft - state.queue.inFlight), reads: reads(of: state.queue)) ?? 0,
            answers)
        state.progress.actionsPerMinute = elapsed > 0 ? Double(state.progress.total - left) / elapsed * 60 : nil
        report(state.progress)
    }

    /// What is to be recorded; `nil` leaves the intent open for a lookup by the next run.
    private func judge(_ result: ActionWriter.Result, of item: WriteQueue.Item, _ state: inout State) -> IntentOutcome? {
        var result = result
        if case .throttled(let error) = result {
            // The pace keeps silent as long as the app asked; what was refused was not done.
            if state.queue.goesAgain(item) { return .notCarriedOut }
            result = .fatal(error, isKnown: true)
        }
        state.queue.ended(item)
        switch result {
        case .found(let finding):
            state.evidence.succeeded()
            state.progress.failed += 1
            return writer.outcome(finding)
        case .done(let outcome):
            state.evidence.succeeded()
            state.progress.done += 1
            state.progress.counts[item.entry.kind, default: 0] += 1
            return outcome
        case .failed(let error): return fail(error, of: item, isKnown: true, &state)
        case .fatal(let error, let isKnown): return fail(error, of: item, isKnown: isKnown, &state)
        case .throttled: return .notCarriedOut
        }
    }

    /// What is to be recorded of an action that failed. `isKnown` says whether it surely was not carried out; otherwise its lookup failed.
    private func fail(_ error: AccountError, of item: WriteQueue.Item, isKnown: Bool, _ state: inout State) -> IntentOutcome? {
        let application = writer.accounts.application
        let reach = state.evidence.reach(
            of: error.suspicion, personID: item.entry.personID, read: state.harmlessReadRefusal == nil ? .answered : .refused)
        switch reach {
        case .run:
            // A canceled task makes every request fail: that is a stop, not a failure of the app.
            if Task.isCancelled {
                state.isStopped = true
            } else {
                state.failure = state.failure ?? OperationError(state.harmlessReadRefusal ?? error, application: application)
            }
            return isKnown ? .notCarriedOut : nil
        case .kind:
            let before = state.queue.leftOut
            state.queue.block(item.entry.kind)
            state.progress.failed += state.queue.leftOut - before
            state.progress.notTried[item.entry.kind, default: 0] += state.queue.leftOut - before
        case .runAfterSeveralPeople:
            let people = state.evidence.refusedPeople.map { $0 == item.entry.personID ? item.entry.email : state.refusedNames[$0] ?? $0 }
            state.failure = state.failure ?? OperationError(error, afterRefusing: people, application: application)
        case .person: break
        }
        state.progress.failed += 1
        state.refusedNames[item.entry.personID] = item.entry.email
        // As a failure alone it would be forgotten, although it may have been carried out.
        guard isKnown else { return .inDoubt(OutcomeDetail(error, application: application)) }
        // Lost on the way: nothing about this person has to be mended, so the next run simply does it.
        if case .noAnswer = error.refusal { return .notCarriedOut }
        return .failed(OutcomeDetail(error, application: application))
    }

    /// Where actions that ended wait to be recorded.
    private final class Mailbox: Sendable {
        private let results = Mutex<[(Begun, ActionWriter.Result)]>([])
        private let signals = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

        func put(_ begun: Begun, _ result: ActionWriter.Result) {
            results.withLock { $0.append((begun, result)) }
            signals.continuation.yield()
        }

        /// Returns when something is there, or at once when the task is canceled.
        func wait() async {
            for await _ in signals.stream { return }
        }

        func take() -> [(Begun, ActionWriter.Result)] {
            results.withLock { results in
                defer { results = [] }
                return results
            }
        }
    }
}
