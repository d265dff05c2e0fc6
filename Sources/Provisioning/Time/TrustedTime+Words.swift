package import Foundation

extension ClockWitness {
    /// What is wrong with this server's own clock, and who can set it right.
    package var sentence: String {
        "The clock of \(host) is \(TimeSpan.words(abs(secondsAhead))) \(secondsAhead > 0 ? "behind" : "ahead of") this machine's, which the directory's clock "
            + "confirms. Ask the administrator of \(host) to set it."
    }
}

/// A span of time in one rounded number, for sentences.
package enum TimeSpan {
    /// `seconds` in minutes, hours or days, whichever fits.
    package static func words(_ seconds: TimeInterval) -> String {
        func counted(_ divisor: TimeInterval, _ unit: String) -> String {
            let number = Int((min(seconds, 1e12) / divisor).rounded())
            return "\(number) \(unit)\(number == 1 ? "" : "s")"
        }
        return switch seconds {
        case ..<7_200: counted(60, "minute")
        case ..<172_800: counted(3_600, "hour")
        default: counted(86_400, "day")
        }
    }
}
