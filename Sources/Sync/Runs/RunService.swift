package import Engine
import FileHome
import Ledger
package import Provisioning

/// What runs do: the plan, what is decided about it, and that it happens.
package actor RunService: HomeService {
    let context: HomeContext
    let authorization: AuthorizationService

    init(_ context: HomeContext, _ authorization: AuthorizationService) { (self.context, self.authorization) = (context, authorization) }

    /// What a run would do, and why. Reads the directory and looks newcomers up in the app; writes nothing. Without a configuration, the saved one.
    package func preview(of edited: Configuration? = nil) async throws(OperationError) -> Plan {
        let input = try await planInput(of: edited)
        return await workedOut { Planner.plan(input) }
    }

    func planInput(of edited: Configuration?) async throws(OperationError) -> PlanInput {
        let configuration = if let edited { edited } else { try context.configuration() }
        try context.requireOwnApplication(configuration)
        var observation = try await observation(configuration, authorization.status())
        observation.linkDoubt = try recorded(context.ledger.linkDoubt())
        return try await observation.planInput(
            configuration: configuration,
            ledger: { [context] moment throws(OperationError) in try recorded(context.ledger.state(now: moment)) },
            moment: { [context] in context.now }, released: []
        ) { _ in }
    }

    func observation(
        _ configuration: Configuration, _ authorization: AuthorizationStatus, lease: RunLock? = nil
    ) async throws(OperationError) -> Observation {
        await context.bringPlacesUpToDate(configuration, isAuthorized: authorization.isAuthorized)
        let bindings = try recorded(context.ledger.bindings())
        return Observation(
            source: try context.source(configuration), accounts: try context.application().freshAccounts(under: lease), targets: context.targets,
            valueTools: context.valueTools,
            protection: context.protection(configuration, authorization),
            bindings: bindings)
    }
}
