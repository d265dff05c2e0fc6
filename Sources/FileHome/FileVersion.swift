package import Foundation
import Synchronization

/// One state of a file, as the file system tells it: what tells one saved file from another without reading it, since saving makes a new file each time.
package struct FileVersion: Sendable, Equatable {
    private let inode: UInt64
    private let size: Int64
    private let mode: UInt32
    private let seconds: Int64
    private let nanoseconds: Int64

    /// `nil` when there is no such file.
    package init?(of file: URL) {
        var status = stat()
        guard stat(file.path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        mode = UInt32(status.st_mode)
        seconds = Int64(status.st_mtim.tv_sec)
        nanoseconds = Int64(status.st_mtim.tv_nsec)
    }
}

/// What was read last from a file, so that one that nobody changed is not read and checked again and again.
final class NewestContent<Content: Sendable>: Sendable {
    private let known = Mutex<(version: FileVersion, content: Content)?>(nil)

    /// The content of that version; `nil` when another was read last, or there is no file.
    func content(of version: FileVersion?) -> Content? {
        known.withLock { known in known.flatMap { $0.version == version ? $0.content : nil } }
    }

    /// Keeps what was read. The version is to be taken before the content: a file that is replaced in between is read again at the next call.
    func remember(_ content: Content, version: FileVersion?) {
        known.withLock { known in known = version.map { ($0, content) } }
    }
}
