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
        /// OAuth as RingCentral does it, at `application.baseURL`.
        case oauth
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
    /// The attributes that the app accepts, in the order of the screen.
    package let attributes: [TargetAttribute]
    package let dialect: SCIMDialect
    /// `nil` follows the app's rate-limit headers.
    package let limits: Limits?

    /// Makes a profile.
    package init(
        name: String, scimBaseURL: URL, authorization: Authorization, attributes: [TargetAttribute], dialect: SCIMDialect, limits: Limits? = nil
    ) {
        self.name = name
        self.scimBaseURL = scimBaseURL
        self.authorization = authorization
        self.attributes = attributes
        self.dialect = dialect
        self.limits = limits
    }
}
