import FileHome
import Foundation
import Testing

@Suite("The mark of unattended runs", .timeLimit(.minutes(5)))
struct UnattendedMarkTests {
    @Test("It says when the next run comes while it is held, and nothing afterwards; there is one")
    func mark() throws {
        let home = Home(folder: FileManager.default.temporaryDirectory.appending(path: "mark-\(UUID().uuidString)"))
        try home.prepare()
        defer { try? FileManager.default.removeItem(at: home.localFolder) }
        #expect(try !UnattendedMark.isHeld(home) && UnattendedMark.next(home) == nil)
        let mark = try #require(try UnattendedMark.acquire(home))
        #expect(try UnattendedMark.isHeld(home) && UnattendedMark.next(home) == nil)
        #expect(try UnattendedMark.acquire(home).map { _ in true } == nil)
        let next = Date(timeIntervalSince1970: 1_780_000_000)
        mark.announce(next: next)
        #expect(try UnattendedMark.isHeld(home) && UnattendedMark.next(home) == next)
        mark.announce(next: nil)
        #expect(try UnattendedMark.isHeld(home) && UnattendedMark.next(home) == nil)
        mark.announce(next: next)
        mark.release()
        #expect(try !UnattendedMark.isHeld(home) && UnattendedMark.next(home) == nil)
    }
}
