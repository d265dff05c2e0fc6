package import Foundation

/// An advisory lock on a file; the system frees it when its holder dies.
struct FileLock {
    private let descriptor: Int32

    /// Waits for the lock.
    static func acquire(_ file: URL) throws(ConfigurationError) -> FileLock {
        let descriptor = try open(file)
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(descriptor)
                throw .unwritable(file: file.path, reason: SecureFile.reason(errno))
            }
        }
        return FileLock(descriptor: descriptor)
    }

    /// Takes the lock if it is free.
    static func tryAcquire(_ file: URL) throws(ConfigurationError) -> FileLock? {
        let descriptor = try open(file)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            return nil
        }
        return FileLock(descriptor: descriptor)
    }

    func release() { close(descriptor) }

    /// Replaces what the lock file says.
    func write(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Data(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func open(_ file: URL) throws(ConfigurationError) -> Int32 {
        let descriptor = Foundation.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(file: file.path, reason: SecureFile.reason(errno)) }
        return descriptor
    }
}

/// The one writer: a run holds it, and it names its holder.
package struct RunLock: Sendable {
    private let lock: FileLock

    /// Takes the lock for `holder`.
    ///
    /// - Throws: ``ConfigurationError/runLocked(holder:)`` when another run is under way.
    package static func acquire(file: URL, holder: String, now: Date) throws(ConfigurationError) -> RunLock {
        guard let lock = try FileLock.tryAcquire(file) else { throw .runLocked(holder: text(of: file)) }
        lock.write("\(holder), process \(getpid()), since \(now.formatted(.iso8601))")
        return RunLock(lock: lock)
    }

    /// Ends the hold.
    package func release() {
        lock.write("")
        lock.release()
    }

    /// Who holds the lock; `nil` when nobody does.
    package static func holder(of file: URL) -> String? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        guard let free = try? FileLock.tryAcquire(file) else { return text(of: file) }
        free.release()
        return nil
    }

    private static func text(of file: URL) -> String {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.isEmpty ? "a process that did not say its name" : text
    }
}
