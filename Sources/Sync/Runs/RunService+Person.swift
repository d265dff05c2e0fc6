import Directory
package import Engine
import FileHome
import Foundation
import HTTP
import Ledger
package import Provisioning
import Timing
import ValueLibraries

/// One person, now.
extension RunService {
    /// How often it is looked whether a run under way has taken the person.
    private static let look = Duration.milliseconds(50)

    /// A run for one person alone. While a run for everybody is under way, that one takes the person next.
    ///
    /// - Parameters:
    ///   - name: an address, a directory id or a whole name.
    ///   - isTakenByOther: called once when a run that is under way is asked.
    /// - Throws: ``OperationError/invalidInput(_:)`` when nobody or more than one person has that name.
    package func sync(person name: String, isTakenByOther: @Sendable () -> Void) async throws(OperationError) -> RunRecord {
        try await authorization.requireResumed(isUnattended: false)
        let personID = try await personID(asked: name)
        var hasSaidSo = false
        while true {
            do throws(OperationError) {
                return try await whileHoldingRunLock(released: [], progress: { _ in }) { run throws(OperationError) in
                    defer { context.valueTools.leave() }
                    return try await run.perform(for: personID)
                }
            } catch .configuration(.runLocked) {
                if !hasSaidSo { isTakenByOther() }
                hasSaidSo = true
                if let record = try await askRunUnderWay(for: personID) { return record }
            }
        }
    }

    /// Asks the run that is under way, and waits until it has taken the person; `nil` when it ended before.
    private func askRunUnderWay(for personID: String) async throws(OperationError) -> RunRecord? {
        let before = try recorded(context.ledger.lastRun(of: personID))?.id ?? 0
        var lock = try configured(context.home.tryLock(.personRequest, holder: ""))
        while lock == nil {
            try await pause()
            lock = try configured(context.home.tryLock(.personRequest, holder: ""))
        }
        defer { lock?.release() }
        // What somebody left who died while asking.
        PersonRequest.withdraw(context.home)
        let who = try context.decidedBy()
        try configured(PersonRequest(personID: personID, user: who.user, administrator: who.administrator).ask(context.home))
        defer { PersonRequest.withdraw(context.home) }
        while try configured(PersonRequest.isOpen(context.home)) {
            guard try configured(RunLock.holder(context.home)) != nil else { return nil }
            try await pause()
        }
        guard let record = try recorded(context.ledger.lastRun(of: personID)), record.id > before else {
            throw .application(
                code: "not-taken",
                message: "The run that is under way could not take this person alone. Try again when it has ended, or look at `autoprovision log`.")
        }
        return record
    }

    private func pause() async throws(OperationError) {
        do { try await Task.sleep(for: Self.look) } catch { throw .cancelled }
    }

    /// Takes the person for whom somebody waits, in the middle of a run that holds the lock.
    func take(
        _ request: PersonRequest, _ configuration: Configuration, _ observation: Observation, _ lease: RunLock, since mark: ServerClock.Mark,
        hosts: Set<String>
    ) async {
        let run = Run(
            configuration: configuration, observation: observation, ledger: context.fencing(context.ledger), lease: lease, repository: context.store,
            released: [],
            isUnattended: false, actor: AuditActor(user: request.user, administrator: request.administrator), time: context.time,
            clock: WitnessedClock(context.transport, since: mark, applicationHosts: hosts), isStopped: { false }, isPaused: { false },
            report: { _ in })
        // What became of it is in its record; the run for everybody goes on.
        _ = try? await run.perform(for: request.personID)
    }

    /// The directory id of whoever is named: whom the directory has under an address, else whom the ledger knows.
    private func personID(asked name: String) async throws(OperationError) -> String {
        let links = try recorded(context.ledger.state(now: context.now)).links
        if links[name] != nil { return name }
        let source = try context.source(context.configuration())
        if name.contains("@") {
            if case .found(let person) = try await answered(await source.person(id: name, attributes: [])) { return person.id }
        }
        var known = links.mapValues { KnownPerson(name: $0.userName, email: $0.userName) }
        known.merge(try recorded(context.ledger.knownPeople())) { $1 }
        switch KnownPersonSearch(name, in: known, links: links) {
        case .found(let id): return id
        case .ambiguous(let addresses): throw .severalPeople(named: name, people: addresses)
        case .nobody: break
        }
        if !name.contains("@"), case .found(let person) = try await answered(await source.person(id: name, attributes: [])) { return person.id }
        throw .invalidInput("Neither the directory nor the ledger knows \"\(name)\". Name the person by address or directory id.")
    }
}
