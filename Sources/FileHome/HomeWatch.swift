import Dispatch
package import Engine
import Foundation

/// Tells when files of a home were changed, by this process or another one. The kernel says so (inotify(7)); nothing is looked at again and again.
///
/// What is only read is no change, so whoever reads the home after each change is not woken by their own reading.
package final class HomeWatch: Sendable {
    private let descriptor: Int32
    /// Files that are replaced or written in place: the write counts.
    private let written: Set<String>
    /// Files that people edit, and the lock of a run, which is freed when its holder dies: the end of the writing counts.
    private let closed: Set<String>

    private static let writing = UInt32(IN_MODIFY | IN_MOVED_TO | IN_DELETE)
    private static let closing = UInt32(IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE)

    /// Watches the folders of `home`, which must be there.
    ///
    /// - Throws: ``ConfigurationError/unreadable(file:reason:)`` when the system allows no more watches.
    package init(_ home: Home) throws(ConfigurationError) {
        written = Set([
            home.ledgerFile.lastPathComponent, home.ledgerFile.lastPathComponent + "-wal", home.runProgressFile.lastPathComponent,
            home.unattendedFile.lastPathComponent,
        ])
        closed = Set([home.configurationFile, home.credentialsFile, home.runLockFile, home.unattendedFile, home.demoFile].map(\.lastPathComponent))
        descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
        guard descriptor >= 0 else { throw .unreadable(file: home.displayName, reason: SecureFile.reason(errno)) }
        for folder in Set([home.configurationFile, home.ledgerFile].map { $0.deletingLastPathComponent().path }) {
            guard inotify_add_watch(descriptor, folder, Self.writing | Self.closing) >= 0 else {
                let reason = SecureFile.reason(errno)
                close(descriptor)
                throw .unreadable(file: folder, reason: reason)
            }
        }
    }

    deinit { close(descriptor) }

    /// Whether something changed since this was asked last; never waits.
    package func hasChanged() -> Bool {
        var hasChanged = false
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return hasChanged }
            buffer.withUnsafeBytes { bytes in
                var offset = 0
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let start = offset + MemoryLayout<inotify_event>.size
                    offset = start + Int(event.len)
                    let name = String(decoding: bytes[start..<min(offset, count)].prefix { $0 != 0 }, as: UTF8.self)
                    if isChange(event.mask, of: name) { hasChanged = true }
                }
            }
        }
    }

    private func isChange(_ mask: UInt32, of name: String) -> Bool {
        // The kernel dropped events: whatever they said, look.
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { return true }
        return written.contains(name) && mask & Self.writing != 0 || closed.contains(name) && mask & Self.closing != 0
    }

    /// An element after one or more changes, until the stream is dropped. Changes that come while the last element is still worked on are one element.
    package var changes: AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // Dispatch's sources may be used from any thread; its overlay for Linux does not say so.
        nonisolated(unsafe) let source = DispatchSource.makeReadSource(fileDescriptor: descriptor)
        source.setEventHandler { if self.hasChanged() { continuation.yield() } }
        // The source holds this watch, and so the descriptor, until it is canceled.
        source.setCancelHandler { continuation.finish() }
        continuation.onTermination = { _ in source.cancel() }
        source.resume()
        return stream
    }
}
