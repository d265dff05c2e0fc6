import Engine
import Foundation

/// An advisory lock on a file; the system frees it when its holder dies.
///
/// It is a lock of the open file description (fcntl_locking(2)): it also keeps two places of one process apart, and whether it is held can be asked without
/// taking it, so that a look never gets into the way of a run that starts.
struct FileLock: HomeLock {
    // The commands' numbers in Linux' ABI (<bits/fcntl-linux.h>): Swift sees them only when _GNU_SOURCE is set for the whole build.
    private static let look: Int32 = 36
    private static let take: Int32 = 37
    private static let takeWaiting: Int32 = 38

    private let descriptor: Int32
    private let file: URL

    /// Waits for the lock.
    ///
    /// - Throws: ``ConfigurationError`` when the file cannot be opened or the file system cannot lock it.
    static func acquire(_ file: URL) throws(ConfigurationError) -> FileLock {
        while true {
            let lock = FileLock(descriptor: try open(file), file: file)
            // Whoever held it may have removed the file meanwhile: then the lock of a file without a name keeps nobody out.
            if try lock.apply(takeWaiting), lock.isInPlace { return lock }
            close(lock.descriptor)
        }
    }

    /// Takes the lock if it is free; `nil` when somebody holds it.
    ///
    /// - Throws: ``ConfigurationError`` when the file cannot be opened or the file system cannot lock it.
    static func tryAcquire(_ file: URL) throws(ConfigurationError) -> FileLock? {
        while true {
            let lock = FileLock(descriptor: try open(file), file: file)
            guard try lock.apply(take) else {
                close(lock.descriptor)
                return nil
            }
            if lock.isInPlace { return lock }
            close(lock.descriptor)
        }
    }

    /// Whether somebody holds the lock of this file. Changes nothing, not even for those who watch the file.
    static func isHeld(_ file: URL) -> Bool {
        let descriptor = Foundation.open(file.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var lock = wholeFile
        return fcntl(descriptor, look, &lock) == 0 && lock.l_type != Int16(F_UNLCK)
    }

    /// Whether the file that is locked still is the one at its path. When somebody removed or replaced it, another process can take a lock of its own.
    var isInPlace: Bool {
        var (mine, there) = (stat(), stat())
        guard fstat(descriptor, &mine) == 0, lstat(file.path, &there) == 0 else { return false }
        return mine.st_dev == there.st_dev && mine.st_ino == there.st_ino
    }

    /// Makes sure that the lock still keeps everybody else out.
    ///
    /// - Throws: ``ConfigurationError/lockReplaced(file:)`` when its file was removed or replaced.
    func requireHeld() throws(ConfigurationError) {
        guard isInPlace else { throw .lockReplaced(file: file.path) }
    }

    /// Why the system did not give a lock (fcntl_locking(2)).
    enum Refusal: Equatable {
        /// A signal came first: ask again.
        case interrupted
        /// Somebody else has it.
        case held
        /// There are no locks here, as on some network file systems; the system's number.
        case impossible(Int32)

        init(_ number: Int32) {
            self =
                switch number {
                case EINTR: .interrupted
                case EAGAIN, EACCES: .held
                default: .impossible(number)
                }
        }
    }

    private static var wholeFile: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }

    /// Whether the lock was taken; `false` when somebody else holds it. Closes the file before it throws.
    private func apply(_ command: Int32) throws(ConfigurationError) -> Bool {
        var lock = Self.wholeFile
        while fcntl(descriptor, command, &lock) != 0 {
            switch Refusal(errno) {
            case .interrupted: continue
            case .held: return false
            case .impossible(let number):
                close(descriptor)
                throw .unlockable(file: file.path, reason: SecureFile.reason(number))
            }
        }
        return true
    }

    func release() { close(descriptor) }

    func say(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Data(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func open(_ file: URL) throws(ConfigurationError) -> Int32 {
        let descriptor = Foundation.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let number = errno
            throw SecureFile.refusal(of: file, number) ?? .unwritable(file: file.path, reason: SecureFile.reason(number))
        }
        do throws(ConfigurationError) { try HomeFile.require(descriptor, of: file) } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }
}
