package import Engine
package import Foundation

/// The one writer: a run holds it, and it names its holder.
package struct RunLock: WriterLease {
    private let lock: any HomeLock

    /// Takes the lock of a home for `holder`.
    ///
    /// - Throws: ``ConfigurationError/runLocked(holder:)`` when another run is under way; ``ConfigurationError/unlockable(file:reason:)`` when the file system
    ///   has no locks.
    package static func acquire(_ home: any HomeStorage, holder: String, now: Date) throws(ConfigurationError) -> RunLock {
        guard let lock = try home.tryLock(.run, holder: ProcessName.since(now, holder, at: home)) else {
            throw .runLocked(holder: try self.holder(home) ?? ProcessName.unknown)
        }
        return RunLock(lock: lock)
    }

    /// Makes sure that this run still is the only one.
    ///
    /// - Throws: ``ConfigurationError/lockReplaced(file:)`` when somebody removed the lock's file, so that a second run can begin.
    package func requireHeld() throws(ConfigurationError) { try lock.requireHeld() }

    /// Ends the hold.
    package func release() {
        lock.say("")
        lock.release()
    }

    /// Who holds the lock; `nil` when nobody does.
    package static func holder(_ home: any HomeStorage) throws(ConfigurationError) -> String? {
        try home.holder(of: .run).map { $0.isEmpty ? ProcessName.unknown : $0 }
    }
}
