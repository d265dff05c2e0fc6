/// The grammar of terminal input: where the next event ends and what it is.
struct EscapeSequences: Sendable {
    /// What some bytes mean.
    enum Meaning: Equatable {
        case events([TerminalEvent])
        case pasteBegins
        /// An answer, a modifier or a sequence nobody asked for.
        case nothing
    }

    /// The next event of the input.
    struct Step: Equatable {
        var length: Int
        var meaning: Meaning
    }

    static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    // Longer than any sequence that means something; stops a broken one from swallowing all further keys.
    private static let longestControlSequence = 64
    private static let longestString = 4096

    private let special: [[UInt8]: Key]
    private let specialLengths: [Int]

    init(_ special: [[UInt8]: Key]) {
        self.special = special.filter { $0.key.count > 1 && $0.key.first == 0x1B }
        specialLengths = Set(self.special.keys.map(\.count)).sorted(by: >)
    }

    /// The next event; nil when more bytes are needed. `bytes` must not be empty.
    func next(in bytes: ArraySlice<UInt8>) -> Step? {
        guard let first = bytes.first else { return nil }
        switch first {
        case 0x1B: return escape(bytes)
        case 0x00...0x1F, 0x7F: return Step(length: 1, meaning: .events([.key(EscapeSequences.control(first))]))
        default: return text(bytes)
        }
    }

    /// How many bytes at the end of `bytes` may be the beginning of `mark`.
    static func overlap(of bytes: ArraySlice<UInt8>, with mark: [UInt8]) -> Int {
        (0..<min(mark.count, bytes.count + 1)).last { bytes.suffix($0).elementsEqual(mark.prefix($0)) } ?? 0
    }

    private static func control(_ byte: UInt8) -> Key {
        switch byte {
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
        default: .control(Character(Unicode.Scalar(byte + 0x40)))
        }
    }

    /// A run of printable text. Its marks stay with their letters as long as they arrive together.
    private func text(_ bytes: ArraySlice<UInt8>) -> Step? {
        let run = bytes.prefix { $0 >= 0x20 && $0 != 0x7F }
        let isRunOpen = run.endIndex == bytes.endIndex
        let complete = isRunOpen ? run.dropLast(EscapeSequences.unfinished(run)) : run
        guard !complete.isEmpty else { return nil }
        var printable = String.UnicodeScalarView()
        for scalar in String(decoding: complete, as: UTF8.self).unicodeScalars where !(0x80...0x9F).contains(scalar.value) {
            printable.append(scalar)
        }
        return Step(length: complete.count, meaning: .events(String(printable).map { .key(.character($0)) }))
    }

    /// Bytes at the end that begin a UTF-8 character without ending it.
    private static func unfinished(_ bytes: ArraySlice<UInt8>) -> Int {
        for (back, byte) in bytes.suffix(3).reversed().enumerated() where byte & 0xC0 != 0x80 {
            let needed =
                switch byte {
                case 0xC2...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF4: 4
                default: 1
                }
            return needed > back + 1 ? back + 1 : 0
        }
        return 0
    }

    private func escape(_ bytes: ArraySlice<UInt8>) -> Step? {
        for length in specialLengths where bytes.count >= length {
            if let key = special[Array(bytes.prefix(length))] { return Step(length: length, meaning: .events([.key(key)])) }
        }
        guard bytes.count > 1 else { return nil }
        switch bytes[bytes.startIndex + 1] {
        case UInt8(ascii: "["): return controlSequence(bytes)
        case UInt8(ascii: "O"): return singleShift(bytes)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"): return string(bytes)
        // Escape and then another key, or Alt with a key, which means the same to many programs.
        default: return Step(length: 1, meaning: .events([.key(.escape)]))
        }
    }

    /// `ESC O x`: cursor and keypad keys in application mode.
    private func singleShift(_ bytes: ArraySlice<UInt8>) -> Step? {
        guard bytes.count > 2 else { return nil }
        let final = bytes[bytes.startIndex + 2]
        // Whatever is not a final byte was not meant as a part of this sequence.
        guard (0x40...0x7E).contains(final) else { return Step(length: 2, meaning: .nothing) }
        return Step(length: 3, meaning: SequenceMeaning.singleShift(final))
    }

    /// `ESC [ parameters intermediates final` (ECMA-48 §5.4).
    private func controlSequence(_ bytes: ArraySlice<UInt8>) -> Step? {
        let start = bytes.startIndex + 2
        let parameters = bytes[start...].prefix { (0x30...0x3F).contains($0) }
        let intermediates = bytes[parameters.endIndex...].prefix { (0x20...0x2F).contains($0) }
        let end = intermediates.endIndex
        guard end - bytes.startIndex <= EscapeSequences.longestControlSequence else { return Step(length: end - bytes.startIndex, meaning: .nothing) }
        guard end < bytes.endIndex else { return nil }
        let length = end - bytes.startIndex + 1
        switch bytes[end] {
        // Function keys of the Linux console: ESC [ [ A
        case UInt8(ascii: "[") where length == 3:
            guard bytes.count > 3 else { return nil }
            let final = bytes[end + 1]
            guard (0x40...0x7E).contains(final) else { return Step(length: 3, meaning: .nothing) }
            return Step(length: 4, meaning: SequenceMeaning.linuxConsole(final))
        // The mouse of terminals without SGR mode: ESC [ M button column row
        case UInt8(ascii: "M") where length == 3:
            guard bytes.count > 5 else { return nil }
            let report = bytes[(end + 1)...].prefix(3).map { Int($0) - 32 }
            return Step(
                length: 6, meaning: SequenceMeaning.mouse(button: report[0], column: report[1], row: report[2], isRelease: report[0] & 3 == 3))
        case let final where (0x40...0x7E).contains(final):
            return Step(length: length, meaning: SequenceMeaning.controlSequence(parameters, intermediates.isEmpty ? final : 0))
        default:
            return Step(length: length - 1, meaning: .nothing)
        }
    }

    /// `ESC ] ... BEL` or `... ESC \`: answers to questions about colours, clipboard and versions.
    private func string(_ bytes: ArraySlice<UInt8>) -> Step? {
        var index = bytes.startIndex + 2
        while index < bytes.endIndex {
            if bytes[index] == 0x07 { return Step(length: index - bytes.startIndex + 1, meaning: .nothing) }
            if bytes[index] == 0x1B {
                guard index + 1 < bytes.endIndex else { return nil }
                let isEnd = bytes[index + 1] == UInt8(ascii: "\\")
                return Step(length: index - bytes.startIndex + (isEnd ? 2 : 0), meaning: .nothing)
            }
            index += 1
        }
        return bytes.count > EscapeSequences.longestString ? Step(length: bytes.count, meaning: .nothing) : nil
    }
}
