package import Foundation

/// An advisory lock on a file; the system frees it when its holder dies.
///
/// It is a lock of the open file description (fcntl_locking(2)): it also keeps two places of one process apart, and whether it is held can be asked without
/// taking it, so that a look never gets into the way of a run that starts.
struct FileLock {
    // The commands' numbers in Linux' ABI (<bits/fcntl-linux.h>): Swift sees them only when _GNU_SOURCE is set for the whole build.
    private static let look: Int32 = 36
    private static let take: Int32 = 37
    private static let takeWaiting: Int32 = 38

    private let descriptor: Int32

    /// Waits for the lock.
    static func acquire(_ file: URL) throws(ConfigurationError) -> FileLock {
        let descriptor = try open(file)
        while !apply(takeWaiting, descriptor) {
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
        guard apply(take, descriptor) else {
            close(descriptor)
            return nil
        }
        return FileLock(descriptor: descriptor)
    }

    /// Whether somebody holds the lock of this file. Changes nothing, not even for those who watch the file.
    static func isHeld(_ file: URL) -> Bool {
        let descriptor = Foundation.open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = wholeFile
        return fcntl(descriptor, look, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    private static var wholeFile: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }

    private static func apply(_ command: Int32, _ descriptor: Int32) -> Bool {
        var lock = wholeFile
        return fcntl(descriptor, command, &lock) == 0
    }

    func release() { close(descriptor) }

    /// Replaces what the lock file says.
    func write(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Data(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func open(_ file: URL) throws(ConfigurationError) -> Int32 {
        let descriptor = Foundation.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let number = errno
            throw SecureFile.refusal(of: file, number) ?? .unwritable(file: file.path, reason: SecureFile.reason(number))
        }
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
        FileLock.isHeld(file) ? text(of: file) : nil
    }

    private static func text(of file: URL) -> String {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.isEmpty ? "a process that did not say its name" : text
    }
}
