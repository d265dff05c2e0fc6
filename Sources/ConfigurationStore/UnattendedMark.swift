package import Foundation

/// What a process holds that lets runs follow one another: it says when the next one comes, and the system takes it away when the process dies.
package struct UnattendedMark: Sendable {
    private let lock: FileLock

    /// Takes the mark; `nil` when another process has it.
    ///
    /// - Throws: ``ConfigurationError/unwritable(file:reason:)`` when the folder cannot be written.
    package static func acquire(_ file: URL) throws(ConfigurationError) -> UnattendedMark? {
        guard let lock = try FileLock.tryAcquire(file) else { return nil }
        lock.write("")
        return UnattendedMark(lock: lock)
    }

    /// Says when the next run comes; `nil` while one is under way.
    package func announce(next: Date?) { lock.write(next?.formatted(.iso8601) ?? "") }

    /// Gives the mark back.
    package func release() {
        lock.write("")
        lock.release()
    }

    /// Whether a process has the mark.
    package static func isHeld(_ file: URL) -> Bool { FileLock.isHeld(file) }

    /// When the next run comes, as the mark says; it counts only while the mark is held, because a process that died leaves its text behind.
    package static func next(_ file: URL) -> Date? {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return try? Date(text, strategy: .iso8601)
    }
}
