import Synchronization

/// What has happened and was not answered yet. However much comes at once is taken at once, so that the screen is drawn once for all of it.
final class EventInbox: Sendable {
    /// Wakes the reader up when something has come. For one reader.
    let arrivals: AsyncStream<Void>

    private let events = Mutex<[ConsoleEvent]>([])
    private let bell: AsyncStream<Void>.Continuation

    init() { (arrivals, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Adds something, from any thread. Of a run's progress only the latest counts.
    func put(_ event: ConsoleEvent) {
        events.withLock { events in
            if case .runProgressed = event, case .runProgressed? = events.last { events.removeLast() }
            events.append(event)
        }
        ring()
    }

    /// Wakes the reader up.
    func ring() { bell.yield() }

    /// Takes all that has come.
    func take() -> [ConsoleEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}
