import Directory
import Engine
import Ledger
import Provisioning
import Timing

extension Workspace {
    /// Units that the settings name and that the directory, which lists its units, does not have.
    func missingUnits(of configuration: Configuration) async throws(OperationError) -> [UnitAccess] {
        let source = try source(configuration)
        let resolution = UnitResolution(
            configuration.userAccess, units: try await answered(await source.organizationalUnits()), isListed: source.listsUnits,
            meanings: (try? ledger.units(of: configuration.userAccess))?.meanings ?? [:])
        return resolution.missing
    }
}
