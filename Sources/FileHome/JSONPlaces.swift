package import Foundation
package import Provisioning

/// A place in a text, both counted from 1; the column in characters as an editor counts them.
package struct TextPlace: Sendable, Equatable {
    package let line: Int
    package let column: Int

    /// The place of the byte at `offset`.
    init(of offset: Int, in bytes: [UInt8]) {
        let before = bytes.prefix(offset)
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        // Bytes that go on with a character (RFC 3629 §3) are none of their own.
        column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    }
}

/// Where the values of a JSON text stand, so that what is wrong with one can be found. The text is known to be JSON; of another one it finds less.
package struct JSONPlaces {
    private let bytes: [UInt8]
    private var position = 0
    /// Offsets of the members' names and the lists' elements, by path.
    private var offsets: [String: Int] = [:]
    /// Keys that an object has twice, with the offsets of the first one and of each that follows.
    private var repeated: [(path: String, first: Int, again: Int)] = []

    /// Reads the text once.
    package init(_ text: Data) {
        bytes = Array(text)
        readValue(path: "", depth: 0)
    }

    /// Where the value at `path` stands, such as `autoprovisioning.mapping[2].from`; for one that is missing, what it is missing in.
    package func place(of path: String) -> TextPlace {
        var path = Self.plain(path)
        while !path.isEmpty {
            if let offset = offsets[path] { return TextPlace(of: offset, in: bytes) }
            path = String(path[..<(path.lastIndex { $0 == "." || $0 == "[" } ?? path.startIndex)])
        }
        return TextPlace(of: bytes.firstIndex { !Self.isSpace($0) } ?? 0, in: bytes)
    }

    /// A problem for each key that stands in the same object more than once (RFC 8259 §4: what a reader makes of that is unpredictable).
    package var duplicates: [ConfigurationProblem] {
        repeated.map { path, first, again in
            let place = TextPlace(of: again, in: bytes)
            return ConfigurationProblem(
                path: path, message: "this key stands twice, first in line \(TextPlace(of: first, in: bytes).line); keep one of the two.",
                line: place.line,
                column: place.column)
        }
    }

    /// Whether the text has a value at `path`.
    package func has(_ path: String) -> Bool { offsets[Self.plain(path)] != nil }

    /// Names in brackets and quotation marks are written with a dot here.
    private static func plain(_ path: String) -> String { path.replacing(/\["([^"]*)"\]/) { ".\($0.1)" } }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, Self.isSpace(byte) { position += 1 }
    }

    private mutating func readValue(path: String, depth: Int) {
        skipSpace()
        // The decoder accepts no deeper text either.
        guard depth < 512 else { return position = bytes.count }
        switch next {
        case UInt8(ascii: "{"): readMembers(path: path, depth: depth)
        case UInt8(ascii: "["): readElements(path: path, depth: depth)
        case UInt8(ascii: "\""): _ = readString()
        default:
            while let byte = next, !Self.isSpace(byte), !",]}".utf8.contains(byte) { position += 1 }
        }
    }

    private mutating func readMembers(path: String, depth: Int) {
        position += 1
        skipSpace()
        var names: [String: Int] = [:]
        while let byte = next, byte != UInt8(ascii: "}") {
            let start = position
            guard byte == UInt8(ascii: "\""), let name = readString() else { return position = bytes.count }
            skipSpace()
            guard next == UInt8(ascii: ":") else { return position = bytes.count }
            position += 1
            let member = path.isEmpty ? name : "\(path).\(name)"
            if let first = names[name] { repeated.append((path: member, first: first, again: start)) } else { names[name] = start }
            offsets[member] = start
            readValue(path: member, depth: depth + 1)
            skipComma()
        }
        position += 1
    }

    private mutating func readElements(path: String, depth: Int) {
        position += 1
        var index = 0
        skipSpace()
        while let byte = next, byte != UInt8(ascii: "]") {
            let start = position
            let element = "\(path)[\(index)]"
            offsets[element] = start
            readValue(path: element, depth: depth + 1)
            skipComma()
            guard position > start else { return position = bytes.count }
            index += 1
        }
        position += 1
    }

    private mutating func skipComma() {
        skipSpace()
        if next == UInt8(ascii: ",") { position += 1 }
        skipSpace()
    }

    /// The text between the quotation marks; `nil` when it has no end.
    private mutating func readString() -> String? {
        let start = position
        position += 1
        while let byte = next {
            position += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") {
                let text = bytes[start..<position]
                return (try? JSONDecoder().decode(String.self, from: Data(text))) ?? String(decoding: text, as: UTF8.self)
            }
        }
        return nil
    }
}
