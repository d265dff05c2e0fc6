import Synchronization

/// Texts by key, of very many people who have the same few keys: a quarter of the memory of a dictionary. The keys are kept once for all, the texts one behind the other.
package struct CompactTexts: Sendable {
    private let keys: KeyList
    /// For each key in its order the length of its text and one more, then the text; where there is none, 0. What is missing at the end has none.
    private let bytes: [UInt8]
    /// How many keys have a text.
    package let count: Int

    /// No texts.
    package init() { (keys, bytes, count) = (.empty, [], 0) }

    /// The texts of a dictionary. Those of one kind of thing belong to one family.
    package init(_ texts: [String: String], _ family: CompactTextFamily) {
        guard !texts.isEmpty else {
            (keys, bytes, count) = (.empty, [], 0)
            return
        }
        let keys = family.list(for: texts.keys)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(texts.values.reduce(keys.names.count) { $0 + $1.utf8.count + 1 })
        var missing = texts.count
        for key in keys.names {
            guard let text = texts[key] else {
                bytes.append(0)
                continue
            }
            Self.append(text.utf8.count + 1, to: &bytes)
            bytes.append(contentsOf: text.utf8)
            missing -= 1
            if missing == 0 { break }
        }
        (self.keys, self.bytes, count) = (keys, bytes, texts.count)
    }

    init(keys: KeyList, bytes: [UInt8], count: Int) { (self.keys, self.bytes, self.count) = (keys, bytes, count) }

    package var isEmpty: Bool { count == 0 }

    /// The text of a key; `nil` when it has none.
    package subscript(key: String) -> String? {
        keys.places[key].flatMap { place in bytes.withUnsafeBufferPointer { Self.text(at: place, $0).map { String(decoding: $0, as: UTF8.self) } } }
    }

    /// Whether the key has this very text, byte by byte.
    package func has(_ text: String, for key: String) -> Bool {
        guard let place = keys.places[key] else { return false }
        var text = text
        return text.withUTF8 { wanted in
            bytes.withUnsafeBufferPointer { bytes in
                guard let kept = Self.text(at: place, bytes), kept.count == wanted.count else { return false }
                return kept.elementsEqual(wanted)
            }
        }
    }

    /// All of them as a dictionary, which is made anew each time.
    package var dictionary: [String: String] {
        var texts: [String: String] = [:]
        texts.reserveCapacity(count)
        bytes.withUnsafeBufferPointer { bytes in
            var rest = bytes[...]
            for key in keys.names {
                guard !rest.isEmpty else { break }
                let length = Self.length(&rest)
                guard length > 0 else { continue }
                texts[key] = String(decoding: rest.prefix(length - 1), as: UTF8.self)
                rest.removeFirst(length - 1)
            }
        }
        return texts
    }

    private static func text(at place: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Slice<UnsafeBufferPointer<UInt8>>? {
        var rest = bytes[...]
        for _ in 0..<place {
            let length = length(&rest)
            if length > 1 { rest.removeFirst(length - 1) }
            if rest.isEmpty { return nil }
        }
        guard !rest.isEmpty else { return nil }
        let length = length(&rest)
        return length == 0 ? nil : rest.prefix(length - 1)
    }

    /// A length: seven bits in each byte, the lowest first; all but the last have the eighth set.
    static func append(_ length: Int, to bytes: inout [UInt8]) {
        var length = length
        while length > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        bytes.append(UInt8(length))
    }

    private static func length(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var (length, shift) = (0, 0)
        while let byte = rest.popFirst() {
            length |= Int(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return length
    }
}

extension CompactTexts: Equatable {
    package static func == (first: Self, second: Self) -> Bool {
        if first.count != second.count { return false }
        if first.keys === second.keys, first.bytes == second.bytes { return true }
        // Other lists of keys, or texts that are equal although their bytes differ.
        return first.dictionary == second.dictionary
    }
}

/// The keys of one kind of thing, such as the attributes of people. They are learned from what is kept.
package final class CompactTextFamily: Sendable {
    /// More than any directory or app has; what has others is kept with a list of its own.
    private static let mostKeys = 120

    private let current = Mutex(KeyList.empty)

    package init() {}

    /// A list with all of these keys.
    func list(for keys: some Collection<String>) -> KeyList {
        current.withLock { current in
            if current.covers(keys) { return current }
            let names = current.names + keys.filter { current.places[$0] == nil }.sorted()
            guard names.count <= Self.mostKeys else { return KeyList(keys.sorted()) }
            current = KeyList(names)
            return current
        }
    }
}

/// Keys in their order.
final class KeyList: Sendable {
    static let empty = KeyList([])

    let names: [String]
    let places: [String: Int]

    init(_ names: [String]) {
        self.names = names
        places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    func covers(_ keys: some Collection<String>) -> Bool { keys.count <= names.count && keys.allSatisfy { places[$0] != nil } }
}
