import Foundation

/// Spoils documents, always in the same way for the same seed.
struct Mutator {
    private var state: UInt64

    /// A mutator whose whole behaviour follows from `seed`.
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    /// The largest document that comes out, in bytes, so that a slow answer is the reader's fault and not the input's.
    static let maximumLength = 262_144

    /// Values that readers have fallen over before.
    private static let odd: [String] = [
        "null", "true", "0", "-1", "1e999", "-1e999", "1e308", "9223372036854775808", "-9223372036854775809", "0.1e-400", "NaN", "[]", "{}", "\"\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"\u{202E}\u{1B}[2J\"", "[[]]", "{\"\":{}}", "\"1e999\"",
        "99999999999999999999999999999999999999",
    ]
    private static let structural = Array("{}[]\",:;\\\n\r\u{0}-+.eE0123456789 \t".utf8)
    private static let invalid: [[UInt8]] = [
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE],
    ]

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 to below `bound`.
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// The document with one to four spoilt places.
    mutating func mutated(_ document: Data) -> Data {
        var bytes = Array(document)
        for _ in 0...below(4) { mutate(&bytes) }
        return Data(bytes.prefix(Self.maximumLength))
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        switch below(11) {
        case 0:
            guard !bytes.isEmpty else { return }
            bytes[below(bytes.count)] ^= UInt8(1 << below(8))
        case 1: bytes.removeLast(below(bytes.count + 1))
        case 2:
            let end = place + below(min(512, bytes.count - place + 1))
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: below(bytes.count + 1))
        case 3: bytes.removeSubrange(place..<(place + below(min(64, bytes.count - place + 1))))
        case 4: bytes.insert(contentsOf: nest(), at: place)
        case 5: bytes.insert(contentsOf: repeatElement(pick(Array("a\"0[ ,\u{0}".utf8)), count: below(50_000)), at: place)
        case 6: bytes.insert(contentsOf: pick(Self.invalid), at: place)
        case 7: bytes.insert(pick(Self.structural), at: place)
        case 8, 9: swapValue(&bytes)
        default: bytes.insert(contentsOf: Array(String(repeating: "9", count: 1 + below(400)).utf8), at: place)
        }
    }

    private mutating func nest() -> [UInt8] {
        let open = pick(["[", "{\"a\":", "[{\"Resources\":", "\"", "[[],"])
        return Array(String(repeating: open, count: 1 + below(20_000)).utf8)
    }

    /// Puts another value where a JSON value stands.
    private mutating func swapValue(_ bytes: inout [UInt8]) {
        let colons = bytes.indices.filter { bytes[$0] == UInt8(ascii: ":") || bytes[$0] == UInt8(ascii: "[") }
        guard !colons.isEmpty else { return }
        let start = pick(colons) + 1
        var end = start
        var depth = 0
        var isQuoted = false
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted {
                if "[{".utf8.contains(byte) { depth += 1 }
                if "]}".utf8.contains(byte) { depth -= 1 }
                if depth < 0 || depth == 0 && byte == UInt8(ascii: ",") { break }
            }
            end += 1
        }
        bytes.replaceSubrange(start..<end, with: Array(pick(Self.odd).utf8))
    }
}
