package import Provisioning

/// Where a run reads the configuration that it began with, to see whether it still is the one.
package protocol ConfigurationRepository: Sendable {
    /// The saved configuration, which was there a moment ago.
    ///
    /// - Throws: also when it is gone.
    func required() async throws(ConfigurationError) -> Configuration
}
