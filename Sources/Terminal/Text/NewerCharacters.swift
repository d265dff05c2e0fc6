/// Characters that Swift's Unicode tables know and an older C library does not.
enum NewerCharacters {
    /// Columns of a scalar, by Unicode: 0 for marks, 2 for emoji and the scripts of East Asia (UAX #11), otherwise 1. nil when it is a control or means nothing.
    static func columns(of scalar: Unicode.Scalar) -> Int? {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .unassigned, .format, .lineSeparator, .paragraphSeparator, .privateUse: return nil
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if scalar.properties.isEmojiPresentation { return 2 }
        let isWide =
            switch scalar.value {
            // Jamo, scripts of China, Japan and Korea, Tangut and Khitan, Kana, ideographs, and the pictures that go with them.
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
                0xFF00...0xFF60,
                0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD:
                true
            default: false
            }
        return isWide ? 2 : 1
    }
}
