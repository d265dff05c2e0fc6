/// Makes the texts of many things that have the same keys, one after the other, without a dictionary of each.
package struct CompactTextWriter: Sendable {
    private let list: KeyList
    private let keyBytes: [[UInt8]]
    /// The texts that were added since the newest thing, in the order in which they came.
    private var added: [UInt8] = []
    /// Where among them the text of each key is.
    private var ranges: [Range<Int>?]
    /// The place behind that of the newest text: things of one kind have their texts in the same order, as a rule.
    private var next = 0
    private var bytes: [UInt8] = []

    /// Nothing was written yet. `keys` are those that may have a text; all of one kind of thing belong to one family.
    package init(_ keys: Set<String>, _ family: CompactTextFamily) {
        list = family.list(for: keys)
        keyBytes = list.names.map { Array($0.utf8) }
        ranges = Array(repeating: nil, count: keyBytes.count)
    }

    /// The keys that may have a text, and others of the family, in the order in which ``texts(_:)`` asks for them.
    package var keys: [String] { list.names }

    /// The texts of one thing; `text` answers for the key at a place of ``keys``.
    package mutating func texts(_ text: (_ place: Int) -> String?) -> CompactTexts {
        Self.texts(list, in: &bytes) { text($0)?.utf8 }
    }

    /// Adds a text of the thing that ``takeAdded()`` gives next, both in UTF-8.
    ///
    /// - Returns: `false` when the key is none of ``keys``, or has a text already. Then nothing of the thing can be used: ``forgetAdded()``.
    package mutating func add(_ text: UnsafeBufferPointer<UInt8>, for key: UnsafeBufferPointer<UInt8>) -> Bool {
        let isNext = next < keyBytes.count && isKey(key, at: next)
        guard let place = isNext ? next : keyBytes.indices.first(where: { isKey(key, at: $0) }), ranges[place] == nil else { return false }
        let start = added.count
        added.append(contentsOf: text)
        ranges[place] = start..<added.count
        next = place + 1
        return true
    }

    private func isKey(_ key: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        keyBytes[place].count == key.count && keyBytes[place].elementsEqual(key)
    }

    /// The texts that were added since the newest thing.
    package mutating func takeAdded() -> CompactTexts {
        let texts = Self.texts(list, in: &bytes) { [added, ranges] place in ranges[place].map { added[$0] } }
        forgetAdded()
        return texts
    }

    /// Forgets the texts that were added since the newest thing.
    package mutating func forgetAdded() {
        added.removeAll(keepingCapacity: true)
        for place in ranges.indices { ranges[place] = nil }
        next = 0
    }

    /// What `text` answers for the keys of a list, in UTF-8. `bytes` is where it is written first, which is used again and again.
    @inline(__always)
    private static func texts<Text: Collection<UInt8>>(_ list: KeyList, in bytes: inout [UInt8], _ text: (_ place: Int) -> Text?) -> CompactTexts {
        bytes.removeAll(keepingCapacity: true)
        var (count, end) = (0, 0)
        for place in list.names.indices {
            guard let text = text(place) else {
                bytes.append(0)
                continue
            }
            CompactTexts.append(text.count + 1, to: &bytes)
            bytes.append(contentsOf: text)
            count += 1
            end = bytes.count
        }
        // What is missing at the end takes no room.
        return count == 0 ? CompactTexts() : CompactTexts(keys: list, bytes: Array(bytes[..<end]), count: count)
    }
}
