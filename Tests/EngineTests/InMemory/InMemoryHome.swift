import Foundation
import Provisioning
import Synchronization

@testable import Engine

/// The configuration as it is saved, which somebody else may change at any moment.
final class InMemoryConfiguration: ConfigurationRepository {
    private let saved: Mutex<Configuration>

    init(_ configuration: Configuration) { saved = Mutex(configuration) }

    func required() async throws(ConfigurationError) -> Configuration { saved.withLock { $0 } }

    func turnOff() { saved.withLock { $0.autoprovisioning.isOn = false } }
}

/// The right to write, which somebody may take away.
final class InMemoryLease: WriterLease {
    private let isLost = Mutex(false)

    func requireHeld() async throws(ConfigurationError) {
        if isLost.withLock({ $0 }) { throw .lockReplaced(file: "run.lock") }
    }

    func release() async {}

    func lose() { isLost.withLock { $0 = true } }
}
