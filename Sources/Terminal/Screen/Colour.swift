/// The first eight colours of every colour terminal. Their exact tint is the person's choice.
package enum BasicColour: Int16, Sendable, Hashable, CaseIterable {
    case black
    case red
    case green
    case yellow
    case blue
    case magenta
    case cyan
    case white
}

/// A colour of text or of what is behind it.
package enum Colour: Sendable, Hashable {
    /// One whose tint is the person's choice.
    case basic(BasicColour)
    /// One of the 216 shades that terminals with 256 colours share: red, green and blue in steps from 0 to 5. On a terminal with millions of colours it is the
    /// same shade; a theme that used others there would look otherwise over SSH from one terminal than from the next.
    case shade(Int, Int, Int)
    /// One of the 24 greys that the same terminals share, from 0 (nearly black) to 23 (nearly white).
    case grey(Int)

    /// What a step of a shade is, from 0 to 255 (XTerm's 6×6×6 cube).
    private static let levels = [0, 95, 135, 175, 215, 255]

    /// Red, green and blue, in one number; nil for a basic colour.
    package var rgb: Int? {
        func level(_ step: Int) -> Int { Self.levels[min(5, max(0, step))] }
        switch self {
        case .basic: return nil
        case .shade(let red, let green, let blue): return level(red) << 16 | level(green) << 8 | level(blue)
        case .grey(let step): return (8 + 10 * min(23, max(0, step))) * 0x010101
        }
    }

    /// The number that the terminal knows it by.
    /// - Parameter isDirect: whether the terminal takes red, green and blue rather than a number of its table.
    func number(isDirect: Bool) -> Int32 {
        switch self {
        case .basic(let colour): Int32(colour.rawValue)
        case .shade(let red, let green, let blue): Int32(isDirect ? rgb ?? 0 : 16 + 36 * red + 6 * green + blue)
        case .grey(let step): Int32(isDirect ? rgb ?? 0 : 232 + step)
        }
    }
}
