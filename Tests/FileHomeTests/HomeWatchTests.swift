import Engine
import Foundation
import Provisioning
import Testing

@testable import FileHome

@Suite("Watching a home", .timeLimit(.minutes(5)))
struct HomeWatchTests {
    /// A home in a folder of its own, watched.
    final class Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watch-\(UUID().uuidString)")
        let home: Home
        let watch: HomeWatch

        init() throws {
            home = Home(folder: folder)
            try home.prepare()
            watch = try HomeWatch(home)
        }

        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    @Test("A file that is replaced, written in place or taken away is a change, once")
    func changes() throws {
        let place = try Place()
        #expect(!place.watch.hasChanged())
        let changes: [() throws -> Void] = [
            { try SecureFile.write(Data("{}".utf8), to: place.home.configurationFile) },
            { try Data("{ }".utf8).write(to: place.home.configurationFile) },
            { try FileManager.default.removeItem(at: place.home.configurationFile) },
            { try place.home.write(Data("1".utf8), to: .runProgress) },
            { try FileManager.default.removeItem(at: place.home.runProgressFile) },
            { try Data("row".utf8).write(to: place.folder.appending(path: "ledger.sqlite-wal")) },
            { try CredentialStore(home: place.home, environment: [:]).setValue(Data("s".utf8), for: "name") },
        ]
        for (index, change) in changes.enumerated() {
            try change()
            #expect(place.watch.hasChanged(), "change \(index)")
            #expect(!place.watch.hasChanged(), "change \(index) is told twice")
        }
    }

    @Test("Reading wakes nobody, and neither does a file that is none of the home's")
    func reading() throws {
        let place = try Place()
        try SecureFile.write(Data("{}".utf8), to: place.home.configurationFile)
        let lock = try RunLock.acquire(place.home, holder: "test", now: Date())
        #expect(place.watch.hasChanged())
        _ = try SecureFile.read(place.home.configurationFile, isSecret: false)
        #expect(try RunLock.holder(place.home)?.hasPrefix("test") == true)
        try Data("x".utf8).write(to: place.folder.appending(path: "notes.txt"))
        #expect(!place.watch.hasChanged())
        lock.release()
        #expect(place.watch.hasChanged(), "the end of a run")
    }

    @Test("Asking who holds the run lock never gets into the way of a run that starts")
    func askingIsHarmless() async throws {
        let place = try Place()
        let home = place.home
        let asking = Task.detached { while !Task.isCancelled { _ = try? RunLock.holder(home) } }
        for _ in 0..<500 { try RunLock.acquire(home, holder: "run", now: Date()).release() }
        asking.cancel()
        await asking.value
        #expect(try RunLock.holder(home) == nil)
    }

    @Test("The stream tells of changes as they come")
    func stream() async throws {
        let place = try Place()
        var changes = place.watch.changes.makeAsyncIterator()
        for number in 0..<3 {
            try place.home.write(Data("\(number)".utf8), to: .runProgress)
            #expect(await changes.next() != nil)
        }
    }
}
