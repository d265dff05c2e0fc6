package import Engine
package import Foundation

/// What is wrong with a text that is no JSON, and where.
extension ConfigurationStore {
    /// The error for text that is no JSON, with its place.
    package static func malformed(_ data: Data, file: String, error: any Error) -> ConfigurationError {
        let bytes = Array(data)
        guard bytes.contains(where: { !isSpace($0) }) else { return .malformed(file: file, line: nil, column: nil, reason: "the file is empty") }
        let text = (error as NSError).userInfo["NSDebugDescription"] as? String ?? "unexpected text"
        if text.contains("end of file") {
            // Where the text stops is where to look for what is missing.
            let place = TextPlace(of: (bytes.lastIndex { !isSpace($0) } ?? 0) + 1, in: bytes)
            return .malformed(
                file: file, line: place.line, column: place.column, reason: "the text ends too early; a bracket or a quotation mark is open")
        }
        guard let (offset, message) = found(in: text, of: bytes) else {
            return .malformed(file: file, line: nil, column: nil, reason: reason(text))
        }
        let place = TextPlace(of: offset, in: bytes)
        let words = lacksComma(before: offset, in: bytes) ? "a comma is missing before this" : reason(message)
        return .malformed(file: file, line: place.line, column: place.column, reason: words)
    }

    private static func reason(_ text: String) -> String {
        text.trimmingCharacters(in: CharacterSet(charactersIn: " .")).replacing(" during JSON parse", with: "")
    }

    /// Reads the place out of Foundation's words for a syntax error: "… around line 3, column 14." or "… around character 20."
    private static func found(in text: String, of bytes: [UInt8]) -> (offset: Int, message: String)? {
        if let match = text.firstMatch(of: /(.*?)\s*around line (\d+), column (\d+)/), let line = Int(match.2), let column = Int(match.3) {
            var start = 0
            for _ in 1..<max(1, line) { start = (bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1 }
            return (min(start + max(0, column - 1), bytes.count), String(match.1))
        }
        guard let match = text.firstMatch(of: /(.*?)\s*around character (\d+)/), let offset = Int(match.2) else { return nil }
        return (min(offset, bytes.count), String(match.1))
    }

    /// Whether one value ended before this place and another one begins there.
    private static func lacksComma(before offset: Int, in bytes: [UInt8]) -> Bool {
        guard offset < bytes.count, "\"{[-0123456789tfn".utf8.contains(bytes[offset]), let last = bytes[..<offset].last(where: { !isSpace($0) })
        else {
            return false
        }
        return !"{[:,".utf8.contains(last)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
