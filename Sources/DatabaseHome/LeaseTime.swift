package import Foundation

/// The time of this machine, as leases need it. A simulation puts another one in its place.
package struct LeaseTime: Sendable {
    /// Seconds that no setting of a clock changes and that go on while the machine sleeps.
    let uptime: @Sendable () -> TimeInterval
    /// Waits so many seconds where it is called.
    let pause: @Sendable (TimeInterval) -> Void
    /// Does something each time that so many seconds have passed, until it answers that it need not be done again.
    let repeating: @Sendable (TimeInterval, @escaping @Sendable () -> Bool) -> Void

    package init(
        uptime: @escaping @Sendable () -> TimeInterval, pause: @escaping @Sendable (TimeInterval) -> Void,
        repeating: @escaping @Sendable (TimeInterval, @escaping @Sendable () -> Bool) -> Void
    ) {
        (self.uptime, self.pause, self.repeating) = (uptime, pause, repeating)
    }

    /// This machine's, with threads that wait.
    package static func system(uptime: @escaping @Sendable () -> TimeInterval) -> LeaseTime {
        LeaseTime(uptime: uptime, pause: { Thread.sleep(forTimeInterval: $0) }) { interval, body in
            Thread.detachNewThread { repeat { Thread.sleep(forTimeInterval: interval) } while body() }
        }
    }
}
