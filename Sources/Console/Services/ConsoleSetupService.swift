import Directory
import Engine
import Provisioning
import Sync

/// What pages ask of the setup.
protocol ConsoleSetupService: Sendable {
    func configuration() async throws(OperationError) -> Configuration
    func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration
    func requireNewest(_ edited: Configuration) async throws(OperationError)
    func requireRestorable(_ edited: Configuration) async throws(OperationError)
    func deleteConfiguration() async throws(OperationError)

    func foreignParts(of change: SetupChange, readsDirectory: Bool) async throws(OperationError) -> ForeignParts
    /// Keeps another connection; `foreign` are the parts of the ledger that are rebound for it.
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration

    func groups() async throws(OperationError) -> [Group]
    func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit]
    func attributes() async throws(OperationError) -> [DirectoryAttribute]
    func samplePeople(_ attributes: Set<String>, first id: String?) async throws(OperationError) -> [Person]
    func isAdministrator(_ address: String) async throws(OperationError) -> Bool?
    func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary

    func identityChange() async throws(OperationError) -> IdentityChange?
    func carryLinks(_ change: IdentityChange) async throws(OperationError) -> Int
    func separate(_ change: IdentityChange) async throws(OperationError)
}

extension SetupService: ConsoleSetupService {
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration {
        if let foreign { try await keep(change, rebinding: foreign) } else { try await keep(change) }
    }
}

/// The setup for a console that only looks.
struct ReadOnlySetup: ConsoleSetupService {
    let base: any ConsoleSetupService

    func configuration() async throws(OperationError) -> Configuration { try await base.configuration() }
    func save(_ edited: Configuration, restoring restored: Int?) async throws(OperationError) -> Configuration { throw .onlyLooking }
    func requireNewest(_ edited: Configuration) async throws(OperationError) { try await base.requireNewest(edited) }
    func requireRestorable(_ edited: Configuration) async throws(OperationError) { try await base.requireRestorable(edited) }
    func deleteConfiguration() async throws(OperationError) { throw .onlyLooking }

    func foreignParts(of change: SetupChange, readsDirectory: Bool) async throws(OperationError) -> ForeignParts {
        try await base.foreignParts(of: change, readsDirectory: readsDirectory)
    }
    func connect(_ change: SetupChange, rebinding foreign: ForeignParts?) async throws(OperationError) -> Configuration { throw .onlyLooking }

    func groups() async throws(OperationError) -> [Group] { try await base.groups() }
    func organizationalUnits() async throws(OperationError) -> [OrganizationalUnit] { try await base.organizationalUnits() }
    func attributes() async throws(OperationError) -> [DirectoryAttribute] { try await base.attributes() }
    func samplePeople(_ attributes: Set<String>, first id: String?) async throws(OperationError) -> [Person] {
        try await base.samplePeople(attributes, first: id)
    }
    func isAdministrator(_ address: String) async throws(OperationError) -> Bool? { try await base.isAdministrator(address) }
    func scopeSummary(of edited: Configuration) async throws(OperationError) -> ScopeSummary { try await base.scopeSummary(of: edited) }

    func identityChange() async throws(OperationError) -> IdentityChange? { try await base.identityChange() }
    func carryLinks(_ change: IdentityChange) async throws(OperationError) -> Int { throw .onlyLooking }
    func separate(_ change: IdentityChange) async throws(OperationError) { throw .onlyLooking }
}
