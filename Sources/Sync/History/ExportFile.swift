import Engine
import Foundation

/// A table that is being written for a spreadsheet: for its owner only, and whole or not at all.
///
/// The rows go to a file beside it, which takes its place at the end.
final class ExportFile {
    private let file: URL
    private let temporary: URL
    private let descriptor: Int32
    private var waiting = Data()
    private var isFinished = false

    /// Begins; `nil` when there is a file already that may not be replaced.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when it cannot be written there.
    init?(_ file: URL, replacing: Bool) throws(OperationError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), isFolder.boolValue {
            throw .invalidInput("\(file.path) is a folder. Add the name of a file; nothing was written.")
        }
        if !replacing {
            // Made at once, so that nothing that comes meanwhile is overwritten at the end.
            let place = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
            guard place >= 0 else {
                if errno == EEXIST { return nil }
                throw Self.failure(file, errno)
            }
            close(place)
        }
        self.file = file
        temporary = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(getpid()).tmp")
        descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        isReplacing = replacing
        guard descriptor >= 0 else { throw Self.failure(file, errno) }
    }

    private let isReplacing: Bool

    deinit {
        if descriptor >= 0 { close(descriptor) }
        guard !isFinished else { return }
        unlink(temporary.path)
        if !isReplacing { unlink(file.path) }
    }

    /// Adds a record (RFC 4180 §2.1: ended by CR LF).
    func append(_ record: String) throws(OperationError) {
        waiting.append(contentsOf: "\(record)\r\n".utf8)
        if waiting.count >= 65_536 { try flush() }
    }

    /// Puts the table in its place.
    func finish() throws(OperationError) {
        try flush()
        guard fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0, rename(temporary.path, file.path) == 0 else {
            throw Self.failure(file, errno)
        }
        isFinished = true
    }

    private func flush() throws(OperationError) {
        let descriptor = descriptor
        let isWritten = waiting.withUnsafeBytes { bytes in
            var offset = 0
            while offset < bytes.count {
                let count = write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                offset += count
            }
            return true
        }
        guard isWritten else { throw Self.failure(file, errno) }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func failure(_ file: URL, _ number: Int32) -> OperationError {
        .invalidInput(
            "\(file.path) cannot be written: \(String(cString: strerror(number))). Choose another place, or make room; nothing was left behind.")
    }
}
