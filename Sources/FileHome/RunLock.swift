package import Engine
package import Foundation

/// The one writer: a run holds it, and it names its holder.
package struct RunLock: WriterLease {
    private let lock: FileLock

    /// Takes the lock for `holder`.
    ///
    /// - Throws: ``ConfigurationError/runLocked(holder:)`` when another run is under way; ``ConfigurationError/unlockable(file:reason:)`` when the file system
    ///   has no locks.
    package static func acquire(file: URL, holder: String, now: Date) throws(ConfigurationError) -> RunLock {
        guard let lock = try FileLock.tryAcquire(file) else { throw .runLocked(holder: text(of: file)) }
        lock.write("\(holder), process \(getpid()), since \(now.formatted(.iso8601))")
        return RunLock(lock: lock)
    }

    /// Makes sure that this run still is the only one: somebody may have removed the lock's file, and then a second run can begin.
    ///
    /// - Throws: ``ConfigurationError/lockReplaced(file:)``.
    package func requireHeld() throws(ConfigurationError) { try lock.requireInPlace() }

    /// Ends the hold.
    package func release() {
        lock.write("")
        lock.release()
    }

    /// Who holds the lock; `nil` when nobody does.
    package static func holder(of file: URL) -> String? {
        FileLock.isHeld(file) ? text(of: file) : nil
    }

    private static func text(of file: URL) -> String {
        let data = (try? SecureFile.read(file, isSecret: false)) ?? nil
        let text = String(decoding: data?.prefix(500) ?? Data(), as: UTF8.self)
        return text.isEmpty ? "a process that did not say its name" : text
    }
}
