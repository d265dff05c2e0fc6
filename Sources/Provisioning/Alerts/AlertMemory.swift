package import Foundation

/// What is remembered of alerts from one look at the state to the next: which are open, since when something seems to be so, and what is still to be delivered.
package struct AlertMemory: Sendable, Equatable, Codable {
    /// Rises with every change, so that an older copy is known as one.
    package var revision = 0
    /// In the order of the table of defaults.
    package var open: [OpenAlert] = []
    /// When something that has no moment of its own was first seen, and is so ever since.
    package var firstSeen: [String: Date] = [:]
    /// Since when autoprovisioning is on, as far as somebody looked.
    package var onSince: Date?
    /// What is still to be delivered, the oldest first.
    package var messages: [AlertMessage] = []
    /// The number of the newest message.
    package var lastNumber = 0

    package init() {}

    /// Messages that a way could not take, as a fact for the next look.
    package var undelivered: AlertFacts.Undelivered? {
        let failed = messages.filter { $0.failure != nil }
        guard let oldest = failed.first else { return nil }
        let ways = AlertWay.allCases.filter { way in failed.contains { $0.way == way } }
        return AlertFacts.Undelivered(since: oldest.made, ways: ways, reason: oldest.failure ?? "")
    }
}

/// One message by one way: what opened together, what closed and what is told again.
package struct AlertMessage: Sendable, Equatable, Codable {
    /// Tells it from all others of this ledger.
    package let number: Int
    package let way: AlertWay
    package let made: Date
    package var opened: [Alert]
    package var closed: [Alert]
    package var repeated: [Alert]
    /// How often it was tried in vain.
    package var tries = 0
    /// When it is tried next.
    package var next: Date
    /// Why the last try failed.
    package var failure: String?

    /// A message about what is new.
    package init(number: Int, way: AlertWay, made: Date, opened: [Alert], closed: [Alert] = [], repeated: [Alert] = []) {
        (self.number, self.way, self.made, self.opened, self.closed, self.repeated) = (number, way, made, opened, closed, repeated)
        next = made
    }

    /// No message is tried longer than this, in seconds: what it says is the past by then, and what is still open is told again.
    package static let patience: TimeInterval = 3 * 86_400

    /// What is kept of a moment may be that much later than the moment was, in seconds.
    private static let precision: TimeInterval = 0.001

    /// Seconds from a try that failed to the next one: 1 minute, then twice as long each time, up to an hour.
    package static func pause(afterTries tries: Int) -> TimeInterval { min(3_600, 60 * pow(2, Double(min(max(tries, 1), 10) - 1))) }

    /// Notes a try that failed.
    package mutating func failed(because reason: String, at now: Date) {
        tries += 1
        next = now + Self.pause(afterTries: tries)
        failure = reason
    }

    /// Whether it is to be tried at this moment. A moment that lies further ahead than any pause was written by a clock that was set back since.
    package func isDue(at now: Date) -> Bool { next <= now + Self.precision || next > now + Self.pause(afterTries: 10) + 60 }
}
