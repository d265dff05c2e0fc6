import Dispatch
import Engine
import Foundation

/// Runs an operation until it ends or somebody presses Ctrl-C (or sends SIGTERM); then it is cancelled, and a second time it is left alone to die.
///
/// It returns only once the sentence about the signal has been written: the program may end right afterwards, and a log without that sentence does not say why.
func cancellingOnInterrupt<Value: Sendable>(
    saying message: String, _ operation: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    let task = Task { try await operation() }
    let queue = DispatchQueue(label: "interrupts")
    let sources = [SIGINT, SIGTERM].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler {
            task.cancel()
            signal(number, SIG_DFL)
            // Who pressed Ctrl-C knows why it ends; who reads a log later does not.
            Output.note(number == SIGTERM ? "Told to end (SIGTERM). \(message)".trimmingCharacters(in: .whitespaces) : message)
        }
        source.resume()
        return source
    }
    let result = await task.result
    // What cancelled the task is still at work in the queue; this comes after it.
    await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    do { return try result.get() } catch let error as OperationError where task.isCancelled && error.mayComeFromStop {
        throw OperationError.cancelled
    }
}
