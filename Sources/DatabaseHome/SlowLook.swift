import Dispatch

/// In place of notices, where a database tells of no changes: an element every two seconds, after which everything is looked at again.
enum SlowLook {
    private static let pause = DispatchTimeInterval.seconds(2)

    static func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        // Dispatch's sources may be used from any thread; its overlay for Linux does not say so.
        nonisolated(unsafe) let timer = DispatchSource.makeTimerSource()
        timer.setEventHandler { continuation.yield() }
        timer.schedule(deadline: .now() + pause, repeating: pause)
        continuation.onTermination = { _ in timer.cancel() }
        timer.resume()
        return stream
    }
}
