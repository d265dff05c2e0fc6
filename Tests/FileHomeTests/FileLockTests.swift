import Engine
import Foundation
import Testing

@testable import FileHome

@Suite("Locks", .timeLimit(.minutes(1)))
struct FileLockTests {
    static func file() -> URL { FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString)") }

    @Test("A second one is told who holds it")
    func held() throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file) }
        let lock = try RunLock.acquire(file: file, holder: "the first", now: Date(timeIntervalSince1970: 0))
        let error = #expect(throws: ConfigurationError.self) { _ = try RunLock.acquire(file: file, holder: "the second", now: Date()) }
        guard case .runLocked(let holder)? = error else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(holder.hasPrefix("the first, process"))
        #expect(throws: Never.self) { try lock.requireHeld() }
        lock.release()
        #expect(RunLock.holder(of: file) == nil)
    }

    @Test("A lock whose file was removed or replaced keeps nobody out, and its holder learns of it", arguments: [true, false])
    func replaced(isPutBack: Bool) throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file) }
        let lock = try RunLock.acquire(file: file, holder: "the first", now: Date())
        defer { lock.release() }
        try FileManager.default.removeItem(at: file)
        if isPutBack { try Data().write(to: file) }
        #expect(throws: ConfigurationError.lockReplaced(file: file.path)) { try lock.requireHeld() }
        let second = try RunLock.acquire(file: file, holder: "the second", now: Date())
        #expect(throws: Never.self) { try second.requireHeld() }
        second.release()
    }

    @Test("Whoever waited for a lock whose file was removed meanwhile gets the lock of the file that is there")
    func waited() async throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file) }
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
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file) }
        let first = try UnattendedMark.acquire(file)
        #expect(UnattendedMark.renewed(first, file) != nil)
        try FileManager.default.removeItem(at: file)
        let renewed = try #require(UnattendedMark.renewed(first, file))
        #expect(UnattendedMark.isHeld(file))
        try FileManager.default.removeItem(at: file)
        let other = try UnattendedMark.acquire(file)
        #expect(UnattendedMark.renewed(renewed, file) == nil)
        other?.release()
    }
}
