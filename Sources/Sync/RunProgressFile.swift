import Engine
import FileHome
import Files
import Foundation
import Timing

/// How far the run under way got, as a file in the home, so that other processes can show it. It means something only while the run's lock is held: a process
/// that died leaves it behind.
struct RunProgressFile {
    let home: Home

    /// What the file says.
    private struct Content: Codable {
        let updated: Date
        let progress: RunProgress
    }

    /// Replaces what the file says. A run goes on when that fails: the disk's trouble shows in the ledger, which matters.
    func write(_ progress: RunProgress, now: Date) {
        guard let data = try? JSONEncoder().encode(Content(updated: now, progress: progress)) else { return }
        try? home.writePassing(data, to: home.runProgressFile)
    }

    func remove() { unlink(home.runProgressFile.path) }

    /// How far the run got that holds the lock, with the time left counted down to `now`; `nil` when there is no run.
    func read(now: Date) -> RunProgress? {
        guard RunLock.holder(of: home.runLockFile) != nil, let data = try? RegularFile.read(home.runProgressFile, limit: 65_536),
            let content = try? JSONDecoder().decode(Content.self, from: data)
        else { return nil }
        var progress = content.progress
        progress.secondsLeft = progress.secondsLeft.map { max(0, $0 - max(0, now.timeIntervalSince(content.updated))) }
        return progress
    }
}

/// Writes the newest progress of a run to its file, a few times a second at most, and takes the file away at the end.
struct RunProgressPublisher {
    /// Between two writes.
    private static let pause = Duration.milliseconds(250)

    private let newest: AsyncStream<RunProgress>.Continuation
    private let writing: Task<Void, Never>
    private let file: RunProgressFile

    /// Begins; what a run that died left behind is gone then.
    init(file: RunProgressFile, time: Time) {
        self.file = file
        file.remove()
        let (progress, newest) = AsyncStream.makeStream(of: RunProgress.self, bufferingPolicy: .bufferingNewest(1))
        self.newest = newest
        writing = Task {
            for await progress in progress {
                file.write(progress, now: time.now())
                // What comes in the meantime waits in the stream, the newest only: the last state always gets written.
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }

    func publish(_ progress: RunProgress) { newest.yield(progress) }

    /// Ends; the file is gone when it returns.
    func end() async {
        newest.finish()
        writing.cancel()
        await writing.value
        file.remove()
    }
}
