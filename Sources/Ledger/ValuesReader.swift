import Directory
import Foundation
import Provisioning

/// Reads the values of many accounts, of which each has a row: JSON objects of texts, as ``Ledger/json(_:)`` writes them.
///
/// What it does not know (nested values, escapes other than of quotes and slashes) it leaves to `JSONDecoder`, so that both always read the same.
struct ValuesReader {
    /// What stands between two quotes.
    private typealias RowText = (content: UnsafeBufferPointer<UInt8>, hasEscapes: Bool)

    private var writer = AccountLink.valueWriter()

    /// The values of one row; none when the text is no such object.
    mutating func values(_ json: String) -> CompactTexts {
        var json = json
        if let values = json.withUTF8({ flatObject($0) }) { return values }
        writer.forgetAdded()
        let values = AccountLink.compact(Ledger.values(json))
        // From now on it knows the attributes of this row too.
        writer = AccountLink.valueWriter()
        return values
    }

    /// `nil` when it is anything but the plain form, or has an attribute that did not occur before.
    private mutating func flatObject(_ bytes: UnsafeBufferPointer<UInt8>) -> CompactTexts? {
        var position = 0
        guard Self.take(UInt8(ascii: "{"), bytes, &position) else { return nil }
        if bytes.count == 2, bytes[1] == UInt8(ascii: "}") { return CompactTexts() }
        while true {
            guard let path = Self.text(bytes, &position), Self.take(UInt8(ascii: ":"), bytes, &position), let value = Self.text(bytes, &position),
                add(value, for: path)
            else { return nil }
            if Self.take(UInt8(ascii: ","), bytes, &position) { continue }
            return Self.take(UInt8(ascii: "}"), bytes, &position) && position == bytes.count ? writer.takeAdded() : nil
        }
    }

    private mutating func add(_ value: RowText, for path: RowText) -> Bool {
        Self.plain(path) { path in Self.plain(value) { writer.add($0, for: path) } }
    }

    /// Hands over the text without its backslashes.
    private static func plain(_ text: RowText, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        text.hasEscapes ? unescaped(text.content).withUnsafeBufferPointer(body) : body(text.content)
    }

    private static func take(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// The text that begins here; `nil` when there is none, or when it takes more than leaving out backslashes to read it.
    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> RowText? {
        guard take(UInt8(ascii: "\""), bytes, &position) else { return nil }
        let start = position
        var hasEscapes = false
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20 else { return nil }
            if bytes[position] == UInt8(ascii: "\\") {
                position += 1
                guard position < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(bytes[position]) else {
                    return nil
                }
                hasEscapes = true
            }
            position += 1
        }
        let content = UnsafeBufferPointer(rebasing: bytes[start..<position])
        return take(UInt8(ascii: "\""), bytes, &position) ? (content, hasEscapes) : nil
    }

    private static func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(content.count)
        var isEscaped = false
        for byte in content {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                plain.append(byte)
                isEscaped = false
            }
        }
        return plain
    }
}
