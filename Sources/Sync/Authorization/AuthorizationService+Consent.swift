package import Engine
import FileHome
package import Foundation
import HTTP
import Ledger
import OAuth
import Provisioning

extension AuthorizationService {
    /// Begins the consent in a browser: listens on loopback and returns the address to open.
    package func begin() async throws(OperationError) -> AuthorizationAttempt {
        let oauth = try context.application().oauth()
        do {
            let listener = try await LoopbackListener.start(port: oauth.settings.redirectPort)
            let request = AuthorizationRequest(settings: oauth.settings, redirectURL: listener.redirectURL)
            return AuthorizationAttempt(request: request, listener: listener, authorization: self)
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }

    /// Authorizes without a browser, with a personal JWT made in RingCentral's developer console.
    package func authorize(jwt: String) async throws(OperationError) {
        let oauth = try context.application().oauth()
        guard Self.isJWT(jwt.trimmed) else {
            throw .invalidInput(
                "This is not a JWT, which has three parts of letters and digits with dots between them, on one line. Copy it again from RingCentral's developer console."
            )
        }
        do {
            try await finish(with: oauth.client.authorize(jwt: Secret(jwt.trimmed)))
        } catch OAuthError.invalidGrant(let refusal) {
            throw .application(
                code: OperationError.refusedCode,
                message:
                    "\(context.applicationName) did not accept the JWT (\(refusal.words)). Make a new one in its developer console, for this app registration and this "
                    + "server.")
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }

    /// Whether the text has the form of a signed JWT (RFC 7515 §3.1).
    static func isJWT(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil }
    }

    private static let preparedRequestName = "ringcentral-authorization-request"

    /// Makes a request whose redirect is pasted later, and remembers it sealed. Returns the address to open.
    package func prepare() throws(OperationError) -> URL {
        let oauth = try context.application().oauth()
        guard let request = AuthorizationRequest.withoutListener(settings: oauth.settings) else {
            throw .invalidInput("The redirect address cannot be made. Correct application.redirectPort in the configuration.")
        }
        let servers = try context.tokenServers()
        try configured(BoundCredentials(credentials: context.credentials).save(request.remembered, for: Self.preparedRequestName, servers: servers))
        return request.url
    }

    /// Finishes the request of ``prepare()`` with the address at which the browser ended.
    package func finish(pasted text: String) async throws(OperationError) {
        let oauth = try context.application().oauth()
        let servers = try context.tokenServers()
        let found = try configured(BoundCredentials(credentials: context.credentials).value(for: Self.preparedRequestName, servers: servers))
        // A request that was begun with another server is none here: its code must not go to this one.
        guard case .value(let remembered) = found, let request = AuthorizationRequest(settings: oauth.settings, remembered: remembered) else {
            throw .invalidInput("No authorization was begun here. Begin with `autoprovision authorize --print-address`.")
        }
        do {
            try await finish(code: request.code(inPasted: text), request: request)
            try context.credentials.setValue(nil, for: Self.preparedRequestName)
        } catch OAuthError.foreignRedirect(let text) {
            throw .invalidInput(
                "\(text) The address to open was printed by `autoprovision authorize --print-address`; to begin anew, print it again.")
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }

    /// Exchanges the code of a redirect and stores the tokens durably.
    func finish(code: String, request: AuthorizationRequest) async throws(OperationError) {
        let oauth = try context.application().oauth()
        do {
            try await finish(with: oauth.client.exchange(code: code, for: request))
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }

    private func finish(with tokens: TokenSet) async throws {
        let way: AuthorizationWay = tokens.assertion == nil ? .browser : .personalJWT
        try await askWhetherRunsGoOn(wasAuthorized: status().isAuthorized)
        try intend(
            Authorizing(
                application: context.applicationName, way, account: tokens.ownerID.map(context.ledger.accountName), obtained: tokens.obtainedAt))
        try await context.tokenStore().save(tokens)
        settleAuthorizing(obtained: tokens.obtainedAt)
        // A new session: a connection that remembers the old one's end is of no use any more.
        context.connection.forget()
        if try context.configuration().autoprovisioning.setupProgress == .notStarted {
            try context.update { $0.autoprovisioning.setupProgress = .authorized }
        }
    }

    /// Ends the grant at RingCentral and forgets the tokens, a bearer token too. That RingCentral cannot be reached does not stop the forgetting.
    func revoke() async throws(OperationError) {
        let tokens = try context.tokenStore()
        do {
            let set = try await tokens.load()
            if let set, let oauth = try? context.application().oauth() { await oauth.client.revoke(set) }
            try await tokens.clear()
            try BearerTokenStore(credentials: context.credentials).save(nil)
            if set != nil { try context.log(.authorizationRevoked, .revoked(application: context.applicationName)) }
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
        context.connection.forget()
    }
}
