import FileHome
import Foundation
import Testing

@Suite("The mark of unattended runs", .timeLimit(.minutes(5)))
struct UnattendedMarkTests {
    @Test("It says when the next run comes while it is held, and nothing afterwards; there is one")
    func mark() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "mark-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(!UnattendedMark.isHeld(file) && UnattendedMark.next(file) == nil)
        let mark = try #require(try UnattendedMark.acquire(file))
        #expect(UnattendedMark.isHeld(file) && UnattendedMark.next(file) == nil)
        #expect(try UnattendedMark.acquire(file).map { _ in true } == nil)
        let next = Date(timeIntervalSince1970: 1_780_000_000)
        mark.announce(next: next)
        #expect(UnattendedMark.isHeld(file) && UnattendedMark.next(file) == next)
        mark.announce(next: nil)
        #expect(UnattendedMark.isHeld(file) && UnattendedMark.next(file) == nil)
        mark.announce(next: next)
        mark.release()
        #expect(!UnattendedMark.isHeld(file) && UnattendedMark.next(file) == nil)
    }
}
