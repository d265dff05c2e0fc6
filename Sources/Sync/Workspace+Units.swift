import Directory
package import Engine
import Ledger
package import Provisioning
import Timing

extension Workspace {
    /// Releases or rejects what moved units would change, or takes that back; the next plan knows it.
    package func decide(_ change: HeldChange, about moves: [UnitMove]) throws(OperationError) {
        let who = try decidedBy()
        try recorded(ledger.decide(change.verdict, about: moves, by: who, now: time.now()))
    }

    /// Units that the settings name and that the directory, which lists its units, does not have.
    func missingUnits(of configuration: Configuration) async throws(OperationError) -> [UnitAccess] {
        let source = try source(configuration)
        let resolution = UnitResolution(
            configuration.userAccess, units: try await answered(await source.organizationalUnits()), isListed: source.listsUnits,
            meanings: (try? ledger.units(of: configuration.userAccess))?.meanings ?? [:])
        return resolution.missing
    }
}
