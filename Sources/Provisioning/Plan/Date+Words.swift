package import Foundation

extension Date {
    /// For people, without the day: `14:05`.
    package var clockWords: String {
        let parts = parts
        return "\(Self.twoDigits(parts.hour)):\(Self.twoDigits(parts.minute))"
    }

    /// The day alone: "2026-11-23", in the time zone of the machine.
    package var dayWords: String {
        let parts = parts
        return "\(parts.year ?? 0)-\(Self.twoDigits(parts.month))-\(Self.twoDigits(parts.day))"
    }

    /// The moment as the screen and the commands show it: "2026-11-23 22:49", in the time zone of the machine.
    package var words: String { "\(dayWords) \(clockWords)" }

    /// By arithmetic alone: a format would load the tables of all languages, which takes longer than a page.
    private var parts: DateComponents {
        Calendar(identifier: .gregorian).dateComponents([.year, .month, .day, .hour, .minute], from: self)
    }

    private static func twoDigits(_ number: Int?) -> String {
        let number = number ?? 0
        return number < 10 ? "0\(number)" : "\(number)"
    }
}
