package import Directory
package import Engine
import Ledger
package import Provisioning

/// Lists of the directory, as it is connected.
extension SetupService {
    /// All groups of the directory, ordered by name.
    package func groups() async throws(OperationError) -> [Group] {
        let source = try context.source(context.configuration())
        return try await answered(await source.groups())
    }

    /// All organizational units, ordered by path.
    package func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit] {
        let source = try context.source(context.configuration())
        return try await answered(await source.organizationalUnits())
    }

    /// The attributes that can be mapped.
    package func attributes() async throws(OperationError) -> [DirectoryAttribute] {
        let source = try context.source(context.configuration())
        return try await answered(await source.attributes())
    }

    /// Whether the address is an administrator's; `nil` where the directory cannot tell.
    package func isAdministrator(_ address: String) async throws(OperationError) -> Bool? {
        let source = try context.source(context.configuration())
        return try await answered(await source.isAdministrator(email: address))
    }

    /// A few people with values for these attributes, `first` before the others when the directory knows that id: examples, never a base for decisions.
    package func samplePeople(_ attributes: Set<String>, first id: String? = nil) async throws(OperationError) -> [Person] {
        let source = try context.source(context.configuration())
        let people = try await answered(await source.firstPeople(limit: 100, attributes: attributes))
        let provisioned = people.filter { $0.status == .active && !$0.isGuest }
        let sample = provisioned.isEmpty ? people : provisioned
        guard let id, case .found(let person) = try await answered(await source.person(id: id, attributes: attributes)) else { return sample }
        return [person] + sample.filter { $0.id != id }
    }
}

/// Lists of the directory that a change connects.
extension SetupService {
    /// All groups of the directory that the change connects, ordered by name.
    package func groups(of change: SetupChange) async throws(OperationError) -> [Group] {
        let source = try source(of: change)
        return try await answered(await source.groups())
    }

    /// All organizational units of the directory that the change connects, ordered by path.
    package func organizationalUnits(of change: SetupChange) async throws(OperationError) -> [OrganizationalUnit] {
        let source = try source(of: change)
        return try await answered(await source.organizationalUnits())
    }

    /// Everybody whom the directory that the change connects or the ledger knows, by name.
    package func people(of change: SetupChange) async throws(OperationError) -> [ListedPerson] {
        let source = try source(of: change)
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
        return ListedPerson.all(snapshot, links: try recorded(context.ledger.state(now: context.now).links))
    }

    /// Whether the address is an administrator's of the directory that the change connects; `nil` where it cannot tell.
    package func isAdministrator(_ address: String, of change: SetupChange) async throws(OperationError) -> Bool? {
        let source = try source(of: change)
        return try await answered(await source.isAdministrator(email: address))
    }

    func source(of change: SetupChange) throws(OperationError) -> any DirectorySource {
        try DirectoryConnection.open(
            change.configuration.directory, keyText: change.neededKey?.text, transport: context.transport, time: context.machineTime)
    }
}
