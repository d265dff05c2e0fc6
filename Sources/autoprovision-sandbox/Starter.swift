import Foundation
import SandboxProcess

/// The program that started this one: at the other end of the standard input and output.
final class Starter: Sendable {
    /// How long an answer is waited for. A starter that takes longer hangs, and the sandbox goes on without it.
    private static let patience = DispatchTimeInterval.seconds(10)

    private let answered = DispatchSemaphore(value: 0)
    private let gone: AsyncStream<Void>
    private let goneReporter: AsyncStream<Void>.Continuation

    init() {
        (gone, goneReporter) = AsyncStream.makeStream()
        // A starter that does not read any more is gone, which the standard input says.
        signal(SIGPIPE, SIG_IGN)
        Thread.detachNewThread { [self] in
            while readLine() != nil { answered.signal() }
            goneReporter.yield()
        }
    }

    func say(_ message: SandboxMessage) { try? FileHandle.standardOutput.write(contentsOf: message.line) }

    /// Returns once the starter has heard it.
    func tell(thatClockIsAhead seconds: TimeInterval) {
        say(.clockMoved(secondsAhead: seconds))
        _ = answered.wait(timeout: .now() + Self.patience)
    }

    /// Waits until the starter has ended, or somebody has told this program alone to end (SIGTERM).
    func waitUntilGone() async {
        signal(SIGTERM, SIG_IGN)
        let termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        termination.setEventHandler { [goneReporter] in goneReporter.yield() }
        termination.resume()
        defer { termination.cancel() }
        for await _ in gone { return }
    }
}
