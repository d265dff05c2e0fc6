package import Foundation
package import Provisioning

/// What a set-up without a screen changes together: all of it is checked before any of it is kept.
package struct SetupChange: Sendable {
    /// The edited configuration, made from the saved one.
    package var configuration: Configuration
    /// The app registration's client secret; `nil` leaves the stored one.
    package var clientSecret: String?
    /// The bearer token of an app that takes one; `nil` leaves the stored one.
    package var bearerToken: String?
    /// The text of a sandbox's service-account key, for the file that the edited directory names; `nil` where that file is there already.
    package var serviceAccountKey: Data?

    /// Makes a change.
    package init(_ configuration: Configuration) { self.configuration = configuration }
}
