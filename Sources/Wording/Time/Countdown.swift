package import Foundation

/// How long it is until something happens, for people.
package enum Countdown {
    /// "in 6 d 4 h", "in 3 h 20 min", "in 12 min"; what is due says "now".
    package static func words(until moment: Date, from now: Date) -> String {
        let seconds = moment.timeIntervalSince(now)
        guard seconds > 0 else { return "now" }
        // Rounded up, so that it is never over before the countdown is.
        let minutes = Int((seconds / 60).rounded(.up))
        switch minutes {
        case ..<60: return "in \(minutes) min"
        case ..<2_880: return words("h", minutes / 60, "min", minutes % 60)
        default:
            let hours = (minutes + 59) / 60
            return words("d", hours / 24, "h", hours % 24)
        }
    }

    private static func words(_ unit: String, _ count: Int, _ smallerUnit: String, _ rest: Int) -> String {
        rest == 0 ? "in \(count) \(unit)" : "in \(count) \(unit) \(rest) \(smallerUnit)"
    }
}
