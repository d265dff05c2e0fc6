import Engine
import Files
import Foundation

/// What stands at the path of a file of the home has to be a file of its own: a link could lead to somebody else's, and a pipe would never end.
enum HomeFile {
    /// Makes sure of it for an open file.
    static func require(_ descriptor: Int32, of file: URL) throws(ConfigurationError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: file.path, reason: SecureFile.reason(errno)) }
        if let kind = RegularFile.kind(status.st_mode) { throw .notAFile(file: file.path, kind: kind) }
    }

    /// Makes sure of it for a path; nothing at all is fine too.
    static func require(_ file: URL) throws(ConfigurationError) {
        var status = stat()
        guard lstat(file.path, &status) == 0, let kind = RegularFile.kind(status.st_mode) else { return }
        throw .notAFile(file: file.path, kind: kind)
    }
}
