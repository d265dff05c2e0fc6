/// The answer of a terminal that was asked for the color of its background (XTerm Control Sequences, OSC 11): `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and `BEL` or `ESC \`.
enum BackgroundAnswer {
    static let question = "\u{1B}]11;?\u{1B}\\"

    /// What some bytes are.
    enum Reading: Equatable {
        /// Another sequence.
        case none
        /// Its beginning: the rest is on its way.
        case begun
        /// The whole answer, of this length. The color is nil where it is told in a way that nobody reads.
        case whole(length: Int, color: TerminalColor?)
    }

    private static let beginning: [UInt8] = Array("\u{1B}]11;".utf8)
    // With an alpha channel it is 28.
    private static let longest = 64

    /// Reads bytes that begin with Escape.
    static func reading(_ bytes: ArraySlice<UInt8>) -> Reading {
        guard bytes.prefix(beginning.count).elementsEqual(beginning.prefix(bytes.count)) else { return .none }
        guard bytes.count > beginning.count else { return bytes.count > 2 ? .begun : .none }
        let rest = bytes.dropFirst(beginning.count).prefix(longest)
        guard let end = rest.firstIndex(where: { $0 < 0x20 }) else { return rest.count < longest ? .begun : .none }
        let text = String(decoding: rest[..<end], as: UTF8.self)
        switch rest[end] {
        case 0x07: return .whole(length: end + 1 - bytes.startIndex, color: color(text))
        case 0x1B:
            guard end + 1 < bytes.endIndex else { return .begun }
            guard bytes[end + 1] == UInt8(ascii: "\\") else { return .none }
            return .whole(length: end + 2 - bytes.startIndex, color: color(text))
        default: return .none
        }
    }

    /// Whether these bytes are the beginning of an answer and an Escape that may be its end, or the key of somebody who waits for it no longer.
    static func endsWithEscape(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.count > 1 && bytes.last == 0x1B && reading(bytes) == .begun }

    /// `rgb:` or `rgba:` and hexadecimal numbers of one to four digits (XParseColor(3)).
    private static func color(_ text: String) -> TerminalColor? {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0] == "rgb" || parts[0] == "rgba" else { return nil }
        let channels = parts[1].split(separator: "/", omittingEmptySubsequences: false).map { digits -> Double? in
            guard (1...4).contains(digits.count), let value = Int(digits, radix: 16), value >= 0 else { return nil }
            return Double(value) / Double((1 << (4 * digits.count)) - 1)
        }
        guard channels.count >= 3, let red = channels[0], let green = channels[1], let blue = channels[2] else { return nil }
        return TerminalColor(red: red, green: green, blue: blue)
    }
}
