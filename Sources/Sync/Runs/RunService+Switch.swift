package import Engine
import Foundation
import Provisioning

/// Whether runs write.
extension RunService {
    /// Turns autoprovisioning on.
    ///
    /// - Throws: what is missing, with the place of its cure.
    package func turnOn() async throws(OperationError) {
        let configuration = try context.configuration()
        try requireReady(configuration, await authorization.statusOnceTried())
        let moment = context.now
        try context.update {
            $0.autoprovisioning.isOn = true
            $0.autoprovisioning.firstTurnedOn = $0.autoprovisioning.firstTurnedOn ?? moment
        }
        try await authorization.answer(.start)
    }

    func requireReady(_ configuration: Configuration, _ authorization: AuthorizationStatus) throws(OperationError) {
        if let blocked = SetupGate.turnOn(configuration, targets: context.targets, isAuthorized: true, application: context.applicationName) {
            throw .blocked(blocked)
        }
        switch authorization {
        case .authorized: break
        case .revoked(let reason, let since): throw .reauthorizationNeeded(reason: reason, since: since)
        case .notAuthorized: throw .notAuthorized("\(context.applicationName) is not authorized yet.")
        }
    }

    /// Turns autoprovisioning off; the configuration stays. A run that is under way stops before its next write.
    package func turnOff() async throws(OperationError) {
        try context.update { $0.autoprovisioning.isOn = false }
        try await authorization.answer(.turnOff)
    }
}
