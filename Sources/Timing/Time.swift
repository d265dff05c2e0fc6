package import Foundation

/// The time as a part of this program has it: what time it is, and how to wait. A test or a simulation puts another one in its place.
package struct Time: Sendable {
    /// The moment.
    package let now: @Sendable () -> Date
    /// Waits; throws when the task is canceled meanwhile.
    package let sleep: @Sendable (Duration) async throws -> Void

    /// A time of its own; what is left out is this machine's.
    package init(
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// This machine's.
    package static let system = Time()
}
