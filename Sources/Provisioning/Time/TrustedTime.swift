package import Foundation

/// A server that told the time in an answer of this run.
package struct ClockWitness: Sendable, Equatable {
    /// The server's host, with its port where the address names one.
    package let host: String
    /// Whether the server belongs to the directory (Google) and not to the app.
    package let isDirectory: Bool
    /// How far this machine's clock is ahead of the server's, in seconds; negative when it is behind.
    package let secondsAhead: TimeInterval

    package init(host: String, isDirectory: Bool, secondsAhead: TimeInterval) {
        self.host = host
        self.isDirectory = isDirectory
        self.secondsAhead = secondsAhead
    }

    /// Whether the server's clock agrees with this machine's.
    package var agrees: Bool { abs(secondsAhead) <= TrustedTime.tolerance }
}

/// What the servers' clocks say about this machine's.
package enum ClockVerdict: Sendable, Equatable {
    /// No server told the time. Delays cannot be counted, so nothing is taken away.
    case untold
    /// This machine's clock is right. `off` are the app's servers whose own clocks are wrong, by host.
    case right(off: [ClockWitness])
    /// This machine's clock is wrong: so many seconds ahead, behind when negative.
    case wrong(secondsAhead: TimeInterval)
    /// The app's servers contradict each other, and no directory says who is right.
    case disputed(off: ClockWitness, agreeing: ClockWitness)
}

/// Whether this machine's clock may be believed. Delays are counted with it, and a clock that is ahead would make a suspension or a deletion early.
///
/// Google's clock outranks the app's: a server of the app may run on the same machine or host as this program and share its wrong clock.
package enum TrustedTime {
    /// So far may two clocks differ, in seconds: less than any delay, more than an answer takes.
    package static let tolerance: TimeInterval = 300

    /// Judges by the newest answer of each server.
    package static func judge(_ witnesses: [ClockWitness]) -> ClockVerdict {
        let sorted = witnesses.sorted { $0.host < $1.host }
        let (agreeing, off) = (sorted.filter(\.agrees), sorted.filter { !$0.agrees })
        if let directory = off.first(where: \.isDirectory) { return .wrong(secondsAhead: directory.secondsAhead) }
        guard let first = off.first else { return agreeing.isEmpty ? .untold : .right(off: []) }
        guard let witness = agreeing.first else { return .wrong(secondsAhead: first.secondsAhead) }
        return agreeing.contains(where: \.isDirectory) ? .right(off: off) : .disputed(off: first, agreeing: witness)
    }
}
