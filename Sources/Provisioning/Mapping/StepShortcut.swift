/// What tells by a text's bytes that a step leaves it as it is. Nearly every value of a directory goes through its steps unchanged; found out this way, that costs a fraction
/// of the steps themselves.
enum StepShortcut: Sendable, Equatable, Hashable {
    /// The step may change any text.
    case none
    /// It leaves every text as it is that begins and ends with a visible character.
    case always
    /// It leaves texts without this byte as they are.
    case withoutByte(UInt8)
    /// It leaves texts of so many bytes at most as they are.
    case notLonger(Int)

    init(_ step: ValueStep) {
        self =
            switch step {
            case .trim: .always
            case .replace(let find, _): find.utf8.first.map(StepShortcut.withoutByte) ?? .always
            // No text has more characters than bytes, however they are counted.
            case .cut(let length): .notLonger(length)
            case .upper, .lower, .title, .pattern, .lookUp, .join, .e164, .region, .country: .none
            }
    }

    /// Whether the steps of these shortcuts all leave the text as it is; `false` also where that cannot be told by its bytes.
    static func leave(_ text: String, _ shortcuts: [StepShortcut]) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            // A visible character of ASCII at either end is no white space, whatever stands beside it.
            guard let first = bytes.first, let last = bytes.last, visible.contains(first), visible.contains(last) else { return false }
            return shortcuts.allSatisfy { shortcut in
                switch shortcut {
                case .none: false
                case .always: true
                case .withoutByte(let byte): !bytes.contains(byte)
                case .notLonger(let length): bytes.count <= length
                }
            }
        } ?? false
    }

    private static let visible: ClosedRange<UInt8> = 0x21...0x7E
}
