package import Engine
import Files
package import Foundation

/// Files that must never be half-written, and that are readable by others only where that is said.
package enum SecureFile {
    /// The longest file that is read, in bytes: more than any configuration or profile needs.
    static let limit = 64 * 1_048_576

    /// The content; `nil` when there is no such file. A file that others may read is refused when `isSecret`. A symbolic link is refused unless `followsLinks`,
    /// which is for files that somebody named and not for those of the home.
    static func read(_ file: URL, isSecret: Bool, followsLinks: Bool = false) throws(ConfigurationError) -> Data? {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            let number = errno
            if number == ENOENT { return nil }
            if number == ELOOP, !followsLinks { try HomeFile.require(file) }
            throw refusal(of: file, number) ?? .unreadable(file: file.path, reason: reason(number))
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: file.path, reason: reason(errno)) }
        if let kind = RegularFile.kind(status.st_mode) { throw .notAFile(file: file.path, kind: kind) }
        guard status.st_size <= limit else { throw .unreadable(file: file.path, reason: RegularFileError.tooLong(limit: limit).reason) }
        if isSecret, status.st_mode & 0o077 != 0 { throw .insecureMode(file: file.path, mode: String(status.st_mode & 0o777, radix: 8)) }
        do {
            return try handle.read(upToCount: limit) ?? Data()
        } catch {
            throw .unreadable(file: file.path, reason: "the disk reports an error")
        }
    }

    /// Replaces the content: a temporary file beside it, synced, renamed over it, then the folder synced. A crash leaves the old content or the new. Without
    /// `isDurable` nothing is synced: readers see one or the other all the same, but a power cut may lose both.
    ///
    /// - Parameter mode: who may read it; its owner alone unless something else is said.
    /// - Throws: ``Engine/ConfigurationError/unwritable(file:reason:)``.
    package static func write(_ data: Data, to file: URL, isDurable: Bool = true, mode: mode_t = 0o600) throws(ConfigurationError) {
        let temporary = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(getpid()).tmp")
        let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unwritable(file: file.path, reason: reason(errno)) }
        var isDone = false
        defer { if !isDone { unlink(temporary.path) } }
        let isWritten = data.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = Foundation.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return fchmod(descriptor, mode) == 0 && (!isDurable || fsync(descriptor) == 0)
        }
        let failure = errno
        close(descriptor)
        guard isWritten else { throw .unwritable(file: file.path, reason: reason(failure)) }
        guard rename(temporary.path, file.path) == 0 else { throw .unwritable(file: file.path, reason: reason(errno)) }
        isDone = true
        guard isDurable else { return }
        let folder = open(file.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    /// Whose the file is, when that is why it could not be opened.
    static func refusal(of file: URL, _ number: Int32) -> ConfigurationError? {
        var status = stat()
        guard number == EACCES, stat(file.path, &status) == 0, status.st_uid != geteuid() else { return nil }
        return .foreignFile(file: file.path, owner: UserName.of(status.st_uid), user: UserName.of(geteuid()))
    }

    static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}
