package import Foundation

extension Date {
    /// For people, without the day: `14:05`.
    package var clockWords: String {
        formatted(
            .verbatim(
                "\(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)", timeZone: .current,
                calendar: Calendar(identifier: .gregorian)))
    }

    /// The day alone: "2026-11-23", in the time zone of the machine.
    package var dayWords: String {
        formatted(
            .verbatim(
                "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits)", timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    }

    /// The moment as the screen and the commands show it: "2026-11-23 22:49", in the time zone of the machine.
    package var words: String {
        formatted(
            .verbatim(
                "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)",
                timeZone: .current, calendar: Calendar(identifier: .gregorian)))
    }
}
