import Dispatch
import Engine
import Foundation

/// Runs an operation until it ends or somebody presses Ctrl-C (or sends SIGTERM); then it is canceled, and a second time it is left alone to die.
///
/// It returns once the sentence about the signal has been written: the program may end right afterwards, and a log without that sentence does not say why. A full
/// pipe that nobody reads must not keep the program from ending, so it waits no longer than `patience` for that.
func cancellingOnInterrupt<Value: Sendable>(
    saying message: String, patience: Duration = .seconds(3), _ operation: @escaping @Sendable () async throws -> Value
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
    // What canceled the task is still at work in the queue; this comes after it.
    await finished(queue, within: patience)
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    do { return try result.get() } catch let error as OperationError where task.isCancelled && error.mayComeFromStop {
        throw OperationError.cancelled
    }
}

/// Waits until the queue has done everything that it was given, and no longer than that.
private func finished(_ queue: DispatchQueue, within patience: Duration) async {
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    queue.async { end.finish() }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int(patience / .milliseconds(1)))) { end.finish() }
    for await _ in ends {}
}
