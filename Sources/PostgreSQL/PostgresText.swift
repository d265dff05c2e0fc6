/// Texts as PostgreSQL keeps them: it has no U+0000, which some directory's value may have.
///
/// It is kept as two characters, of which the first one is no character of any text; where that one occurs all the same, it is kept as two as well.
enum PostgresText {
    private static let mark: Unicode.Scalar = "\u{10FFFF}"
    /// Where the mark's bytes begin. Other characters that begin so are rare.
    private static let firstByte: UInt8 = 0xF4

    static func kept(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0 || $0 == firstByte }) else { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\0": kept.append(contentsOf: [mark, "0"])
            case mark: kept.append(contentsOf: [mark, "1"])
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }

    static func read(_ kept: String) -> String {
        guard kept.utf8.contains(firstByte) else { return kept }
        var text = String.UnicodeScalarView()
        var isMarked = false
        for scalar in kept.unicodeScalars {
            if isMarked {
                text.append(scalar == "0" ? "\0" : mark)
                isMarked = false
            } else if scalar == mark {
                isMarked = true
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }
}
