package import Foundation

/// Files that somebody named, read so that nothing at that path can hang the program or fill its memory.
package enum RegularFile {
    /// The longest file that is read, in bytes: a directory of 100,000 people with all attributes is about 200 MiB.
    package static let standardLimit = 1_024 * 1_048_576

    /// The whole content.
    ///
    /// - Throws: ``RegularFileError`` when there is no such file, it may not be read, it is no regular file, or it is longer than `limit` bytes.
    package static func read(_ file: URL, limit: Int = standardLimit) throws(RegularFileError) -> Data {
        // Opening a FIFO without this waits for somebody who writes into it.
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(errno) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(errno) }
        if let kind = kind(status.st_mode) { throw .notRegular(kind: kind) }
        guard Int(status.st_size) <= limit else { throw .tooLong(limit: limit) }
        let data: Data
        do { data = try handle.read(upToCount: limit + 1) ?? Data() } catch { throw .unreadable(EIO) }
        guard data.count <= limit else { throw .tooLong(limit: limit) }
        return data
    }

    /// What stands at a path instead of a regular file, in words; `nil` for a regular file.
    package static func kind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder"
        case S_IFIFO: "a named pipe"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        case S_IFLNK: "a symbolic link"
        default: "no regular file"
        }
    }
}

/// Why a file was not read.
package enum RegularFileError: Error, Equatable {
    /// The system's number of the reason (errno(3)).
    case unreadable(Int32)
    /// Something else stands there; what, in words.
    case notRegular(kind: String)
    /// It is longer than so many bytes.
    case tooLong(limit: Int)

    /// The reason, without the file's name and without a period.
    package var reason: String {
        switch self {
        case .unreadable(let number): String(cString: strerror(number))
        case .notRegular(let kind): "it is \(kind), not a file"
        case .tooLong(let limit): "it is longer than \(limit < 1_048_576 ? "\(limit / 1_024) KiB" : "\(limit / 1_048_576) MiB")"
        }
    }
}
