import Directory
package import Engine
import FileHome
import Foundation
import Ledger
package import Provisioning
import Timing

/// Who has an account, and what somebody did by hand in the app.
extension RunService {
    /// All accounts that are known, with the rule that gives each and what was found. Reads the directory once and asks the app nothing. Where the directory does not
    /// answer, no rule is named.
    package func accounts() async throws(OperationError) -> AccountsOverview {
        let (input, trouble) = try await accountsInput()
        return try overview(of: input, trouble)
    }

    /// Compares the app's accounts with the ledger now, and says what is known then. Writes nothing to the app, also while autoprovisioning is off.
    ///
    /// - Throws: ``OperationError``; also while a run is under way, and when the app's list is not whole.
    package func compareAccounts() async throws(OperationError) -> AccountsOverview {
        // A run that writes meanwhile would look like somebody's hand.
        let lock = try context.acquireRunLock()
        defer { lock.release() }
        if case .revoked(let reason, let since) = try await authorization.statusOnceTried() {
            throw .reauthorizationNeeded(reason: reason, since: since)
        }
        let (bindings, doubt) = (try recorded(context.ledger.bindings()), try recorded(context.ledger.linkDoubt()))
        guard doubt != .replaced, !bindings.mustVerifyApplication, !bindings.mustVerifyDirectory else {
            throw .invalidInput(
                "The ledger was replaced or bound anew, so it does not know yet what is ours. A run finds that out first: `autoprovision sync`.")
        }
        var input = try await planInput(of: nil)
        let list = input.recognition.list
        input.recognition.list = nil
        _ = try await AccountReconciler(accounts: context.application().freshAccounts(), ledger: context.ledger, time: context.time).compare(
            input, list: list)
        input.ledger = try recorded(context.ledger.state(now: context.now))
        return try overview(of: input, nil)
    }

    /// What the list of accounts is made from, and why the directory could not be asked.
    func accountsInput() async throws(OperationError) -> (PlanInput, trouble: String?) {
        var configuration = try context.configuration()
        let state = try recorded(context.ledger.state(now: context.now))
        var snapshot = DirectorySnapshot(primaryDomain: "")
        var trouble: String?
        do throws(OperationError) {
            let source = try context.source(configuration)
            snapshot = try await answered(await source.snapshot(DirectoryRequest(for: configuration, targets: context.targets)) { _ in })
            configuration.userAccess = context.following(snapshot.organizationalUnits, configuration.userAccess)
        } catch {
            guard case .directory = error else { throw error }
            trouble = error.description
        }
        var input = PlanInput(configuration: configuration, targets: context.targets, snapshot: snapshot, ledger: state, now: context.now)
        input.valueTools = context.valueTools
        input.protection = context.protection(configuration, try? await authorization.status())
        return (input, trouble)
    }

    func overview(of input: PlanInput, _ trouble: String?) throws(OperationError) -> AccountsOverview {
        return AccountsOverview(
            input, compared: try recorded(context.ledger.reconciliationMoments().compared), since: try recorded(context.ledger.accountBeginnings()),
            readings: try recorded(context.ledger.accountReadings()), directoryTrouble: trouble)
    }
}
