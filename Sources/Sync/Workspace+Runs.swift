import Directory
package import Engine
import FileHome
import Foundation
import HTTP
import Ledger
package import Provisioning
import Timing
import ValueLibraries

extension Workspace {
    /// What a run would do, and why. Reads the directory and looks newcomers up in the app; writes nothing. Without a configuration, the saved one.
    package func preview(of edited: Configuration? = nil) async throws(OperationError) -> Plan {
        let input = try await planInput(of: edited)
        return await workedOut { Planner.plan(input) }
    }

    /// Why a person is or is not provisioned, with their history, newest first. A person is named by address, directory id or whole name. Where the directory or the
    /// app cannot be asked, it is what the ledger knows.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when nobody or more than one person has that name.
    package func explain(_ name: String) async throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry]) {
        let before = try await recentObstacle()
        let input: PlanInput
        do throws(OperationError) {
            if let answer = try await asked(briefly: before != nil, { () async throws(OperationError) in try await self.planInput(of: nil) }) {
                input = answer
            } else if let before, let known = try explainFromMemory(name, from: remembered(behind: before)) {
                return known
            } else {
                input = try await planInput(of: nil)
            }
        } catch {
            guard error.isAboutAsking, let known = try explainFromMemory(name, from: remembered(because: error)) else { throw error }
            return known
        }
        let id = try Self.personID(named: name, in: input)
        let explained = await workedOut { ExplainedPerson.asked(personID: id, input: input, plan: Planner.plan(input)) }
        return (explained, try recorded(ledger.activity(limit: 100, personID: id)))
    }

    /// Reads once what decides about everybody, so that one person after the other can be explained without asking again.
    package func explainer() async throws(OperationError) -> PersonExplainer {
        let input = try await planInput(of: nil)
        return await workedOut { PersonExplainer(input: input, plan: Planner.plan(input)) }
    }

    private static func personID(named name: String, in input: PlanInput) throws(OperationError) -> String {
        let wanted = name.lowercased()
        let people = input.snapshot.people + input.snapshot.deletedPeople
        let exact = people.filter { $0.id == name || $0.primaryEmail.lowercased() == wanted }
        // A reused address belongs to the person who has it now, not to the deleted one who had it.
        if let person = exact.first(where: { $0.status != .deleted }) ?? exact.first { return person.id }
        let named = people.filter { $0.fullName.lowercased() == wanted }
        guard named.count <= 1 else {
            throw .severalPeople(named: name, people: named.map(\.primaryEmail))
        }
        if let person = named.first { return person.id }
        let part = NamePart(name)
        let similar = people.filter { person in
            part.isIn(person.fullName) || [person.primaryEmail, person.fullName].contains { $0.lowercased().contains(wanted) }
        }
        if let link = input.ledger.links.values.first(where: { $0.personID == name || $0.userName.lowercased() == wanted }) { return link.personID }
        // Nothing is written: the only one with such a name is whom somebody wants to see.
        let parts = similar.filter { part.isIn($0.fullName) }
        if let only = parts.count == 1 ? parts.first : similar.count == 1 ? similar.first : nil { return only.id }
        let names = similar.prefix(5).map { "\($0.fullName) <\($0.primaryEmail)>" }
        throw .invalidInput(
            "Neither the directory nor the ledger knows \"\(name)\"."
                + (names.isEmpty ? " Name a person by address, id or whole name." : " Similar: \(names.joined(separator: ", "))."))
    }

    func planInput(of edited: Configuration?) async throws(OperationError) -> PlanInput {
        let configuration = if let edited { edited } else { try context.configuration() }
        let (ledger, time) = (ledger, time)
        try context.requireOwnApplication(configuration)
        var observation = try await observation(configuration, authorization: authorization.status())
        observation.linkDoubt = try recorded(ledger.linkDoubt())
        return try await observation.planInput(
            configuration: configuration,
            ledger: { moment throws(OperationError) in try recorded(ledger.state(now: moment)) }, moment: { time.now() }, released: []
        ) { _ in }
    }

    /// One run. When the switch is turned off or it is asked to stop, no further write begins and what has begun ends in order; when the task is cancelled, what
    /// has begun is given up too, and the next run looks up what became of it.
    ///
    /// - Parameters:
    ///   - releasesUnitMoves: whether what moved units alone would change happens too.
    ///   - isUnattended: whether it comes by itself, not because somebody asked for it.
    ///   - isPaused: asked before every write and a few times a second while it answers yes; then no write begins.
    ///   - isStopped: asked before every write; once it answers yes the run ends.
    package func run(
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
        let lock = try acquireRunLock()
        defer { lock.release() }
        let authorization = try await authorization.statusOnceTried()
        if case .revoked(let reason, let since) = authorization { throw .reauthorizationNeeded(reason: reason, since: since) }
        try requireReady(configuration, authorization)
        try context.bindApplication(configuration)
        let clockMark = context.transport.mark()
        // A run that finds nothing to change asks the app nothing: seven such days in a row would end the authorization. That the app cannot be reached for
        // this alone stops no run.
        let application: ApplicationConnection
        var observation: Observation
        do throws(OperationError) {
            do throws(OperationError) { try await self.authorization.keepAlive() } catch .unreachable {}
            application = try self.application()
            observation = try await self.observation(configuration, authorization: authorization, lease: lock)
            observation.releasesUnitMoves = releasesUnitMoves
        } catch {
            try recordFailedBeginning(error, revision: configuration.revision, isUnattended: isUnattended)
            throw error
        }
        let (home, between) = (self.home, observation)
        let publisher = RunProgressPublisher(RunProgressNote(home: home), time: time, executor: executor)
        let run = Run(
            configuration: configuration, observation: observation, ledger: context.fencing(ledger), lease: lock, repository: context.store,
            released: released,
            isUnattended: isUnattended, actor: try context.starter(isUnattended), time: time,
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
        // The run itself asks the home too, and not from this actor.
        do throws(OperationError) {
            result = .success(try await withTaskExecutorPreference(executor) { () async throws(OperationError) in try await body(run) })
        } catch {
            result = .failure(error)
        }
        await publisher.end()
        return try result.get()
    }

    /// Turns autoprovisioning on.
    ///
    /// - Throws: what is missing, with the place of its cure.
    package func turnOn() async throws(OperationError) {
        let configuration = try context.configuration()
        try requireReady(configuration, await authorization.statusOnceTried())
        let moment = time.now()
        try context.update {
            $0.autoprovisioning.isOn = true
            $0.autoprovisioning.firstTurnedOn = $0.autoprovisioning.firstTurnedOn ?? moment
        }
        try await authorization.answer(.start)
    }

    private func requireReady(_ configuration: Configuration, _ authorization: AuthorizationStatus) throws(OperationError) {
        if let blocked = SetupGate.turnOn(configuration, targets: targets, isAuthorized: true, application: applicationName) {
            throw .blocked(blocked)
        }
        switch authorization {
        case .authorized: break
        case .revoked(let reason, let since): throw .reauthorizationNeeded(reason: reason, since: since)
        case .notAuthorized: throw .notAuthorized("\(applicationName) is not authorized yet.")
        }
    }

    /// Turns autoprovisioning off; the configuration stays. A run that is under way stops before its next write.
    package func turnOff() async throws(OperationError) {
        try context.update { $0.autoprovisioning.isOn = false }
        try await authorization.answer(.turnOff)
    }

    private func observation(
        _ configuration: Configuration, authorization: AuthorizationStatus, lease: RunLock? = nil
    ) async throws(OperationError) -> Observation {
        await context.bringPlacesUpToDate(configuration, isAuthorized: authorization.isAuthorized)
        let bindings = try recorded(ledger.bindings())
        return Observation(
            source: try source(configuration), accounts: try application().freshAccounts(under: lease), targets: targets,
            valueTools: valueTools,
            protection: context.protection(configuration, authorization),
            bindings: bindings)
    }
}
