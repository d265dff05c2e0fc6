/// What drawing does with one scalar of foreign text.
enum ScalarKind: Equatable {
    /// A character with columns of its own.
    case spacing(Int)
    /// A mark on the character before it.
    case combining
    /// Has no picture and is left out.
    case invisible
    /// Ends a line or a column; drawn as a space.
    case lineBreak
    /// Must not reach a terminal; drawn as U+FFFD.
    case forbidden
    /// Means nothing to this program, which may be older than the character; drawn as U+FFFD.
    case unknown

    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20...0x7E:
            self = .spacing(1)
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029:
            self = .lineBreak
        case 0x00...0x1F, 0x7F...0x9F:
            self = .forbidden
        // Embeddings, overrides and isolates (UAX #9) can make a name read as another one.
        case 0x202A...0x202E, 0x2066...0x2069:
            self = .forbidden
        // Soft hyphen, grapheme joiner, fillers, zero-width characters, direction marks, deprecated format characters, variation selectors,
        // byte-order mark, interlinear annotation, tags.
        case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200F, 0x2060...0x2065, 0x206A...0x206F, 0x3164,
            0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xE0000...0xE0FFF:
            self = .invisible
        default:
            switch DisplayWidth.columns(of: scalar) {
            case nil: self = .unknown
            case 0?: self = .combining
            case let columns?: self = .spacing(columns)
            }
        }
    }
}
