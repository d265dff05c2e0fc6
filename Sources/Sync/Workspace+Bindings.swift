import Directory
package import Engine
import FileHome
import Foundation
import Ledger
import Provisioning
import Timing

/// What the ledger and the credentials of this home belong to.
extension Workspace {
    static func binding(of application: ApplicationProfile, in configuration: Configuration) -> ApplicationBinding {
        ApplicationBinding(scimBaseURL: application.scimBaseURL.absoluteString, hasProfile: configuration.application.profile != nil)
    }

    /// Makes sure that the ledger and the tokens are those of the configured app, before anything is sent to it.
    ///
    /// - Throws: ``OperationError/belongsElsewhere(_:)``.
    func requireOwnApplication(_ configuration: Configuration) throws(OperationError) {
        let application = try application(of: configuration)
        let (bindings, links) = (try recorded(ledger.bindings()), try recorded(ledger.linkCount()))
        let current = Self.binding(of: application, in: configuration)
        if !bindings.mustVerifyApplication,
            case .foreign(let sentence) = ApplicationBinding.judge(bound: bindings.application, current: current, linkedAccounts: links)
        {
            throw .belongsElsewhere(sentence)
        }
        if let sentence = try foreignCredentials(application, in: configuration) { throw .belongsElsewhere(sentence) }
    }

    /// What is wrong when the stored tokens were given for other servers than the configured ones, in a sentence.
    func foreignCredentials(_ application: ApplicationProfile, in configuration: Configuration) throws(OperationError) -> String? {
        guard application.authorization == .oauth,
            let servers = CredentialServers(settings: configuration.application, profile: application)
        else { return nil }
        let foreign = try configured(CredentialTokenStore(credentials: credentials, servers: servers.tokens).foreignServers())
        return foreign.map {
            "The stored authorization was given for \($0.joined(separator: " and ")), but the configuration names \(servers.tokens.joined(separator: " and ")). It was "
                + "not sent there. Authorize anew: App authorization in the console, or `autoprovision authorize`; or put the address back."
        }
    }

    /// What the ledger belongs to, for those who look at it.
    func bindingsStatus() throws(LedgerError) -> WorkspaceStatus.Bindings {
        let bindings = try ledger.bindings()
        var status = WorkspaceStatus.Bindings()
        status.application = bindings.application?.scimBaseURL
        status.customerID = bindings.customerID
        status.orphans = try ledger.orphans().accounts
        return status
    }

    /// The servers to which tokens of the configured app go.
    func tokenServers() throws(OperationError) -> [String] {
        let configuration = try configuration()
        return CredentialServers(settings: configuration.application, profile: try application(of: configuration))?.tokens ?? []
    }

    /// The tokens for the servers of the configured app.
    func tokenStore() throws(OperationError) -> CredentialTokenStore {
        CredentialTokenStore(credentials: credentials, servers: try tokenServers())
    }

    /// Binds the ledger to the configured app, where it is not bound yet.
    func bindApplication(_ configuration: Configuration) throws(OperationError) {
        let current = Self.binding(of: try application(of: configuration), in: configuration)
        try recorded(ledger.requireKnownLayout())
        try recorded(ledger.bind(to: current, now: time.now()))
    }

    /// Secrets of older versions of this program name no server: before the configuration names another one, they are bound to the one that they were used with.
    func bindCredentials(to saved: Configuration) throws(OperationError) {
        // Before a registration was entered nobody said for which server a secret is.
        guard saved.application.clientID != nil, let application = try? application(of: saved), application.authorization == .oauth,
            let servers = CredentialServers(settings: saved.application, profile: application)
        else { return }
        let bound = BoundCredentials(credentials: credentials)
        _ = try configured(bound.value(for: CredentialTokenStore.tokens, servers: servers.tokens))
        _ = try configured(bound.value(for: ApplicationConnection.clientSecretName, servers: servers.clientSecret))
    }

    /// Takes ledger and credentials along to a new address of the very same server: a sandbox that this program itself started.
    func followServer(to edited: Configuration) throws(OperationError) {
        let application = try application(of: edited)
        let bound = BoundCredentials(credentials: credentials)
        if let servers = CredentialServers(settings: edited.application, profile: application) {
            try configured(bound.move(CredentialTokenStore.tokens, to: servers.tokens))
            try configured(bound.move(ApplicationConnection.clientSecretName, to: servers.clientSecret))
        }
        try bindApplication(edited)
    }

    /// Which parts of the ledger belong to something else than `change` connects, in a sentence each.
    ///
    /// - Parameter readsDirectory: whether the directory is compared although the change leaves its settings as they are.
    package func foreignParts(of change: SetupChange, readsDirectory: Bool = false) async throws(OperationError) -> ForeignParts {
        var parts = ForeignParts()
        let saved = try configuration()
        parts.application = try Self.sentence { () throws(OperationError) in try requireSameApplication(change.configuration) }
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
        try recorded(ledger.rebind(application: parts.application != nil, directory: parts.directory != nil, now: time.now()))
    }

    /// Links name accounts of one app: in another app the same ids would be somebody else's.
    ///
    /// - Throws: ``OperationError/belongsElsewhere(_:)`` when the edited configuration names another app than the ledger's.
    func requireSameApplication(_ edited: Configuration) throws(OperationError) {
        let saved = try configuration()
        let (bindings, links) = (try recorded(ledger.bindings()), try recorded(ledger.linkCount()))
        guard links > 0, !bindings.mustVerifyApplication else { return }
        // A ledger of older versions is not bound until its next run: it belongs to what is saved, as far as that can still be read.
        let before = bindings.application ?? (try? application(of: saved)).map { Self.binding(of: $0, in: saved) }
        let current = Self.binding(of: try application(of: edited), in: edited)
        if case .foreign = ApplicationBinding.judge(bound: before, current: current, linkedAccounts: links), let before {
            throw .belongsElsewhere(
                "\(links == 1 ? "1 account is" : "\(links) accounts are") linked in \(applicationName) at \(before.words(besides: current)), and "
                    + "\(current.words(besides: before)) would be another app. Use another home (--home DIR) for another app. If it is the same app under "
                    + "a new address: `autoprovision setup` with --rebind.")
        }
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
