import Foundation

/// JSON that a terminal shows as it is: what a directory or a server said must not steer it.
enum JSONText {
    /// The same JSON with the characters escaped that steer a terminal or turn the reading direction, and that JSON allows in a text as they are
    /// (RFC 8259 §7): DEL and C1, line separators, direction marks, overrides and isolates, the byte-order mark.
    static func escaped(_ data: Data) -> Data {
        // Nearly all output has none of them, and they all have bytes outside of printable ASCII.
        guard data.contains(where: { $0 >= 0x7F }) else { return data }
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: data, as: UTF8.self).unicodeScalars {
            if steers(scalar) {
                let digits = String(scalar.value, radix: 16)
                text.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            } else {
                text.append(scalar)
            }
        }
        return Data(String(text).utf8)
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}
