package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

extension RunService {
    /// Unattended runs that failed as a whole, one after the other; `nil` when the newest one did not, or when something was mended since.
    func unattendedFailures() async throws(OperationError) -> UnattendedFailures? {
        let (configuration, authorization) = (try context.configuration(), try await authorization.status())
        return try context.unattendedFailures(configuration, authorization)
    }

    /// Asks the process whose turn it is to leave it to another one. Answers who that is.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such process, or the home is used by one machine only.
    package func askToStepDown() throws(OperationError) -> String {
        guard context.home.isShared else {
            throw .invalidInput(
                "\(context.home.displayName) is a folder of this machine, so no other one could take over. Stop its service instead, for example with: "
                    + "sudo systemctl stop autoprovision")
        }
        guard let holder = try configured(UnattendedMark.holder(context.home)) else {
            throw .invalidInput("No process starts runs at \(context.home.displayName) now, so there is none to step down.")
        }
        try configured(StepDown.ask(context.home, now: context.now))
        return holder.name
    }
}
