import Engine
import Synchronization

/// What was read last from a home, so that one that nobody changed is not read and checked again and again.
final class NewestContent<Content: Sendable>: Sendable {
    private let known = Mutex<(version: DocumentVersion, content: Content)?>(nil)

    /// The content of that version; `nil` when another was read last, or there is no file.
    func content(of version: DocumentVersion?) -> Content? {
        known.withLock { known in known.flatMap { $0.version == version ? $0.content : nil } }
    }

    /// Keeps what was read. The version is to be taken before the content: what is replaced in between is read again at the next call.
    func remember(_ content: Content, version: DocumentVersion?) {
        known.withLock { known in known = version.map { ($0, content) } }
    }
}
