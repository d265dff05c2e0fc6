package import Foundation
package import Provisioning
package import SCIM

/// Another app than RingCentral, as a profile file describes it: where its SCIM service is, what it accepts, how it is authorized and how fast it may be
/// asked.
package struct ApplicationProfile: Sendable, Equatable {
    /// The address in `"$schema"` of a profile file: names the layout; nothing is fetched from it.
    package static let schemaName = "autoprovision-profile-1"
    /// The version of the layout that this program reads.
    package static let currentVersion = 1

    /// How requests are authorized.
    package enum Authorization: String, Sendable, CaseIterable {
        /// A token that somebody made in the app and entered here (RFC 6750 §2.1); it has no end that this program knows.
        case bearer
        /// OAuth: at the profile's endpoints, or as RingCentral does it at `application.baseURL`.
        case oauth
    }

    /// Where the app's OAuth is, when not where RingCentral has it (RFC 6749 §3, RFC 7009 §2).
    package struct OAuthEndpoints: Sendable, Equatable {
        /// What the administrator's browser opens.
        package let authorizationEndpoint: URL
        /// Where codes and refresh tokens are traded for tokens.
        package let tokenEndpoint: URL
        /// Where tokens are ended; `nil` when the app offers no such thing.
        package let revocationEndpoint: URL?
        /// What is asked for, separated by spaces; `nil` leaves it to the app registration.
        package let scope: String?

        /// Makes endpoints.
        package init(authorizationEndpoint: URL, tokenEndpoint: URL, revocationEndpoint: URL? = nil, scope: String? = nil) {
            self.authorizationEndpoint = authorizationEndpoint
            self.tokenEndpoint = tokenEndpoint
            self.revocationEndpoint = revocationEndpoint
            self.scope = scope
        }
    }

    /// A fixed budget, for services that send no rate-limit headers.
    package struct Limits: Sendable, Equatable {
        /// Requests, reading and writing together, within a window.
        package let requests: Int
        /// The length of the sliding window, in seconds.
        package let windowSeconds: Double
        /// Requests that may be under way at once.
        package let inFlight: Int

        /// Makes limits.
        package init(requests: Int, windowSeconds: Double, inFlight: Int) {
            self.requests = requests
            self.windowSeconds = windowSeconds
            self.inFlight = inFlight
        }
    }

    /// The app's name, for every sentence in which it is mentioned.
    package let name: String
    /// Where `Users` is found.
    package let scimBaseURL: URL
    package let authorization: Authorization
    /// `nil` means RingCentral's endpoints at `application.baseURL`.
    package let oauth: OAuthEndpoints?
    /// The attributes that the app accepts, in the order of the screen.
    package let attributes: [TargetAttribute]
    package let dialect: SCIMDialect
    /// `nil` follows the app's rate-limit headers.
    package let limits: Limits?
    /// The server of RingCentral's platform API, which tells what SCIM does not; `nil` for every other app.
    package let platformBaseURL: URL?

    package init(
        name: String, scimBaseURL: URL, authorization: Authorization, oauth: OAuthEndpoints? = nil, attributes: [TargetAttribute],
        dialect: SCIMDialect, limits: Limits? = nil, platformBaseURL: URL? = nil
    ) {
        self.name = name
        self.scimBaseURL = scimBaseURL
        self.authorization = authorization
        self.oauth = oauth
        self.attributes = attributes
        self.dialect = dialect
        self.limits = limits
        self.platformBaseURL = platformBaseURL
    }
}
