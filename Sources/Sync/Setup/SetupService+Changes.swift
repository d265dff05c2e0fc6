import Directory
package import Engine
import ExportedDirectory
import FileHome
import Files
import Foundation
import Ledger
package import Provisioning

extension SetupService {
    /// Everything in the edited configuration that cannot be right; saves nothing.
    ///
    /// - Throws: ``OperationError`` when the profile file that it names is missing or holds what cannot be right.
    package nonisolated func problems(of edited: Configuration) throws(OperationError) -> [ConfigurationProblem] {
        return try configured(context.store.problems(of: edited))
    }

    /// Whether the change could be kept as a whole, apart from a disk that is full: credentials, links, the files that it names. Saves nothing.
    ///
    /// - Throws: ``OperationError`` with what stands in the way.
    package func require(_ change: SetupChange) async throws(OperationError) {
        let edited = change.configuration
        try configured(context.credentials.requireUsable())
        if let token = change.bearerToken { try AuthorizationService.requireBearerToken(token, for: context.application(of: edited)) }
        guard edited.directory != (try context.configuration().directory) else { return }
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
        (state, bindings) = (try recorded(context.ledger.state(now: context.now)), try recorded(context.ledger.bindings()))
        guard !state.links.isEmpty, !bindings.mustVerifyDirectory, change.configuration.directory != nil else { return }
        let source = try source(of: change)
        let snapshot = try await answered(await source.snapshot(DirectoryRequest(attributes: [])) { _ in })
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
    ) async throws(OperationError) -> Configuration {
        if isSameServer { try followServer(to: change.configuration) }
        // Rebound first: a configuration that the ledger does not fit is not saved, and a rebound ledger does no harm beside the old one.
        if !rebound.isEmpty { try rebind(rebound) }
        if change.configuration != (try context.configuration()) { try save(change.configuration) }
        if let key = change.neededKey {
            try configured(SecureFile.write(key.text, to: key.file))
        }
        if let secret = change.clientSecret { try setClientSecret(secret) }
        if let token = change.bearerToken { try await authorization.setBearerToken(token) }
        let secrets = AlertSecrets(credentials: context.credentials)
        for (secret, value) in change.alertSecrets { try secrets.save(value, as: secret, context.configuration().alerts) }
        return try context.configuration()
    }

    /// The rows of a file that steps of the mapping are to look into.
    ///
    /// - Throws: ``OperationError`` with the line that cannot be right.
    package nonisolated func tableRows(ofFile path: String) throws(OperationError) -> [String: String] {
        let file = URL(fileURLWithPath: path)
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(file) } catch {
            throw .invalidInput("\(path) cannot be read: \(error.reason). Nothing was saved.")
        }
        do throws(DirectoryError) { return try ExportedPairs.read(data, name: file.lastPathComponent) } catch {
            throw .invalidInput("\(error) Nothing was saved.")
        }
    }
}
