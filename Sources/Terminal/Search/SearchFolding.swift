import Foundation

/// Brings texts to the form in which they are compared: lower case, no accents, compatibility forms resolved, single spaces.
enum SearchFolding {
    /// The folded text as UTF-8.
    static func fold(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        append(text, to: &bytes)
        return bytes
    }

    /// Appends the folded text to a buffer.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            for byte in text.utf8 { append(byte, to: &bytes, after: start) }
        } else if text.unicodeScalars.allSatisfy({ $0.value < latinEnd }) {
            for scalar in text.unicodeScalars {
                for byte in latinForms[Int(scalar.value)] { if byte < 0x80 { append(byte, to: &bytes, after: start) } else { bytes.append(byte) } }
            }
        } else {
            for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
                append(scalar, to: &bytes, after: start)
            }
        }
        if bytes.count > start, bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    }

    private static func append(_ byte: UInt8, to bytes: inout [UInt8], after start: Int) {
        switch byte {
        case 0...0x20, 0x7F:
            if bytes.count > start, bytes.last != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
        case UInt8(ascii: "A")...UInt8(ascii: "Z"):
            bytes.append(byte | 0x20)
        default:
            bytes.append(byte)
        }
    }

    /// Most names are written in these letters; decomposing them one text at a time is what costs, so each letter is decomposed once.
    private static let latinEnd: UInt32 = 0x250

    private static let latinForms: [[UInt8]] = (0..<latinEnd).map { value in
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return String(scalar).lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.flatMap { scalar -> [UInt8] in
            var form: [UInt8] = []
            // White space is the caller's to keep or drop: what stands before decides.
            if scalar.properties.isWhitespace { form = [UInt8(ascii: " ")] } else { append(scalar, to: &form, after: 0) }
            return form
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8], after start: Int) {
        if scalar.isASCII {
            append(UInt8(truncatingIfNeeded: scalar.value), to: &bytes, after: start)
        } else if let plain = plainLetters[scalar] {
            bytes.append(contentsOf: plain.utf8)
        } else if scalar.properties.isWhitespace {
            append(UInt8(ascii: " "), to: &bytes, after: start)
        } else if scalar.properties.generalCategory != .nonspacingMark, scalar.properties.generalCategory != .format {
            bytes.append(contentsOf: String(scalar).utf8)
        }
    }

    /// Letters that people type without their stroke or as two letters, and that Unicode does not decompose.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ",
    ]
}
