import Directory
package import Engine
import Ledger
package import Provisioning

/// What the app would refuse, before a run finds out.
extension CheckService {
    /// Looks over the whole directory. Asks the app nothing but for its countries and states, and writes nothing.
    ///
    /// - Parameter edited: settings that are not saved yet; `nil` for those that are.
    /// - Throws: ``OperationError`` when the directory cannot be read, or when this machine lacks what a step needs.
    package func quality(of edited: Configuration? = nil) async throws(OperationError) -> DataQuality {
        var configuration = if let edited { edited } else { try context.configuration() }
        let source = try context.source(configuration)
        await context.bringPlacesUpToDate(configuration, isAuthorized: (try? await authorization.status())?.isAuthorized == true)
        let table = MappingTable(targets: context.targets, settings: configuration.autoprovisioning, tools: context.valueTools)
        if let blocked = SetupGate.tools(table) { throw .blocked(blocked) }
        var request = DirectoryRequest(for: configuration, targets: context.targets)
        // What the person's country would say, if a step asked for it.
        request.attributes.insert(ValueStep.PersonCountry.standardAttribute)
        let snapshot = try await answered(await source.snapshot(request) { _ in })
        configuration.userAccess = context.following(snapshot.organizationalUnits, configuration.userAccess)
        let links = LedgerState(links: try recorded(context.ledger.state(now: context.now)).links)
        var input = PlanInput(configuration: configuration, targets: context.targets, snapshot: snapshot, ledger: links, now: context.now)
        input.valueTools = context.valueTools
        return await workedOut { [input] in DataQuality(input) }
    }

    /// Saves a change that the quality of the data proposes.
    package func accept(_ proposal: QualityProposal) throws(OperationError) {
        try context.update { $0.autoprovisioning = proposal.applied(to: $0.autoprovisioning) }
    }
}
