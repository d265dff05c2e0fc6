import Engine
package import Foundation

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

    /// The same as a home tells it.
    var document: DocumentVersion { DocumentVersion([Int64(bitPattern: inode), size, Int64(mode), seconds, nanoseconds]) }
}
