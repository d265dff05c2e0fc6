import ConfigurationStore
package import Directory
package import Engine
import Foundation
import Ledger
package import Provisioning

extension Workspace {
    /// Everything in the edited configuration that cannot be right; saves nothing.
    ///
    /// - Throws: ``OperationError`` when the profile file that it names is missing or holds what cannot be right.
    package nonisolated func problems(of edited: Configuration) throws(OperationError) -> [ConfigurationProblem] {
        do throws(ConfigurationError) { return try store.problems(of: edited) } catch { throw .configuration(error) }
    }

    /// Whether the change could be kept as a whole, apart from a disk that is full: credentials, links, the files that it names. Saves nothing.
    ///
    /// - Throws: ``OperationError`` with what stands in the way.
    package func require(_ change: SetupChange) async throws(OperationError) {
        let edited = change.configuration
        do throws(ConfigurationError) { try credentials.requireUsable() } catch { throw .configuration(error) }
        if let token = change.bearerToken { try Self.requireBearerToken(token, for: application(of: edited)) }
        guard edited.directory != (try configuration().directory) else { return }
        switch edited.directory {
        case nil: break
        case .files: _ = try await organizationalUnits(of: change)
        // Its key file is read; Google itself may not know of the delegation yet.
        case .google: _ = try source(of: change)
        }
    }

    /// Links name people of one directory: to another one they would be strangers, and their accounts would count as those of people who are gone.
    ///
    /// - Throws: ``OperationError/belongsElsewhere(_:)`` when it is another directory than the ledger's (``DirectoryBinding``).
    package func requireSameDirectory(_ change: SetupChange) async throws(OperationError) {
        let (state, bindings): (LedgerState, LedgerBindings)
        do throws(LedgerError) { (state, bindings) = (try ledger.state(now: now()), try ledger.bindings()) } catch { throw .ledger(error) }
        guard !state.links.isEmpty, !bindings.mustVerifyDirectory, change.configuration.directory != nil else { return }
        let source = try source(of: change)
        let snapshot: DirectorySnapshot
        do throws(DirectoryError) {
            snapshot = try await source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        } catch {
            throw .directory(error)
        }
        if case .foreign(let sentence) = DirectoryBinding.judge(bound: bindings.customerID, snapshot: snapshot, ledger: state) {
            throw .belongsElsewhere(sentence)
        }
    }

    /// Keeps the change: the configuration first, because only that can still be refused. Returns the configuration as it is then.
    ///
    /// - Parameters:
    ///   - rebound: what of the ledger belongs to something else and is rebound on purpose.
    ///   - isSameServer: whether the app's address is a new one of the very same server, so that ledger and credentials follow it.
    package func keep(
        _ change: SetupChange, rebinding rebound: ForeignParts = ForeignParts(), isSameServer: Bool = false
    ) throws(OperationError) -> Configuration {
        if isSameServer { try followServer(to: change.configuration) }
        // Rebound first: a configuration that the ledger does not fit is not saved, and a rebound ledger does no harm beside the old one.
        if !rebound.isEmpty { try rebind(rebound) }
        if change.configuration != (try configuration()) { try save(change.configuration) }
        if let key = change.neededKey {
            do throws(ConfigurationError) { try home.writePrivately(key.text, to: key.file) } catch { throw .configuration(error) }
        }
        if let secret = change.clientSecret { try setClientSecret(secret) }
        if let token = change.bearerToken { try setBearerToken(token) }
        return try configuration()
    }

    /// All groups of the directory that the change connects, ordered by name.
    package func groups(of change: SetupChange) async throws(OperationError) -> [Group] {
        let source = try source(of: change)
        do throws(DirectoryError) { return try await source.groups() } catch { throw .directory(error) }
    }

    /// All organizational units of the directory that the change connects, ordered by path.
    package func organizationalUnits(of change: SetupChange) async throws(OperationError) -> [OrganizationalUnit] {
        let source = try source(of: change)
        do throws(DirectoryError) { return try await source.organizationalUnits() } catch { throw .directory(error) }
    }

    /// Whether the address is an administrator's of the directory that the change connects; `nil` where it cannot tell.
    package func isAdministrator(_ address: String, of change: SetupChange) async throws(OperationError) -> Bool? {
        let source = try source(of: change)
        do throws(DirectoryError) { return try await source.isAdministrator(email: address) } catch { throw .directory(error) }
    }

    private func source(of change: SetupChange) throws(OperationError) -> any DirectorySource {
        try DirectoryConnection.open(
            change.configuration.directory, keyText: change.neededKey?.text, transport: transport, now: now, sleep: sleep)
    }
}
