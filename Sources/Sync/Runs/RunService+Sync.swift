import Directory
package import Engine
import FileHome
import Foundation
import HTTP
import Ledger
package import Provisioning
import Timing
import ValueLibraries

extension RunService {
    /// One run. When the switch is turned off or it is asked to stop, no further write begins and what has begun ends in order; when the task is canceled, what
    /// has begun is given up too, and the next run looks up what became of it.
    ///
    /// - Parameters:
    ///   - releasesUnitMoves: whether what moved units alone would change happens too.
    ///   - isUnattended: whether it comes by itself, not because somebody asked for it.
    ///   - isPaused: asked before every write and a few times a second while it answers yes; then no write begins.
    ///   - isStopped: asked before every write; once it answers yes the run ends.
    package func sync(
        released: Set<ActionKind> = [], releasesUnitMoves: Bool = false, isUnattended: Bool = false,
        progress: @escaping @Sendable (RunProgress) -> Void = { _ in }, isPaused: @escaping @Sendable () -> Bool = { false },
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) async throws(OperationError) -> RunRecord {
        try await authorization.requireResumed(isUnattended: isUnattended)
        return try await whileHoldingRunLock(
            released: released, releasesUnitMoves: releasesUnitMoves, isUnattended: isUnattended, isPaused: isPaused, isStopped: isStopped,
            progress: progress
        ) {
            run throws(OperationError) in
            defer { context.valueTools.leave() }
            return try await run.perform()
        }
    }

    /// Does something that writes to the app: only while autoprovisioning is on and authorized, and as the only one at this home.
    func whileHoldingRunLock(
        released: Set<ActionKind>, releasesUnitMoves: Bool = false, isUnattended: Bool = false,
        isPaused: @escaping @Sendable () -> Bool = { false },
        isStopped: @escaping @Sendable () -> Bool = { false },
        progress: @escaping @Sendable (RunProgress) -> Void,
        _ body: (Run) async throws(OperationError) -> RunRecord
    ) async throws(OperationError) -> RunRecord {
        let configuration = try context.savedConfiguration()
        guard configuration.autoprovisioning.isOn else {
            // What would only be refused is not advised.
            try requireReady(configuration, await authorization.statusOnceTried())
            throw .blocked(Blocked(.authorization, "Autoprovisioning is off, so nothing is written. Turn it on first: `autoprovision on`."))
        }
        try context.requireOwnApplication(configuration)
        // Before the authorization is looked at: who comes second is told who writes, and asks the app nothing.
        let lock = try context.acquireRunLock()
        defer { lock.release() }
        let status = try await authorization.statusOnceTried()
        if case .revoked(let reason, let since) = status { throw .reauthorizationNeeded(reason: reason, since: since) }
        try requireReady(configuration, status)
        try context.bindApplication(configuration)
        let clockMark = context.transport.mark()
        // A run that finds nothing to change asks the app nothing: seven such days in a row would end the authorization. That the app cannot be reached for
        // this alone stops no run.
        let application: ApplicationConnection
        var observation: Observation
        do throws(OperationError) {
            do throws(OperationError) { try await authorization.keepAlive() } catch .unreachable {}
            application = try context.application()
            observation = try await self.observation(configuration, status, lease: lock)
            observation.releasesUnitMoves = releasesUnitMoves
        } catch {
            try recordFailedBeginning(error, revision: configuration.revision, isUnattended: isUnattended)
            throw error
        }
        let (home, between) = (context.home, observation)
        let publisher = RunProgressPublisher(RunProgressNote(home: home), time: context.time, executor: context.executor.tasks)
        let run = Run(
            configuration: configuration, observation: observation, ledger: context.fencing(context.ledger), lease: lock, repository: context.store,
            released: released,
            isUnattended: isUnattended, actor: try context.starter(isUnattended), time: context.time,
            clock: WitnessedClock(context.transport, since: clockMark, applicationHosts: application.hosts), isStopped: isStopped, isPaused: isPaused,
            between: TakenBetween(isWaitedFor: { PersonRequest.isThere(home) }) {
                guard let request = PersonRequest.take(home) else { return nil }
                defer { PersonRequest.answered(home) }
                await self.take(request, configuration, between, lock, since: clockMark, hosts: application.hosts)
                return request.personID
            },
            report: {
                publisher.publish($0)
                progress($0)
            })
        let result: Result<RunRecord, OperationError>
        // The run itself asks the home too, and not on the services' executor.
        do throws(OperationError) {
            result = .success(try await withTaskExecutorPreference(context.executor.tasks) { () async throws(OperationError) in try await body(run) })
        } catch {
            result = .failure(error)
        }
        await publisher.end()
        return try result.get()
    }

    /// Records a run that failed before it could begin, so that others see when and why. Only call it while holding the run lock.
    func recordFailedBeginning(_ error: OperationError, revision: Int, isUnattended: Bool) throws(OperationError) {
        if case .cancelled = error { return }
        let starter = try context.starter(isUnattended)
        let (id, wasRestored) = try recorded(
            context.ledger.beginRun(configurationRevision: revision, isUnattended: isUnattended, by: starter, now: context.now))
        // Nothing told the time yet: the next run begins the delays anew once more, and says so.
        if wasRestored { context.ledger.countAsReplaced() }
        try recorded(
            context.ledger.finishRun(
                id, outcome: Run.outcome(of: error), message: error.description, peopleRead: 0, held: 0, pending: 0, problems: 0, now: context.now))
    }
}
