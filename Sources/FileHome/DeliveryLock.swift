package import Engine
import Foundation

/// Held by the process that delivers messages: each is sent by one of them only.
package struct DeliveryLock: Sendable {
    private let lock: FileLock

    /// Takes the lock; `nil` when another process delivers.
    package static func acquire(_ home: Home) throws(ConfigurationError) -> DeliveryLock? {
        guard let lock = try FileLock.tryAcquire(home.alertLockFile) else { return nil }
        return DeliveryLock(lock: lock)
    }

    /// Gives the lock back.
    package func release() { lock.release() }
}
