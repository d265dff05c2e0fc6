package import Foundation

/// The app registration at an authorization server.
package struct OAuthSettings: Sendable {
    /// Where a server grants, renews and ends access (RFC 6749 §3, RFC 7009 §2).
    package struct Endpoints: Sendable, Equatable {
        /// What the administrator's browser opens.
        package let authorization: URL
        /// Where codes, refresh tokens and assertions are traded for tokens.
        package let token: URL
        /// Where a token is ended; `nil` where the server offers no such thing.
        package let revocation: URL?
        /// What is asked for, separated by spaces (RFC 6749 §3.3); `nil` leaves it to the app registration.
        package let scope: String?

        /// The endpoints of one server.
        package init(authorization: URL, token: URL, revocation: URL?, scope: String? = nil) {
            self.authorization = authorization
            self.token = token
            self.revocation = revocation
            self.scope = scope
        }
    }

    /// The server that the app is registered at.
    package let server: AuthorizationServer
    package let endpoints: Endpoints
    package let clientID: String
    /// `nil` for a public client.
    package let clientSecret: Secret?
    /// The loopback port of the registered redirect address; 0 takes any free one.
    package let redirectPort: UInt16

    /// Settings of one registration.
    package init(server: AuthorizationServer, endpoints: Endpoints, clientID: String, clientSecret: Secret?, redirectPort: UInt16) {
        self.server = server
        self.endpoints = endpoints
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectPort = redirectPort
    }
}
