import Foundation

/// Reads JSON text (RFC 8259) byte by byte. Foundation's readers make a tree of objects first and ours from it: with a listing of an organization that is
/// most of a run's time and memory.
struct JSONReader {
    /// Values inside values; more is no answer of a service, and would end the stack.
    private static let greatestDepth = 512

    /// More digits than a `Double` keeps for certain.
    private static let exactDigits = 15

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Whether a spoilt text or number is repaired instead of making the whole answer none.
    private let isRepairing: Bool
    private var position = 0
    /// How many members the newest object had, by its depth.
    private var sizes = [Int](repeating: 0, count: 8)

    /// The value that `text` holds; `nil` when it is anything else than one JSON value in UTF-8.
    ///
    /// - Parameter isRepairing: reads a byte that is no UTF-8, half a surrogate pair and an unknown escape as U+FFFD, keeps control characters that stand unescaped
    ///   in a text, and reads a number with leading zeros as its digits, and one beyond all bounds as `null`. The structure has to be right all the same.
    static func read(_ text: UnsafeRawBufferPointer, isRepairing: Bool) -> JSONValue? {
        text.withMemoryRebound(to: UInt8.self) { bytes in
            var reader = JSONReader(bytes: bytes, isRepairing: isRepairing)
            // A byte-order mark may be ignored (RFC 8259 §8.1).
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.position = 3 }
            reader.skipSpace()
            guard let value = reader.value(depth: 0) else { return nil }
            reader.skipSpace()
            return reader.position == bytes.count ? value : nil
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, isRepairing: Bool) {
        self.bytes = bytes
        self.isRepairing = isRepairing
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func take(word: StaticString) -> Bool {
        let isThere = bytes[position...].prefix(word.utf8CodeUnitCount)
            .elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
        if isThere { position += word.utf8CodeUnitCount }
        return isThere
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth < Self.greatestDepth else { return nil }
        switch next {
        case UInt8(ascii: "\""): return text().map(JSONValue.string)
        case UInt8(ascii: "{"): return object(depth: depth + 1)
        case UInt8(ascii: "["): return array(depth: depth + 1)
        case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
        default: return number()
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        position += 1
        skipSpace()
        if take("}") { return .object([:]) }
        // The objects of a list are alike: as much room as the one before needed at this depth.
        var members = [String: JSONValue](minimumCapacity: depth < sizes.count ? sizes[depth] : 0)
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\""), let name = text() else { return nil }
            skipSpace()
            guard take(":") else { return nil }
            skipSpace()
            guard let value = value(depth: depth) else { return nil }
            members[name] = value
            skipSpace()
        } while take(",")
        if depth < sizes.count { sizes[depth] = members.count }
        return take("}") ? .object(members) : nil
    }

    private mutating func array(depth: Int) -> JSONValue? {
        position += 1
        var elements: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(elements) }
        repeat {
            skipSpace()
            guard let value = value(depth: depth) else { return nil }
            elements.append(value)
            skipSpace()
        } while take(",")
        return take("]") ? .array(elements) : nil
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        return position > start
    }

    private mutating func number() -> JSONValue? {
        let start = position
        _ = take("-")
        let first = position
        if isRepairing { guard digits() else { return nil } } else { guard take("0") || digits() else { return nil } }
        let (count, hasLeadingZero) = (position - first, position - first > 1 && bytes[first] == UInt8(ascii: "0"))
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() else { return nil }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() else { return nil }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // An id of 16 digits and more would become another id as a `Double`.
        if isWhole, count > Self.exactDigits || hasLeadingZero { return .digits(text) }
        guard let number = Double(text), number.isFinite else { return isRepairing ? .null : nil }
        return .number(number)
    }

    private func string(_ bytes: some Collection<UInt8>) -> String? {
        isRepairing ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
    }

    private mutating func text() -> String? {
        position += 1
        let start = position
        var bits: UInt8 = 0
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 || isRepairing else { return nil }
            bits |= byte
            position += 1
        }
        // Nearly all texts have no escapes, and of those nearly all are ASCII, which need not be validated.
        if take("\"") {
            let text = UnsafeBufferPointer(rebasing: bytes[start..<position - 1])
            return bits < 0x80 ? String(decoding: text, as: UTF8.self) : string(text)
        }
        var plain = Array(bytes[start..<position])
        while let byte = next, byte >= 0x20 || isRepairing {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return string(plain)
            case UInt8(ascii: "\\"):
                guard !unescape(into: &plain) else { continue }
                guard isRepairing else { return nil }
                plain.append(contentsOf: UTF8.encodedReplacementCharacter)
            default: plain.append(byte)
            }
        }
        return nil
    }

    private mutating func unescape(into plain: inout [UInt8]) -> Bool {
        guard let byte = next else { return false }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(byte)
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"):
            guard let scalar = escapedScalar() else { return false }
            plain.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        default: return false
        }
        return true
    }

    /// The scalar of `\\uXXXX`, or of a pair of surrogates; half a pair is none, and only it is passed over.
    private mutating func escapedScalar() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
        let end = position
        guard take("\\"), take("u"), let second = fourDigits(), (0xDC00..<0xE000).contains(second) else {
            position = end
            return nil
        }
        return Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func fourDigits() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }
}
