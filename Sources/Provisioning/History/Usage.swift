package import Foundation

/// The usage counters.
package struct Usage: Sendable, Equatable, Codable {
    package var created = 0
    package var suspended = 0
    package var deleted = 0
    package var failures = 0

    /// Nothing yet.
    package init() {}

    /// Counts entries of the log: actions that were done, by kind, and everything that failed. An account that was linked was not created; one that is deleted after
    /// its suspension counts once in each.
    package mutating func count(_ number: Int, _ kind: ActionKind?, _ state: ActivityEntry.State) {
        switch (state, kind) {
        case (.failed, _): failures += number
        case (.done, .create): created += number
        case (.done, .suspend): suspended += number
        case (.done, .delete): deleted += number
        case (.done, .reenable), (.done, .adopt), (.done, .update), (.done, .rename), (.done, nil), (.open, _), (.notCarriedOut, _), (.decided, _):
            break
        }
    }
}

/// The usage counters of one day, or of the part of it that the last 30 days reach into.
package struct UsageDay: Sendable, Equatable {
    /// From this moment on, and before that one.
    package let time: Range<Date>
    package let usage: Usage

    package init(time: Range<Date>, usage: Usage) {
        self.time = time
        self.usage = usage
    }

    /// What several days make together.
    package static func sum(_ days: [UsageDay]) -> Usage {
        days.reduce(into: Usage()) { sum, day in
            sum.created += day.usage.created
            sum.suspended += day.usage.suspended
            sum.deleted += day.usage.deleted
            sum.failures += day.usage.failures
        }
    }

    /// The days from `start` to `end` as a calendar has them, some longer or shorter by an hour; the first may be a part of a day, and the last ends with its day.
    package static func days(from start: Date, to end: Date, in calendar: Calendar) -> [Range<Date>] {
        var days: [Range<Date>] = []
        var first = start
        while first <= end {
            guard let next = calendar.dateInterval(of: .day, for: first)?.end, next > first else { break }
            days.append(first..<next)
            first = next
        }
        return days
    }
}
