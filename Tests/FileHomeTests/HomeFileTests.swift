import Engine
import Foundation
import Testing

@testable import FileHome

@Suite("What stands where a file of the home should be", .timeLimit(.minutes(2)))
struct HomeFileTests {
    static let names = [
        "config.json", "credentials.json", "credentials.key", "ledger.sqlite", "ledger.sqlite-wal", "run.lock", "run-progress.json",
        "unattended.lock", "value-readings",
        "config.lock", "credentials.lock", "refresh.lock",
    ]

    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "home-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    @Test("A named pipe, a symbolic link and a folder are refused with a sentence, for each file", arguments: names)
    func refused(name: String) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        let elsewhere = folder.appending(path: "elsewhere")
        try Data("{}".utf8).write(to: elsewhere)
        let obstacles: [(String, () throws -> Void)] = [
            ("a named pipe", { #expect(mkfifo(file.path, 0o600) == 0) }),
            ("a symbolic link", { try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere) }),
            ("a folder", { try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false) }),
        ]
        for (kind, make) in obstacles {
            try make()
            #expect(throws: ConfigurationError.notAFile(file: file.path, kind: kind)) { try Home(folder: folder).prepare() }
            try FileManager.default.removeItem(at: file)
        }
        #expect(throws: Never.self) { try Home(folder: folder).prepare() }
    }

    @Test("A file that becomes a pipe or a link after the home was opened is refused at the read; nothing waits")
    func laterRead() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let home = Home(folder: folder)
        try home.prepare()
        let store = ConfigurationStore(home: home, targets: [], standardAttributes: [])
        #expect(mkfifo(home.configurationFile.path, 0o600) == 0)
        #expect(throws: ConfigurationError.notAFile(file: home.configurationFile.path, kind: "a named pipe")) { try store.load() }
        try FileManager.default.removeItem(at: home.configurationFile)
        try FileManager.default.createSymbolicLink(at: home.configurationFile, withDestinationURL: URL(fileURLWithPath: "/dev/null"))
        #expect(throws: ConfigurationError.notAFile(file: home.configurationFile.path, kind: "a symbolic link")) { try store.load() }
        #expect(mkfifo(home.runLockFile.path, 0o600) == 0)
        #expect(throws: ConfigurationError.notAFile(file: home.runLockFile.path, kind: "a named pipe")) {
            _ = try RunLock.acquire(home, holder: "a test", now: Date())
        }
    }

    @Test(
        "A folder that others may write is refused with the command that mends it",
        arguments: [(0o777, true), (0o707, true), (0o755, false), (0o700, false)])
    func writable(mode: Int, isRefused: Bool) throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(chmod(folder.path, mode_t(mode)) == 0)
        do throws(ConfigurationError) {
            try Home(folder: folder).prepare()
            #expect(!isRefused)
        } catch {
            #expect(isRefused && error.description.contains("chmod go-w '\(folder.path)'"), "\(error)")
        }
    }
}
