package import Engine
import FileHome
package import Provisioning

extension SetupService {
    /// Makes sure that settings which are put back could be saved, as the setup does. Saves nothing.
    ///
    /// - Throws: ``OperationError`` with what stands in the way; ``OperationError/belongsElsewhere(_:)`` when the ledger would belong to another app or directory.
    package func requireRestorable(_ edited: Configuration) async throws(OperationError) {
        let problems = try problems(of: edited)
        guard problems.isEmpty else {
            throw .invalidInput(
                "These settings cannot be restored as they are: \(problems.map { "\($0)" }.joined(separator: " ")) Nothing was saved.")
        }
        if edited.autoprovisioning.setupProgress == .finished {
            let table = MappingTable(targets: try context.application(of: edited).attributes, mappings: edited.autoprovisioning.mapping)
            if let blocked = SetupGate.attributes(table) ?? SetupGate.deprovisioning(edited.autoprovisioning.deprovisioning) {
                throw .blocked(blocked)
            }
        }
        let change = SetupChange(edited)
        try await require(change)
        let foreign = try await foreignParts(of: change)
        guard foreign.isEmpty else {
            throw .belongsElsewhere([foreign.application, foreign.directory].compactMap(\.self).joined(separator: " ") + " Nothing was saved.")
        }
    }
}
