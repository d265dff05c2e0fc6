import Foundation

/// Reads the values of many rows that are alike: JSON objects of texts, as ``Ledger/json(_:)`` writes them.
///
/// What it does not know (nested values, escapes other than of quotes and slashes) it leaves to `JSONDecoder`, so that both always read the same. Paths and texts
/// that occur again and again, such as departments, are kept once for all rows: with 10,000 people that is several megabytes.
struct ValuesReader {
    /// Texts up to this length live inside the value itself; sharing them would save nothing.
    private static let inlineLength = 15
    /// Distinct texts that are remembered; more would be addresses and names that occur once.
    private static let capacity = 4_096

    private var texts: Set<String> = []
    /// The long texts of the row that is being read: the user name is often the work address too.
    private var rowTexts: [String] = []

    /// The values of one row; none when the text is no such object.
    mutating func values(_ json: String) -> [String: String] {
        rowTexts.removeAll(keepingCapacity: true)
        var json = json
        let read = json.withUTF8 { bytes in flatObject(bytes) }
        return read ?? Ledger.values(json)
    }

    /// `nil` when it is anything but the plain form.
    private mutating func flatObject(_ bytes: UnsafeBufferPointer<UInt8>) -> [String: String]? {
        var position = 0
        guard Self.take(UInt8(ascii: "{"), bytes, &position) else { return nil }
        var values: [String: String] = [:]
        if bytes.count == 2, bytes[1] == UInt8(ascii: "}") { return values }
        while true {
            guard let path = text(bytes, &position), Self.take(UInt8(ascii: ":"), bytes, &position), let value = text(bytes, &position),
                values.updateValue(value, forKey: path) == nil
            else { return nil }
            if Self.take(UInt8(ascii: ","), bytes, &position) { continue }
            return Self.take(UInt8(ascii: "}"), bytes, &position) && position == bytes.count ? values : nil
        }
    }

    private static func take(_ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> String? {
        guard Self.take(UInt8(ascii: "\""), bytes, &position) else { return nil }
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
        guard Self.take(UInt8(ascii: "\""), bytes, &position) else { return nil }
        return shared(hasEscapes ? Self.unescaped(content) : String(decoding: content, as: UTF8.self))
    }

    private static func unescaped(_ content: UnsafeBufferPointer<UInt8>) -> String {
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
        return String(decoding: plain, as: UTF8.self)
    }

    private mutating func shared(_ text: String) -> String {
        guard text.utf8.count > Self.inlineLength else { return text }
        if let same = rowTexts.first(where: { $0 == text }) { return same }
        guard texts.count < Self.capacity else {
            let known = texts.firstIndex(of: text).map { texts[$0] } ?? text
            rowTexts.append(known)
            return known
        }
        let known = texts.insert(text).memberAfterInsert
        rowTexts.append(known)
        return known
    }
}
