import Engine
import FileHome
import Foundation
import Provisioning
import Sandbox
import Synchronization
import Testing
import Timing
import Wording

@testable import Sync

@Suite("A run's progress for other processes", .timeLimit(.minutes(5)))
struct RunProgressNoteTests {
    /// A home in a folder of its own.
    final class Place {
        let folder = FileManager.default.temporaryDirectory.appending(path: "progress-\(UUID().uuidString)")
        let home: Home
        var note: RunProgressNote { RunProgressNote(home: home) }

        init() throws {
            home = Home(folder: folder)
            try home.prepare()
        }

        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static var progress: RunProgress {
        var progress = RunProgress()
        progress.phase = .writing
        (progress.peopleRead, progress.total, progress.done, progress.failed) = (40, 12, 5, 1)
        progress.counts = [.create: 4, .reenable: 1]
        progress.current = "Zoë \u{1B}[31m"
        progress.secondsLeft = 90
        return progress
    }

    @Test("What is written is read again, for the owner only, with the time left counted down; a clock that was put back counts nothing up")
    func roundTrip() throws {
        let place = try Place()
        place.note.write(Self.progress, now: Self.now)
        #expect(place.note.read(now: Self.now) == Self.progress)
        #expect(place.note.read(now: Self.now + 30)?.secondsLeft == 60)
        #expect(place.note.read(now: Self.now + 3_600)?.secondsLeft == 0)
        #expect(place.note.read(now: Self.now - 3_600)?.secondsLeft == 90)
        let mode = try FileManager.default.attributesOfItem(atPath: place.home.runProgressFile.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("What a run that died left is ignored, for nobody holds the lock; what is broken is ignored too", .homeInFolder)
    func stale() async throws {
        let home = try await SandboxHome()
        let note = RunProgressNote(home: home.workspace.home)
        note.write(Self.progress, now: home.clock.now)
        #expect(try await home.workspace.checks.status().running == nil)
        let lock = try RunLock.acquire(home.workspace.home, holder: "test", now: home.clock.now)
        #expect(try await home.workspace.checks.status().running?.total == Self.progress.total)
        try Data("{\"updated\":1".utf8).write(to: Home(folder: home.folder).runProgressFile)
        #expect(try await home.workspace.checks.status().running == nil)
        lock.release()
        await home.server.stop()
    }

    @Test("However fast the states come, the last one gets written, and at the end the file is gone; what a dead run left is gone at the start")
    func newest() async throws {
        let place = try Place()
        place.note.write(Self.progress, now: Self.now)
        let changes = try HomeWatch(place.home).changes
        let publisher = RunProgressPublisher(place.note, time: Time(now: { Self.now }))
        #expect(place.note.read(now: Self.now) == nil)
        var last = Self.progress
        for done in 0...1_000 {
            last.done = done
            publisher.publish(last)
        }
        var writes = 0
        for await _ in changes {
            writes += 1
            if place.note.read(now: Self.now) == last { break }
        }
        #expect(writes <= 4, "a write for each state would keep the disk busy")
        await publisher.end()
        #expect(!FileManager.default.fileExists(atPath: place.home.runProgressFile.path))
    }

    @Test(
        "The words of a progress",
        arguments: [(RunProgress.Phase.reading, "Reading the directory: 40 people"), (.writing, "Writing: 6 of 12, 1 failed, about 1:30 left")])
    func words(phase: RunProgress.Phase, words: String) {
        var progress = Self.progress
        progress.phase = phase
        #expect(progress.words == words)
    }

    @Test("A run shows itself to another workspace of the home while it writes, and not any more when it has ended", .homeInFolder)
    func twoWorkspaces() async throws {
        let home = try await SandboxHome(users: 80)
        let other = try home.anotherWorkspace()
        let changes = try other.checks.changes()
        // The run stops writing at its first written account until the other workspace has seen it: on a fast machine it would be over before anybody looks.
        let hasWritten = Mutex(false)
        let wasSeen = Mutex(false)
        let run = Task {
            try await home.workspace.runs.sync(
                progress: { progress in if progress.done > 0 { hasWritten.withLock { $0 = true } } },
                isPaused: { hasWritten.withLock { $0 } && !wasSeen.withLock { $0 } })
        }
        var seen: [RunProgress] = []
        for await _ in changes {
            guard let running = try await other.checks.status().running else { continue }
            seen.append(running)
            if running.phase == .writing, running.done > 0 { break }
        }
        wasSeen.withLock { $0 = true }
        let record = try await run.value
        let last = try #require(seen.last)
        #expect(last.total == record.counts.values.reduce(0, +) + record.failures)
        #expect(last.current != nil && last.secondsLeft != nil)
        #expect(last.counts.values.reduce(0, +) == last.done)
        let after = try await other.checks.status()
        #expect(after.running == nil && after.runHolder == nil)
        #expect(!FileManager.default.fileExists(atPath: Home(folder: home.folder).runProgressFile.path))
        await home.server.stop()
    }

    @Test("A status that was read is no change: whoever reads after each change is not woken by their own reading", .homeInFolder)
    func statusIsNoChange() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let other = try home.anotherWorkspace()
        _ = try await other.checks.status()
        let watch = try HomeWatch(Home(folder: home.folder))
        for _ in 0..<3 { _ = try await other.checks.status() }
        _ = try await other.history.activity(limit: 10)
        #expect(!watch.hasChanged())
        home.turnOffFromAnotherProcess()
        #expect(watch.hasChanged())
        await home.server.stop()
    }
}
