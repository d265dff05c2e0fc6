import Directory
package import Engine
import Ledger
package import Provisioning

/// Why somebody is or is not provisioned.
extension RunService {
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
        return (explained, try recorded(context.ledger.activity(limit: 100, personID: id)))
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
        if let link = input.ledger.links.values.first(where: { $0.personID == name || $0.userName.lowercased() == wanted }) { return link.personID }
        let part = NamePart(name)
        let similar = people.filter { [$0.fullName, $0.primaryEmail].contains(where: part.isNear) }
        // Nothing is written: the only one with such a name is whom somebody wants to see.
        let parts = similar.filter { part.isIn($0.fullName) }
        if let only = parts.count == 1 ? parts.first : similar.count == 1 ? similar.first : nil { return only.id }
        let names = SimilarNames(similar.map { "\($0.fullName) <\($0.primaryEmail)>" })
        throw .invalidInput(
            "Neither the directory nor the ledger knows \"\(name)\".\(names.sentence(otherwise: "Name a person by address, id or whole name."))")
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
        state = try recorded(context.ledger.state(now: context.now))
        known = state.links.mapValues { KnownPerson(name: $0.userName, email: $0.userName) }
        for problem in plan.problems { known[problem.personID] = KnownPerson(name: problem.name, email: problem.email) }
        for entry in plan.wanted { known[entry.personID] = KnownPerson(name: entry.name, email: entry.email) }
        known.merge(try recorded(context.ledger.knownPeople())) { $1 }
        let id = try Self.knownPersonID(named: name, in: known, links: state.links, obstacle: memory.obstacle)
        guard let person = known[id] else { return nil }
        let explained = ExplainedPerson.remembered(
            personID: id, person, ledger: state, plan: plan, memory: memory, isOn: configuration.autoprovisioning.isOn)
        return (explained, try recorded(context.ledger.activity(limit: 100, personID: id)))
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
                    + similar.sentence())
        }
    }
}
