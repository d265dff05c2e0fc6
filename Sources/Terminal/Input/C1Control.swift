/// The 8-bit form of a control that begins a sequence, which terminals send once another program has asked for it (S8C1T): as one byte, or as a character of UTF-8
/// (ECMA-48 §5.3).
struct C1Control {
    /// How many bytes it takes.
    let length: Int
    /// What follows Escape in the 7-bit form.
    let final: UInt8

    /// SS3, DCS, CSI, OSC.
    private static let codes: Set<UInt8> = [0x8F, 0x90, 0x9B, 0x9D]

    /// Reads it at the beginning of the bytes.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else { return nil }
        length = first == 0xC2 ? 2 : 1
        guard let code = bytes.dropFirst(length - 1).first, Self.codes.contains(code) else { return nil }
        final = code - 0x40
    }

    /// Where the first one begins in a run of text.
    static func first(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.dropLast().first { bytes[$0] == 0xC2 && codes.contains(bytes[$0 + 1]) }
    }
}
