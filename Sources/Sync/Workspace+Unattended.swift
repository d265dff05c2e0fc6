package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning
import Timing

extension Workspace {
    /// Unattended runs that failed as a whole, one after the other; `nil` when the newest one did not, or when something was mended since.
    func unattendedFailures() async throws(OperationError) -> UnattendedFailures? {
        let (configuration, authorization) = (try context.configuration(), try await authorization.status())
        return try context.unattendedFailures(configuration, authorization)
    }

    /// Asks the process whose turn it is to leave it to another one. Answers who that is.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such process, or the home is used by one machine only.
    package func askToStepDown() throws(OperationError) -> String {
        guard home.isShared else {
            throw .invalidInput(
                "\(homeName) is a folder of this machine, so no other one could take over. Stop its service instead, for example with: "
                    + "sudo systemctl stop autoprovision")
        }
        guard let holder = try configured(UnattendedMark.holder(home)) else {
            throw .invalidInput("No process lets runs follow one another at \(homeName) now, so there is none to step down.")
        }
        try configured(StepDown.ask(home, now: time.now()))
        return holder.name
    }

    /// Records a run that failed before it could begin, so that others see when and why. Only call it while holding the run lock.
    func recordFailedBeginning(_ error: OperationError, revision: Int, isUnattended: Bool) throws(OperationError) {
        if case .cancelled = error { return }
        let starter = try context.starter(isUnattended)
        let (id, wasRestored) = try recorded(
            ledger.beginRun(configurationRevision: revision, isUnattended: isUnattended, by: starter, now: time.now()))
        // Nothing told the time yet: the next run begins the delays anew once more, and says so.
        if wasRestored { ledger.countAsReplaced() }
        try recorded(
            ledger.finishRun(
                id, outcome: Run.outcome(of: error), message: error.description, peopleRead: 0, held: 0, pending: 0, problems: 0, now: time.now()))
    }
}
