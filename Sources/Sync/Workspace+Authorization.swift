package import Engine
import FileHome
package import Foundation
import HTTP
import Ledger
import OAuth
import Provisioning
import Timing

extension Workspace {
    /// Whether the app is authorized, from what is stored; asks no server.
    package func authorizationStatus() async throws(OperationError) -> AuthorizationStatus {
        let application = try application(of: configuration())
        if application.authorization == .bearer { return try bearerStatus(application) }
        let tokens = try context.tokenStore()
        do {
            if let revoked = try await tokens.revoked() {
                return .revoked(reason: revoked.sentence(for: application.authorizationServer), since: revoked.since)
            }
            guard let set = try await tokens.load() else { return .notAuthorized }
            settleAuthorizing(obtained: set.obtainedAt)
            // With a personal JWT the next use opens a new session by itself, however long the last one was idle.
            let deadline = set.assertion == nil ? set.refreshTokenExpires : nil
            if let deadline, deadline <= time.now() {
                return .revoked(reason: RevocationReason.idle.sentence(for: application.authorizationServer), since: deadline)
            }
            return .authorized(owner: set.ownerID, since: set.obtainedAt, idleDeadline: deadline)
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    /// Begins the consent in a browser: listens on loopback and returns the address to open.
    package func beginAuthorization() async throws(OperationError) -> AuthorizationAttempt {
        let oauth = try application().oauth()
        do {
            let listener = try await LoopbackListener.start(port: oauth.settings.redirectPort)
            let request = AuthorizationRequest(settings: oauth.settings, redirectURL: listener.redirectURL)
            return AuthorizationAttempt(request: request, listener: listener, workspace: self)
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    /// Authorizes without a browser, with a personal JWT made in RingCentral's developer console.
    package func authorize(jwt: String) async throws(OperationError) {
        let oauth = try application().oauth()
        guard Self.isJWT(jwt.trimmed) else {
            throw .invalidInput(
                "This is not a JWT, which has three parts of letters and digits with dots between them, on one line. Copy it again from RingCentral's developer console."
            )
        }
        do {
            try await finishAuthorization(with: oauth.client.authorize(jwt: Secret(jwt.trimmed)))
        } catch OAuthError.invalidGrant(let refusal) {
            throw .application(
                code: OperationError.refusedCode,
                message:
                    "\(applicationName) did not accept the JWT (\(refusal.words)). Make a new one in its developer console, for this app registration and this "
                    + "server.")
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    /// Whether the text has the form of a signed JWT (RFC 7515 §3.1).
    static func isJWT(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { $0.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil }
    }

    /// A day without a refresh is when the authorization is used for its own sake.
    static let keepAliveInterval: TimeInterval = 86_400

    /// Refreshes an authorization that was not used for a day; RingCentral ends it after seven. Answers whether it did. A bearer token needs none of it.
    ///
    /// - Throws: ``OperationError/reauthorizationNeeded(reason:since:)`` when it has ended already.
    @discardableResult
    package func keepAuthorizationAlive() async throws(OperationError) -> Bool {
        guard case .authorized = try await authorizationOnceTried(), try application(of: configuration()).authorization == .oauth else {
            return false
        }
        let oauth = try application().oauth()
        do {
            guard let set = try await context.tokenStore().load(),
                // One from the future was dated by a wrong clock: how old it is is not known.
                abs(time.now().timeIntervalSince(set.refreshedAt)) > Self.keepAliveInterval
            else { return false }
            try await oauth.tokens.keepAlive()
            return true
        } catch AuthorizationError.reauthorizationNeeded(let reason, let since) {
            throw .reauthorizationNeeded(reason: reason, since: since)
        } catch AuthorizationError.notAuthorized(let reason) {
            throw .notAuthorized(reason)
        } catch AuthorizationError.unreachable(let text) {
            throw .unreachable(text)
        } catch AuthorizationError.cancelled {
            throw .cancelled
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    private static let preparedRequestName = "ringcentral-authorization-request"

    /// Makes a request whose redirect is pasted later, and remembers it sealed. Returns the address to open.
    package func prepareAuthorization() throws(OperationError) -> URL {
        let oauth = try application().oauth()
        guard let request = AuthorizationRequest.withoutListener(settings: oauth.settings) else {
            throw .invalidInput("The redirect address cannot be made. Correct application.redirectPort in the configuration.")
        }
        let servers = try context.tokenServers()
        try configured(BoundCredentials(credentials: credentials).save(request.remembered, for: Self.preparedRequestName, servers: servers))
        return request.url
    }

    /// Finishes the request of ``prepareAuthorization()`` with the address at which the browser ended.
    package func finishPreparedAuthorization(pasted text: String) async throws(OperationError) {
        let oauth = try application().oauth()
        let found: BoundCredentials.Found
        let servers = try context.tokenServers()
        found = try configured(BoundCredentials(credentials: credentials).value(for: Self.preparedRequestName, servers: servers))
        // A request that was begun with another server is none here: its code must not go to this one.
        guard case .value(let remembered) = found, let request = AuthorizationRequest(settings: oauth.settings, remembered: remembered) else {
            throw .invalidInput("No authorization was begun here. Begin with `autoprovision authorize --print-address`.")
        }
        do {
            try await finishAuthorization(code: request.code(inPasted: text), request: request)
            try credentials.setValue(nil, for: Self.preparedRequestName)
        } catch OAuthError.foreignRedirect(let text) {
            throw .invalidInput(
                "\(text) The address to open was printed by `autoprovision authorize --print-address`; to begin anew, print it again.")
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    /// Exchanges the code of a redirect and stores the tokens durably.
    func finishAuthorization(code: String, request: AuthorizationRequest) async throws(OperationError) {
        let oauth = try application().oauth()
        do {
            try await finishAuthorization(with: oauth.client.exchange(code: code, for: request))
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
    }

    private func finishAuthorization(with tokens: TokenSet) async throws {
        let way: AuthorizationWay = tokens.assertion == nil ? .browser : .personalJWT
        try await askWhetherRunsGoOn(wasAuthorized: authorizationStatus().isAuthorized)
        try intend(Authorizing(application: applicationName, way, account: tokens.ownerID.map(accountName), obtained: tokens.obtainedAt))
        try await context.tokenStore().save(tokens)
        settleAuthorizing(obtained: tokens.obtainedAt)
        // A new session: a connection that remembers the old one's end is of no use any more.
        context.connection.forget()
        if try configuration().autoprovisioning.setupProgress == .notStarted { try update { $0.autoprovisioning.setupProgress = .authorized } }
    }

    /// Ends the grant at RingCentral and forgets the tokens, a bearer token too. That RingCentral cannot be reached does not stop the forgetting.
    func revokeAuthorization() async throws(OperationError) {
        let tokens = try context.tokenStore()
        do {
            let hadTokens = try await tokens.load().map { _ in true } ?? false
            if let set = try await tokens.load(), let oauth = try? application().oauth() { await oauth.client.revoke(set) }
            try await tokens.clear()
            try BearerTokenStore(credentials: credentials).save(nil)
            if hadTokens { try context.log(.authorizationRevoked, .revoked(application: applicationName)) }
        } catch {
            throw OperationError(credentials: error, application: applicationName)
        }
        context.connection.forget()
    }
}

/// A consent that is under way in a browser; ends with a redirect that is caught on loopback or pasted.
package final class AuthorizationAttempt: Sendable {
    /// The address to open, on this machine or any other.
    package let address: URL
    private let request: AuthorizationRequest
    private let listener: LoopbackListener
    private let workspace: Workspace

    init(request: AuthorizationRequest, listener: LoopbackListener, workspace: Workspace) {
        address = request.url
        self.request = request
        self.listener = listener
        self.workspace = workspace
    }

    /// Waits until the browser comes back, then exchanges the code. Ends early when the task is cancelled.
    package func waitForRedirect() async throws(OperationError) {
        do {
            let code = try await listener.waitForCode(state: request.state)
            try await workspace.finishAuthorization(code: code, request: request)
        } catch {
            await listener.stop()
            throw OperationError(credentials: error, application: workspace.applicationName)
        }
        await listener.stop()
    }

    /// Takes the address at which the browser ended, for consents given on another machine.
    package func paste(_ text: String) async throws(OperationError) {
        do {
            try await workspace.finishAuthorization(code: request.code(inPasted: text), request: request)
        } catch {
            throw OperationError(credentials: error, application: workspace.applicationName)
        }
        await listener.stop()
    }

    /// Stops listening.
    package func cancel() async {
        await listener.stop()
    }
}
