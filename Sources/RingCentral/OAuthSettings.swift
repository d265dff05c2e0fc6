package import Foundation

/// The app registration, as RingCentral's developer console shows it.
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

        /// Makes endpoints.
        package init(authorization: URL, token: URL, revocation: URL?, scope: String? = nil) {
            self.authorization = authorization
            self.token = token
            self.revocation = revocation
            self.scope = scope
        }

        /// RingCentral's, on the server at `baseURL`.
        package init(ringCentral baseURL: URL) {
            self.init(
                authorization: baseURL.appending(path: "restapi/oauth/authorize"), token: baseURL.appending(path: "restapi/oauth/token"),
                revocation: baseURL.appending(path: "restapi/oauth/revoke"))
        }
    }

    /// The app's name, for the words of errors.
    package let application: String
    package let endpoints: Endpoints
    package let clientID: String
    /// `nil` for a public client.
    package let clientSecret: Secret?
    /// The loopback port of the registered redirect address; 0 takes any free one.
    package let redirectPort: UInt16

    /// Makes settings.
    package init(
        application: String = RingCentralProfile.name, endpoints: Endpoints, clientID: String, clientSecret: Secret?, redirectPort: UInt16
    ) {
        self.application = application
        self.endpoints = endpoints
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectPort = redirectPort
    }
}
