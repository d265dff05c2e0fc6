import Directory
package import Engine
import Foundation
import Ledger
package import Provisioning

/// People as the ledger knows them, also while the directory cannot be asked.
extension RunService {
    /// Everybody whom the directory or the ledger knows, by name. Reads the directory once and asks the app nothing.
    private func people() async throws(OperationError) -> [ListedPerson] {
        let source = try context.source(context.configuration())
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
        return ListedPerson.all(snapshot, links: try recorded(context.ledger.state(now: context.now).links))
    }

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
        let (links, known) = (try recorded(context.ledger.state(now: context.now).links), try recorded(context.ledger.knownPeople()))
        return links.isEmpty && known.isEmpty ? nil : ListedPerson.known(known, links: links)
    }
}
