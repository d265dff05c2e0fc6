package import Foundation
import Synchronization

/// The time of one world: it passes only when somebody says so, or waits. Beside it, what the clock of the program's machine shows, which may be wrong.
package final class VirtualClock: Sendable {
    private let moment: Mutex<Date>
    private let error = Mutex<TimeInterval>(0)
    private let events = Mutex<[Event]>([])

    /// Something that happens at a moment of its own.
    private struct Event: Sendable {
        let date: Date
        let happen: @Sendable (Date) -> Void
    }

    /// A clock that stands at `start`.
    package init(start: Date) { moment = Mutex(start) }

    /// What it shows.
    package var now: Date { moment.withLock { $0 } }

    /// What the machine on which the program runs takes for the time.
    package var shown: Date { now + secondsAhead }

    /// How far the machine's clock is ahead of the world's, in seconds; negative when it is behind.
    package var secondsAhead: TimeInterval { error.withLock { $0 } }

    /// Sets the machine's clock; the world's time does not move.
    package func setMachine(secondsAhead: TimeInterval) { error.withLock { $0 = secondsAhead } }

    /// Moves on by this many seconds.
    package func advance(by seconds: TimeInterval) { advance(to: now + max(0, seconds)) }

    /// Moves on to `date`; never back. What was to happen until then happens.
    package func advance(to date: Date) {
        while let event = takeEvent(until: date) {
            moment.withLock { $0 = max($0, event.date) }
            event.happen(event.date)
        }
        moment.withLock { $0 = max($0, date) }
    }

    /// Lets something happen once the clock passes `date`, whoever moves it.
    func schedule(at date: Date, _ happen: @escaping @Sendable (Date) -> Void) {
        events.withLock { events in
            events.append(Event(date: date, happen: happen))
            events.sort { $0.date < $1.date }
        }
    }

    /// Forgets what has not happened yet.
    func cancelEvents() { events.withLock { $0 = [] } }

    private func takeEvent(until date: Date) -> Event? {
        events.withLock { events in
            guard let first = events.first, first.date <= date else { return nil }
            return events.removeFirst()
        }
    }

    /// Waits without waiting. Several that wait at the same time wait side by side, not one after the other.
    ///
    /// Of a second and more only whole seconds pass: what the clients add to spread their tries is random, and a world must be the same at every replay.
    package func sleep(_ duration: Duration) async throws {
        let (seconds, attoseconds) = duration.components
        let end = now + (seconds > 0 ? Double(seconds) : Double(attoseconds) * 1e-18)
        await Task.yield()
        try Task.checkCancellation()
        advance(to: end)
    }
}
