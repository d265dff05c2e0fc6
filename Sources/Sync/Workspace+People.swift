package import Directory
package import Engine
import Ledger
package import Provisioning
import Timing

/// Looking people up.
extension Workspace {
    /// Everybody whom the directory or the ledger knows, by name. Reads the directory once and asks the app nothing.
    package func people() async throws(OperationError) -> [ListedPerson] {
        let source = try source(configuration())
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
        return ListedPerson.all(snapshot, links: try recorded(ledger.state(now: time.now()).links))
    }

    /// A few people with values for these attributes, `first` before the others when the directory knows that id: examples, never a base for decisions.
    package func samplePeople(_ attributes: Set<String>, first id: String? = nil) async throws(OperationError) -> [Person] {
        let source = try source(configuration())
        let people = try await answered(await source.firstPeople(limit: 100, attributes: attributes))
        let provisioned = people.filter { $0.status == .active && !$0.isGuest }
        let sample = provisioned.isEmpty ? people : provisioned
        guard let id, case .found(let person) = try await answered(await source.person(id: id, attributes: attributes)) else { return sample }
        return [person] + sample.filter { $0.id != id }
    }
}
