import Engine
import Foundation
import Testing

@testable import FileHome

@Suite("Locks", .timeLimit(.minutes(1)))
struct FileLockTests {
    /// A home in a folder of its own.
    static func home() throws -> Home {
        let home = Home(folder: FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString)"))
        try home.prepare()
        return home
    }

    @Test("A second one is told who holds it")
    func held() throws {
        let home = try Self.home()
        defer { try? FileManager.default.removeItem(at: home.localFolder) }
        let lock = try RunLock.acquire(home, holder: "the first", now: Date(timeIntervalSince1970: 0))
        let error = #expect(throws: ConfigurationError.self) { _ = try RunLock.acquire(home, holder: "the second", now: Date()) }
        guard case .runLocked(let holder)? = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(holder.hasPrefix("the first, process"))
        #expect(throws: Never.self) { try lock.requireHeld() }
        lock.release()
        #expect(try RunLock.holder(home) == nil)
    }

    @Test("A lock whose file was removed or replaced keeps nobody out, and its holder learns of it", arguments: [true, false])
    func replaced(isPutBack: Bool) throws {
        let home = try Self.home()
        defer { try? FileManager.default.removeItem(at: home.localFolder) }
        let lock = try RunLock.acquire(home, holder: "the first", now: Date())
        defer { lock.release() }
        try FileManager.default.removeItem(at: home.runLockFile)
        if isPutBack { try Data().write(to: home.runLockFile) }
        #expect(throws: ConfigurationError.lockReplaced(file: home.runLockFile.path)) { try lock.requireHeld() }
        let second = try RunLock.acquire(home, holder: "the second", now: Date())
        #expect(throws: Never.self) { try second.requireHeld() }
        second.release()
    }

    @Test("Whoever waited for a lock whose file was removed meanwhile gets the lock of the file that is there")
    func waited() async throws {
        let home = try Self.home()
        defer { try? FileManager.default.removeItem(at: home.localFolder) }
        let file = home.runLockFile
        let first = try FileLock.acquire(file)
        let waiting = Task.detached { try FileLock.acquire(file) }
        try FileManager.default.removeItem(at: file)
        first.release()
        let second = try await waiting.value
        #expect(second.isInPlace)
        second.release()
    }

    @Test(
        "Only what says that somebody has the lock counts as held; any other refusal ends with its reason",
        arguments: [
            (EAGAIN, .held), (EACCES, .held), (EINTR, .interrupted), (ENOLCK, .impossible(ENOLCK)), (ENOTSUP, .impossible(ENOTSUP)),
            (EINVAL, .impossible(EINVAL)), (EIO, .impossible(EIO)), (ENOSYS, .impossible(ENOSYS)),
        ] as [(Int32, FileLock.Refusal)])
    func refusal(number: Int32, refusal: FileLock.Refusal) { #expect(FileLock.Refusal(number) == refusal) }

    @Test("The sentence about a file system without locks names file, reason and cure")
    func words() {
        let words = ConfigurationError.unlockable(file: "/srv/home/run.lock", reason: "No locks available").description
        #expect(words.contains("/srv/home/run.lock cannot be locked: No locks available") && words.contains("local disk"))
    }

    @Test("An unattended mark whose file was removed is taken anew, unless another process has it by now")
    func mark() throws {
        let home = try Self.home()
        defer { try? FileManager.default.removeItem(at: home.localFolder) }
        let first = try UnattendedMark.acquire(home)
        #expect(UnattendedMark.renewed(first, home) != nil)
        try FileManager.default.removeItem(at: home.unattendedFile)
        let renewed = try #require(UnattendedMark.renewed(first, home))
        #expect(try UnattendedMark.isHeld(home))
        try FileManager.default.removeItem(at: home.unattendedFile)
        let other = try UnattendedMark.acquire(home)
        #expect(UnattendedMark.renewed(renewed, home) == nil)
        other?.release()
    }
}
