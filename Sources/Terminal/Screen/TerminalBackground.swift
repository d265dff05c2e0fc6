import Foundation

/// What is behind the text of a terminal.
package enum TerminalBackground: String, Sendable, Hashable, CaseIterable {
    case light
    case dark

    /// The kind of a color, by its luminance as WCAG 2.2 defines it: light where black text has more contrast than white text.
    init(_ color: TerminalColor) {
        self = color.luminance > 0.179 ? .light : .dark
    }

    /// What rxvt, Konsole and others say in `COLORFGBG` about their background: the last of two or three numbers, one of the first sixteen colors. nil without it, or
    /// where the number says nothing.
    init?(environment: [String: String]) {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let number = Int(last), (0...15).contains(number) else { return nil }
        self = number == 7 || number > 8 ? .light : .dark
    }
}

/// A color as a terminal tells it.
struct TerminalColor: Sendable, Equatable {
    /// From 0 to 1.
    var red: Double
    var green: Double
    var blue: Double

    /// WCAG 2.2, "relative luminance".
    var luminance: Double {
        func linear(_ value: Double) -> Double { value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
