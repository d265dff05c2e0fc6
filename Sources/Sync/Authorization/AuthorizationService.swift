package import Engine
import FileHome
import Foundation
import HTTP
import Ledger
import OAuth
import Provisioning

/// Whether the app may be written to: the consent and what comes of it, tokens of any kind, and whether runs go on after a reauthorization.
package actor AuthorizationService: HomeService {
    let context: HomeContext

    init(_ context: HomeContext) { self.context = context }

    /// Whether the app is authorized, from what is stored; asks no server.
    package func status() async throws(OperationError) -> AuthorizationStatus {
        let application = try context.application(of: context.configuration())
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
            if let deadline, deadline <= context.now {
                return .revoked(reason: RevocationReason.idle.sentence(for: application.authorizationServer), since: deadline)
            }
            return .authorized(owner: set.ownerID, since: set.obtainedAt, idleDeadline: deadline)
        } catch {
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }

    /// A day without a refresh is when the authorization is used for its own sake.
    static let keepAliveInterval: TimeInterval = 86_400

    /// Refreshes an authorization that was not used for a day; RingCentral ends it after seven. Answers whether it did. A bearer token needs none of it.
    ///
    /// - Throws: ``OperationError/reauthorizationNeeded(reason:since:)`` when it has ended already.
    @discardableResult
    package func keepAlive() async throws(OperationError) -> Bool {
        guard case .authorized = try await statusOnceTried(), try context.application(of: context.configuration()).authorization == .oauth else {
            return false
        }
        let oauth = try context.application().oauth()
        do {
            guard let set = try await context.tokenStore().load(),
                // One from the future was dated by a wrong clock: how old it is is not known.
                abs(context.now.timeIntervalSince(set.refreshedAt)) > Self.keepAliveInterval
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
            throw OperationError(credentials: error, application: context.applicationName)
        }
    }
}
