import Foundation
package import Provisioning

/// What a setup without a screen changes together: all of it is checked before any of it is kept.
package struct SetupChange: Sendable {
    /// The edited configuration, made from the saved one.
    package var configuration: Configuration
    /// The app registration's client secret; `nil` leaves the stored one.
    package var clientSecret: String?
    /// The bearer token of an app that takes one; `nil` leaves the stored one.
    package var bearerToken: String?
    /// Secrets of the ways by which alerts are told; an empty text forgets one.
    package var alertSecrets: [AlertSecret: String] = [:]
    /// The key that a sandbox hands out for its directory; `nil` where the file that the directory names is there already.
    package var serviceAccountKey: SandboxKey?

    package init(_ configuration: Configuration) { self.configuration = configuration }

    /// The sandbox's key, as long as the edited directory is the sandbox's: another one names a file that is somebody's own.
    var neededKey: SandboxKey? {
        guard case .google(let connection) = configuration.directory, connection.file == serviceAccountKey?.file.path else { return nil }
        return serviceAccountKey
    }
}

/// The service-account key of a sandbox, and the file in the home that is to hold it.
package struct SandboxKey: Sendable {
    let file: URL
    let text: Data
}
