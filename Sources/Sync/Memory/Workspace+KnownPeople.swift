package import Engine
import Foundation
import Ledger
package import Provisioning
import Timing

/// People as the ledger knows them, while the directory cannot be asked.
extension Workspace {
    /// Everybody whom the directory or the ledger knows; where the directory cannot be asked, whom the ledger knows, with the reason.
    package func peopleOrMemory() async throws(OperationError) -> (people: [ListedPerson], obstacle: PlanMemory.Obstacle?) {
        let before = try await recentObstacle()
        do throws(OperationError) {
            if let people = try await asked(briefly: before != nil, { () async throws(OperationError) in try await self.people() }) {
                return (people, nil)
            }
        } catch {
            guard error.isAboutAsking, let people = try knownPeople() else { throw error }
            return (people, PlanMemory.Obstacle(code: error.code, whom: context.directoryName, reason: error.description))
        }
        if let before, let people = try knownPeople() { return (people, before) }
        return (try await people(), nil)
    }

    /// Everybody whom the ledger knows; `nil` when that is nobody.
    private func knownPeople() throws(OperationError) -> [ListedPerson]? {
        let (links, known) = (try recorded(ledger.state(now: time.now()).links), try recorded(ledger.knownPeople()))
        return links.isEmpty && known.isEmpty ? nil : ListedPerson.known(known, links: links)
    }

    /// Why a person is or is not provisioned, as far as the ledger knows; `nil` when it remembers nothing.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when nobody or more than one person has that name.
    func explainFromMemory(
        _ name: String, from plan: Plan?
    ) throws(OperationError) -> (explained: ExplainedPerson, history: [ActivityEntry])? {
        guard let plan, let memory = plan.memory else { return nil }
        let configuration = try context.configuration()
        let state: LedgerState
        var known: [String: KnownPerson]
        state = try recorded(ledger.state(now: time.now()))
        known = state.links.mapValues { KnownPerson(name: $0.userName, email: $0.userName) }
        for problem in plan.problems { known[problem.personID] = KnownPerson(name: problem.name, email: problem.email) }
        for entry in plan.wanted { known[entry.personID] = KnownPerson(name: entry.name, email: entry.email) }
        known.merge(try recorded(ledger.knownPeople())) { $1 }
        let id = try Self.knownPersonID(named: name, in: known, links: state.links, obstacle: memory.obstacle)
        guard let person = known[id] else { return nil }
        let explained = ExplainedPerson.remembered(
            personID: id, person, ledger: state, plan: plan, memory: memory, isOn: configuration.autoprovisioning.isOn)
        return (explained, try recorded(ledger.activity(limit: 100, personID: id)))
    }

    private static func knownPersonID(
        named name: String, in people: [String: KnownPerson], links: [String: AccountLink], obstacle: PlanMemory.Obstacle
    ) throws(OperationError) -> String {
        switch KnownPersonSearch(name, in: people, links: links) {
        case .found(let id): return id
        case .ambiguous(let addresses):
            throw .severalPeople(named: name, people: addresses)
        case .nobody(let similar):
            throw .invalidInput(
                "The ledger knows nobody named \"\(name)\"; \(obstacle.whom) could not be asked: \(obstacle.reason)"
                    + (similar.isEmpty ? "" : " Similar: \(similar.joined(separator: ", "))."))
        }
    }
}
