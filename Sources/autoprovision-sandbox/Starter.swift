import Foundation
import SandboxProcess

/// The program that started this one: at the other end of the standard input and output.
///
/// Not checked by the compiler: what changes is only touched while the condition is locked.
final class Starter: @unchecked Sendable {
    /// How long an answer is waited for, in seconds. A starter that takes longer hangs, and the sandbox goes on without it.
    private static let patience: TimeInterval = 10

    private let condition = NSCondition()
    /// Times that the clock was moved.
    private var moves = 0
    /// The newest move that the starter has heard of.
    private var heard = 0
    private var hasListened = false
    private var isGone = false
    private let end: AsyncStream<Void>
    private let endReporter: AsyncStream<Void>.Continuation
    private let termination: any DispatchSourceSignal

    init() {
        (end, endReporter) = AsyncStream.makeStream()
        // Whoever starts this program may have blocked signals.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        // Ctrl-C and a closed terminal are for the starter, which then ends this program. A starter that does not listen any more is gone, which the standard input says.
        for number in [SIGINT, SIGHUP, SIGPIPE, SIGTERM] { signal(number, SIG_IGN) }
        // Somebody may end this program alone: it ends in order all the same.
        termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
        termination.setEventHandler { [endReporter] in endReporter.yield() }
        termination.resume()
        Thread.detachNewThread { [self] in
            while let line = readLine() { take(answer: Int(line) ?? 0) }
            leave()
        }
    }

    private func take(answer number: Int) {
        condition.lock()
        defer { condition.unlock() }
        heard = max(heard, number)
        condition.broadcast()
    }

    /// The starter is gone. As long as nobody can have reached this program, there is nothing to end in order.
    private func leave() {
        condition.lock()
        isGone = true
        let hasListened = hasListened
        condition.broadcast()
        condition.unlock()
        guard hasListened else { exit(1) }
        endReporter.yield()
    }

    /// Says that the sandbox listens.
    func listens(at place: SandboxPlace) {
        condition.lock()
        hasListened = true
        condition.unlock()
        say(.listening(place))
    }

    /// Says why the sandbox cannot start.
    func fails(_ sentence: String) { say(.failed(sentence)) }

    /// Says how far the clock is ahead, and returns once the starter has heard it, or is gone.
    func tell(thatClockIsAhead seconds: TimeInterval) {
        condition.lock()
        defer { condition.unlock() }
        moves += 1
        let number = moves
        say(.clockMoved(number: number, secondsAhead: seconds))
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        while heard < number, !isGone, condition.wait(until: deadline) {}
    }

    /// Waits until the starter has ended, or somebody has told this program alone to end (SIGTERM).
    func waitUntilGone() async {
        for await _ in end { return }
    }

    private func say(_ message: SandboxMessage) { try? FileHandle.standardOutput.write(contentsOf: message.line) }
}
