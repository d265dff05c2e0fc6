import Foundation

/// A folded query and the rule that grades a folded text for it.
struct SearchPattern {
    private let words: [[UInt8]]
    private let whole: [UInt8]
    private let letters: [[UInt8]]

    /// - Parameter words: at least one, none empty.
    init(words: [[UInt8]]) {
        self.words = words
        whole = Array(words.joined(separator: [UInt8(ascii: " ")]))
        letters = String(decoding: words.joined(), as: UTF8.self).unicodeScalars.map { Array(String($0).utf8) }
    }

    /// How well the text matches; nil when it does not, or worse than `worst`.
    func grade(of key: UnsafeBufferPointer<UInt8>, upTo worst: SearchRanking.Grade = .scattered) -> SearchRanking.Grade? {
        if let grade = placement(of: whole, in: key) { return grade }
        if words.count > 1, words.allSatisfy({ placement(of: $0, in: key) != nil }) { return .anywhere }
        return worst == .scattered && isScattered(in: key) ? .scattered : nil
    }

    private func placement(of pattern: [UInt8], in key: UnsafeBufferPointer<UInt8>) -> SearchRanking.Grade? {
        guard let first = key.baseAddress, key.count >= pattern.count else { return nil }
        return pattern.withUnsafeBufferPointer { pattern in
            var best: SearchRanking.Grade?
            var start = 0
            // The system's search for one byte looks at many at once.
            while start <= key.count - pattern.count, let found = memchr(first + start, Int32(pattern[0]), key.count - pattern.count - start + 1) {
                let place = UnsafeRawPointer(found) - UnsafeRawPointer(first)
                start = place + 1
                guard matches(pattern, in: key, at: place) else { continue }
                if place == 0 { return key.count == pattern.count ? .exact : .prefix }
                if !isWordByte(key[place - 1]) { return .wordStart }
                best = .anywhere
            }
            return best
        }
    }

    private func matches(_ pattern: UnsafeBufferPointer<UInt8>, in key: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for offset in 1..<max(1, pattern.count) where key[start + offset] != pattern[offset] { return false }
        return true
    }

    private func isScattered(in key: UnsafeBufferPointer<UInt8>) -> Bool {
        var next = 0
        var start = 0
        while start < key.count {
            let letter = letters[next]
            // In UTF-8 no letter can match in the middle of another one.
            if key[start] == letter[0], start + letter.count <= key.count, letter.withUnsafeBufferPointer({ matches($0, in: key, at: start) }) {
                next += 1
                if next == letters.count { return true }
                start += letter.count
            } else {
                start += 1
            }
        }
        return false
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
        default: false
        }
    }
}
