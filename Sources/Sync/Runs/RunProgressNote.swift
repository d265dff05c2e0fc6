import Engine
import FileHome
import Foundation
import Timing

/// How far the run under way got, as a document of the home, so that other processes can show it. It means something only while the run's lock is held: a process
/// that died leaves it behind.
struct RunProgressNote {
    let home: any HomeStorage

    /// What it says.
    private struct Content: Codable {
        let updated: Date
        let progress: RunProgress
    }

    /// Replaces what it says. A run goes on when that fails: the disk's trouble shows in the ledger, which matters.
    func write(_ progress: RunProgress, now: Date) {
        guard let data = try? JSONEncoder().encode(Content(updated: now, progress: progress)) else { return }
        try? home.write(data, to: .runProgress)
    }

    func remove() { home.remove(.runProgress) }

    /// How far the run got that holds the lock, with the time left counted down to `now`; `nil` when it has not said so. Only ask while somebody holds the lock.
    func read(now: Date) -> RunProgress? {
        guard let data = (try? home.read(.runProgress)) ?? nil, let content = try? JSONDecoder().decode(Content.self, from: data) else { return nil }
        var progress = content.progress
        progress.secondsLeft = progress.secondsLeft.map { max(0, $0 - max(0, now.timeIntervalSince(content.updated))) }
        return progress
    }
}

/// Writes down the newest progress of a run, a few times a second at most, and takes it away at the end.
struct RunProgressPublisher {
    /// Between two writes.
    private static let pause = Duration.milliseconds(250)

    private let newest: AsyncStream<RunProgress>.Continuation
    private let writing: Task<Void, Never>
    private let note: RunProgressNote

    /// Begins; what a run that died left behind is gone then.
    init(_ note: RunProgressNote, time: Time, executor: (any TaskExecutor)? = nil) {
        self.note = note
        note.remove()
        let (progress, newest) = AsyncStream.makeStream(of: RunProgress.self, bufferingPolicy: .bufferingNewest(1))
        self.newest = newest
        writing = Task(executorPreference: executor) {
            for await progress in progress {
                note.write(progress, now: time.now())
                // What comes in the meantime waits in the stream, the newest only: the last state always gets written.
                do { try await Task.sleep(for: Self.pause) } catch { return }
            }
        }
    }

    func publish(_ progress: RunProgress) { newest.yield(progress) }

    /// Ends; the note is gone when it returns.
    func end() async {
        newest.finish()
        writing.cancel()
        await writing.value
        note.remove()
    }
}
