package import Engine
import Files
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

    /// The mark as it counts: taken anew when somebody removed its file, because the old one is seen by nobody. `nil` when another process has it by now.
    package static func renewed(_ mark: UnattendedMark?, _ file: URL) -> UnattendedMark? {
        if let mark, mark.lock.isInPlace { return mark }
        mark?.lock.release()
        // Without it, as on a full disk, the runs go on all the same.
        return (try? acquire(file)) ?? nil
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
        guard let data = try? RegularFile.read(file, limit: 1_024) else { return nil }
        return try? Date(String(decoding: data, as: UTF8.self), strategy: .iso8601)
    }
}
