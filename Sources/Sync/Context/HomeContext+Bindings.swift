import Engine
import FileHome
import Foundation
import Ledger
import Provisioning

/// What the ledger and the credentials of a home belong to.
extension HomeContext {
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
        try recorded(ledger.bind(to: current, now: now))
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
