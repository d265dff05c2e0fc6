import Foundation
import Testing

@testable import Notifications

@Suite("What may not become another user or group", .timeLimit(.minutes(5)))
struct LimitedRightsTests {
    @Test(
        "The kernel's line says it",
        arguments: [
            ("Name:\tx\nNoNewPrivs:\t1\nSeccomp:\t0\n", true), ("Name:\tx\nNoNewPrivs:\t0\nSeccomp:\t1\n", false), ("", false),
            ("NoNewPrivs:\t10\n", false),
        ])
    func line(status: String, areSet: Bool) { #expect(LimitedRights.areSet(in: status) == areSet) }

    @Test("Who changes is the program itself, where its link leads, or the one beside it that queues; nobody where none has the right")
    func changer() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let (sendmail, queue, link) = (folder.appending(path: "sendmail"), folder.appending(path: "postdrop"), folder.appending(path: "link"))
        try Data().write(to: sendmail)
        chmod(sendmail.path, 0o755)
        try FileManager.default.createSymbolicLink(at: link, withDestinationURL: sendmail)
        #expect(LimitedRights.changer(startedBy: sendmail.path) == nil)
        try Data().write(to: queue)
        chmod(queue.path, 0o2755)
        #expect(LimitedRights.changer(startedBy: link.path) == queue.path)
        chmod(sendmail.path, 0o4755)
        #expect(LimitedRights.changer(startedBy: link.path) == sendmail.path)
        #expect(LimitedRights.changer(startedBy: "/nowhere/sendmail") == nil)
    }

    /// Whose group the program is to take, which only the system's administrator can give it.
    @Test("Under the rights of the unit, a program with another group's right stays what it is", .enabled(if: geteuid() == 0))
    func kernel() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "postdrop")
        try FileManager.default.copyItem(at: URL(fileURLWithPath: "/usr/bin/id"), to: program)
        let other: gid_t = 1
        try #require(chown(program.path, 0, other) == 0 && chmod(program.path, 0o2755) == 0)
        #expect(LimitedRights.changer(startedBy: folder.appending(path: "sendmail").path) == program.path)
        #expect(try Self.output(program.path, ["-g"]) == "\(other)")
        #expect(try Self.output("/usr/bin/setpriv", ["--no-new-privs", program.path, "-g"]) == "\(getegid())")
        let status = try Self.output("/usr/bin/setpriv", ["--no-new-privs", "cat", "/proc/self/status"])
        #expect(LimitedRights.areSet(in: status) && !LimitedRights.areSet)
    }

    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "rights-\(UUID().uuidString)").resolvingSymlinksInPath()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static func output(_ path: String, _ arguments: [String]) throws -> String {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    }
}
