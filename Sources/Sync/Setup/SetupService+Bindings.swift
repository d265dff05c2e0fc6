import Directory
package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

/// What the ledger and the credentials of this home belong to.
extension SetupService {
    /// Takes ledger and credentials along to a new address of the very same server: a sandbox that this program itself started.
    func followServer(to edited: Configuration) throws(OperationError) {
        let application = try context.application(of: edited)
        let bound = BoundCredentials(credentials: context.credentials)
        if let servers = CredentialServers(settings: edited.application, profile: application) {
            try configured(bound.move(CredentialTokenStore.tokens, to: servers.tokens))
            try configured(bound.move(ApplicationConnection.clientSecretName, to: servers.clientSecret))
        }
        try context.bindApplication(edited)
    }

    /// Which parts of the ledger belong to something else than `change` connects, in a sentence each.
    ///
    /// - Parameter readsDirectory: whether the directory is compared although the change leaves its settings as they are.
    package func foreignParts(of change: SetupChange, readsDirectory: Bool = false) async throws(OperationError) -> ForeignParts {
        var parts = ForeignParts()
        let saved = try context.configuration()
        parts.application = try Self.sentence { () throws(OperationError) in try context.requireSameApplication(change.configuration) }
        guard readsDirectory || change.configuration.directory != saved.directory else { return parts }
        do throws(OperationError) {
            try await requireSameDirectory(change)
        } catch {
            guard case .belongsElsewhere(let sentence) = error else { throw error }
            parts.directory = sentence
        }
        return parts
    }

    private static func sentence(_ check: () throws(OperationError) -> Void) throws(OperationError) -> String? {
        do throws(OperationError) {
            try check()
            return nil
        } catch {
            guard case .belongsElsewhere(let sentence) = error else { throw error }
            return sentence
        }
    }

    /// Gives up what the ledger belongs to, so that the next run begins with what is configured then: links are compared with what is there before anything is
    /// done, and all delays begin anew.
    func rebind(_ parts: ForeignParts) throws(OperationError) {
        try recorded(context.ledger.rebind(application: parts.application != nil, directory: parts.directory != nil, now: context.now))
    }
}

/// What of a ledger belongs to something else than is to be connected; a sentence each.
package struct ForeignParts: Sendable, Equatable {
    package var application: String?
    package var directory: String?

    package var isEmpty: Bool { application == nil && directory == nil }

    /// What there is to say, and what a rebinding does about it.
    package var words: String {
        let effect = [
            application == nil
                ? nil
                : "Then the next run reads all accounts: a link counts where the account carries the person's id or name, other links are forgotten and their "
                    + "accounts left alone.",
            directory == nil ? nil : "Then links to people whom the directory does not know are forgotten, and their accounts are left alone.",
            "All delays begin anew.",
        ]
        return ([application, directory] + effect).compactMap(\.self).joined(separator: " ")
    }
}
