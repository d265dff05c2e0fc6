import Foundation
import Synchronization

/// Lines that are typed at the terminal. One reader serves everybody who waits for a line, so that none is lost to somebody who stopped waiting.
final class TypedLines: Sendable {
    static let shared = TypedLines()

    private struct State {
        var isReading = false
        /// Lines that nobody has taken yet; `nil` is the end of the input.
        var lines: [String?] = []
        var waiting: CheckedContinuation<String?, Never>?
    }

    private let state = Mutex(State())

    private init() {}

    /// The next line; `nil` at the end of the input, and when the task was canceled, which takes no line.
    func next() async -> String? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let line: String?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if !state.lines.isEmpty { return .some(state.lines.removeFirst()) }
                    state.waiting = continuation
                    return nil
                }
                if let line { continuation.resume(returning: line) }
            }
        } onCancel: {
            state.withLock { state in
                defer { state.waiting = nil }
                return state.waiting
            }?.resume(returning: nil)
        }
    }

    /// Begins to read, once; the thread lives as long as the program.
    func begin() {
        guard
            state.withLock({ state in
                defer { state.isReading = true }
                return !state.isReading
            })
        else { return }
        Thread.detachNewThread {
            while let line = readLine() { self.take(line) }
            self.take(nil)
        }
    }

    private func take(_ line: String?) {
        let waiting = state.withLock { state -> CheckedContinuation<String?, Never>? in
            guard let waiting = state.waiting else {
                state.lines.append(line)
                return nil
            }
            state.waiting = nil
            return waiting
        }
        waiting?.resume(returning: line)
    }
}
