/// What complete sequences mean, by xterm, VT220, rxvt and Linux console numbering. Modifiers count where
/// they edit by words; elsewhere they are left out: Shift with an arrow is that arrow.
enum SequenceMeaning {
    /// The last byte of `ESC O x`.
    static func singleShift(_ final: UInt8) -> EscapeSequences.Meaning {
        if let key = cursorKey(final) { return .events([.key(key)]) }
        switch final {
        case UInt8(ascii: "M"): return .events([.key(.enter)])
        case UInt8(ascii: "I"): return .events([.key(.tab)])
        // Ctrl with an arrow (rxvt).
        case UInt8(ascii: "a")...UInt8(ascii: "d"):
            return cursorKey(final & 0xDF).map { .events([.key($0.edited(.control))]) } ?? .nothing
        // The numeric keypad in application mode sends j...y for * + , - . / 0...9, and X for =.
        case UInt8(ascii: "j")...UInt8(ascii: "y"): return .events([.key(.character(Character(Unicode.Scalar(final - 0x40))))])
        case UInt8(ascii: "X"): return .events([.key(.character("="))])
        default: return .nothing
        }
    }

    /// The last byte of `ESC [ [ x`.
    static func linuxConsole(_ final: UInt8) -> EscapeSequences.Meaning {
        (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) ? .events([.key(.function(Int(final) - 0x40))]) : .nothing
    }

    /// `ESC [ parameters final`.
    static func controlSequence(_ parameters: ArraySlice<UInt8>, _ final: UInt8) -> EscapeSequences.Meaning {
        if parameters.first == UInt8(ascii: "<") {
            guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return .nothing }
            let report = numbers(parameters.dropFirst())
            guard report.count == 3 else { return .nothing }
            return mouse(button: report[0], column: report[1], row: report[2], isRelease: final == UInt8(ascii: "m"))
        }
        // Private sequences are answers, not keys.
        guard !parameters.contains(where: { (0x3C...0x3F).contains($0) }) else { return .nothing }
        let fields = fields(parameters)
        let modifiers = KeyModifiers(field: fields.count > 1 ? fields[1] : [])
        guard !modifiers.isRelease else { return .nothing }
        switch final {
        case UInt8(ascii: "u"): return KeyboardProtocol.codePoint(fields, modifiers)
        case UInt8(ascii: "_"): return KeyboardProtocol.windows(fields.map { $0.first ?? 0 })
        case UInt8(ascii: "~") where fields.first?.first == 27 && fields.count == 3: return KeyboardProtocol.codePoint([fields[2]], modifiers)
        case UInt8(ascii: "~"): return numbered(fields.first?.first ?? 0, modifiers)
        // Shift, Ctrl and both with a numbered key (rxvt).
        case UInt8(ascii: "$"), UInt8(ascii: "^"), UInt8(ascii: "@"):
            return numbered(fields.first?.first ?? 0, final == UInt8(ascii: "$") ? KeyModifiers() : .control)
        case UInt8(ascii: "Z"): return .events([.key(.backTab)])
        case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
            return cursorKey(final & 0xDF).map { .events([.key($0)]) } ?? .nothing
        // ESC [ row ; column R would be a cursor report; no key that we know sends more than the number 1 before its modifier.
        case UInt8(ascii: "R") where (fields.first?.first ?? 1) > 1: return .nothing
        default: return cursorKey(final).map { .events([.key($0.edited(modifiers))]) } ?? .nothing
        }
    }

    /// A mouse report; columns and rows count from 1 (XTerm Control Sequences, "Mouse Tracking").
    static func mouse(button: Int, column: Int, row: Int, isRelease: Bool) -> EscapeSequences.Meaning {
        guard column >= 1, row >= 1, button & 32 == 0 else { return .nothing }
        let point = Point(column: column - 1, row: row - 1)
        switch button & ~0b11100 {
        case 64: return .events([.mouse(.wheelUp(point))])
        case 65: return .events([.mouse(.wheelDown(point))])
        case 0...3 where isRelease: return .events([.mouse(.release(point))])
        case 0: return .events([.mouse(.press(point))])
        case 1, 2: return .events([.mouse(.secondaryPress(point))])
        default: return .nothing
        }
    }

    private static func cursorKey(_ final: UInt8) -> Key? {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(final) - 0x4F)
        default: nil
        }
    }

    private static func numbered(_ number: Int, _ modifiers: KeyModifiers) -> EscapeSequences.Meaning {
        switch number {
        case 1, 7: .events([.key(.home)])
        case 2: .events([.key(.insert)])
        case 3: .events([.key(Key.delete.edited(modifiers))])
        case 4, 8: .events([.key(.end)])
        case 5: .events([.key(.pageUp)])
        case 6: .events([.key(.pageDown)])
        case 11...15: .events([.key(.function(number - 10))])
        case 17...21: .events([.key(.function(number - 11))])
        case 23, 24: .events([.key(.function(number - 12))])
        case 200: .pasteBegins
        default: .nothing
        }
    }

    private static func numbers(_ parameters: ArraySlice<UInt8>) -> [Int] { fields(parameters).map { $0.first ?? 0 } }

    /// The parameters, separated by `;`, with their parts, separated by `:` (ECMA-48 §5.4.2). What is missing or no number is 0.
    private static func fields(_ parameters: ArraySlice<UInt8>) -> [[Int]] {
        parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { field in
            field.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        }
    }
}
