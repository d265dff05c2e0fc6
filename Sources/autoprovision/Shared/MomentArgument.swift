import ArgumentParser
import Foundation

/// A moment on the command line: `2026-11-25`, `2026-11-25T14:30` (both in this machine's time zone), or how long ago: `90m`, `24h`, `7d`.
struct MomentArgument {
    private enum Meaning {
        case moment(Date)
        /// Seconds before now.
        case ago(Double)
    }

    private let meaning: Meaning

    /// Reads the text.
    ///
    /// - Throws: how a moment is written.
    init(parsing text: String) throws {
        guard let meaning = Self.meaning(of: text) else {
            throw ValidationError("Write a day (2026-11-25), a day with a time (2026-11-25T14:30), or how long ago: 90m, 24h, 7d.")
        }
        self.meaning = meaning
    }

    private static func meaning(of text: String) -> Meaning? {
        guard let unit = text.last, let seconds = ["m": 60.0, "h": 3_600, "d": 86_400][unit] else { return date(text).map(Meaning.moment) }
        guard let count = Int(text.dropLast()), count > 0, count < 100_000 else { return nil }
        return .ago(Double(count) * seconds)
    }

    /// The moment, seen from `now`.
    func date(_ now: Date) -> Date {
        switch meaning {
        case .moment(let date): date
        case .ago(let seconds): now - seconds
        }
    }

    private static func date(_ text: String) -> Date? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count <= 2, let day = numbers(parts[0], separator: "-", widths: [4, 2, 2]) else { return nil }
        let time = parts.count == 2 ? numbers(parts[1], separator: ":", widths: [2, 2]) : [0, 0]
        guard let time, time[0] < 24, time[1] < 60 else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        let wanted = DateComponents(year: day[0], month: day[1], day: day[2], hour: time[0], minute: time[1])
        // A calendar takes February 30 for a day of March.
        guard let date = calendar.date(from: wanted), calendar.component(.day, from: date) == day[2] else { return nil }
        return date
    }

    private static func numbers(_ text: Substring, separator: Character, widths: [Int]) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.map(\.count) == widths, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        return parts.compactMap { Int($0) }
    }
}
