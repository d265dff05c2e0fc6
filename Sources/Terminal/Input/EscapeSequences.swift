/// The grammar of terminal input: where the next event ends and what it is.
struct EscapeSequences: Sendable {
    /// What some bytes mean.
    enum Meaning: Equatable {
        case events([TerminalEvent])
        case pasteBegins
        /// What follows, up to the end of its kind, means nothing.
        case skip(Skipped)
        /// The color of the terminal's background.
        case background(TerminalColor)
        /// An answer, a modifier or a sequence nobody asked for.
        case nothing
    }

    /// A sequence of any length that is not looked at.
    enum Skipped: Equatable {
        /// `... BEL` or `... ESC \`: answers to questions about colours, clipboard and versions.
        case string
        /// The parameters of a control sequence that is too long to mean anything.
        case control

        /// How many bytes belong to it, its end included; nil when the end is not among them. A control character, which no such sequence contains, ends it without
        /// being a part of it.
        func end(in bytes: ArraySlice<UInt8>) -> Int? {
            for index in bytes.indices {
                let length = index - bytes.startIndex
                switch (bytes[index], self) {
                case (0x07, .string): return length + 1
                case (0x1B, .string):
                    guard index + 1 < bytes.endIndex else { return nil }
                    return bytes[index + 1] == UInt8(ascii: "\\") ? length + 2 : length
                case (0x00...0x1F, _): return length
                case (0x40...0x7E, .control): return length + 1
                default: continue
                }
            }
            return nil
        }
    }

    /// The next event of the input.
    struct Step: Equatable {
        var length: Int
        var meaning: Meaning
    }

    static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

    // Longer than any sequence that means something.
    private static let longestControlSequence = 64

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
        default:
            guard let control = C1Control(bytes) else { return text(bytes) }
            guard let step = escape(ArraySlice([0x1B, control.final] + bytes.dropFirst(control.length))) else { return nil }
            return Step(length: max(1, step.length - 2 + control.length), meaning: step.meaning)
        }
    }

    /// Whether silence decides what the bytes are: a lone Escape, or one before something that only some terminals would go on with. The beginning of any other
    /// sequence waits for the rest.
    func isDecidedByTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first == 0x1B else { return false }
        guard bytes.count > 1, !BackgroundAnswer.endsWithEscape(bytes) else { return true }
        return !Self.introducers.contains(bytes[bytes.startIndex + 1])
            && !(bytes.count > 2 && bytes[bytes.startIndex + 1] == 0x1B && Self.introducers.contains(bytes[bytes.startIndex + 2]))
    }

    /// The bytes after Escape that begin a sequence.
    private static let introducers: Set<UInt8> = Set("[O]P_".utf8)

    /// Whether bytes that come after a lone Escape look like the rest of its sequence, and not like something typed by hand: several at once, or the bracket.
    static func mayContinueEscape(_ bytes: some Collection<UInt8>) -> Bool {
        var iterator = bytes.makeIterator()
        guard let first = iterator.next() else { return false }
        if first == UInt8(ascii: "[") { return true }
        guard first == UInt8(ascii: "O"), let second = iterator.next() else { return false }
        return "ABCDHFPQRSM".utf8.contains(second)
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
        var run = bytes.prefix { $0 >= 0x20 && $0 != 0x7F }
        if let control = C1Control.first(in: run) { run = run[..<control] }
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
        let second = bytes[bytes.startIndex + 1]
        switch second {
        case UInt8(ascii: "["): return controlSequence(bytes)
        case UInt8(ascii: "O"): return singleShift(bytes)
        case UInt8(ascii: "]"):
            switch BackgroundAnswer.reading(bytes) {
            case .none: return string(bytes, beginsWith: "0123456789lL")
            case .begun: return nil
            case .whole(let length, let color): return Step(length: length, meaning: color.map(Meaning.background) ?? .nothing)
            }
        case UInt8(ascii: "P"): return string(bytes, beginsWith: "0123456789!>$+=")
        case UInt8(ascii: "_"): return string(bytes, beginsWith: "G")
        case 0x1B: return doubleEscape(bytes)
        case 0x08, 0x7F: return Step(length: 2, meaning: .events([.key(.deleteWordLeft)]))
        case UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "f"):
            return Step(length: 2, meaning: .events([.key(.alt(Character(Unicode.Scalar(second))))]))
        // Escape and then another key, or Alt with a key, which means the same to many programs.
        default:
            let mayBeSpecial = special.keys.contains { $0.count > bytes.count && $0.starts(with: bytes) }
            return mayBeSpecial ? nil : Step(length: 1, meaning: .events([.key(.escape)]))
        }
    }

    /// `ESC ESC [ D`: Alt with an arrow (rxvt, PuTTY), or Escape and then another key.
    private func doubleEscape(_ bytes: ArraySlice<UInt8>) -> Step? {
        let first = Step(length: 1, meaning: .events([.key(.escape)]))
        guard bytes.count > 2 else { return nil }
        guard bytes[bytes.startIndex + 2] != 0x1B else { return first }
        guard let inner = escape(bytes.dropFirst()) else { return nil }
        switch inner.meaning {
        case .events([.key(.left)]): return Step(length: inner.length + 1, meaning: .events([.key(.wordLeft)]))
        case .events([.key(.right)]): return Step(length: inner.length + 1, meaning: .events([.key(.wordRight)]))
        default: return first
        }
    }

    /// `ESC O x`: cursor and keypad keys in application mode; some terminals put the modifiers before the last byte.
    private func singleShift(_ bytes: ArraySlice<UInt8>) -> Step? {
        let modifiers = bytes.dropFirst(2).prefix(2).prefix { (0x30...0x39).contains($0) }
        let end = modifiers.endIndex
        guard end < bytes.endIndex else { return nil }
        let length = end - bytes.startIndex
        // Whatever is not a final byte was not meant as a part of this sequence.
        guard (0x40...0x7E).contains(bytes[end]) else { return Step(length: length, meaning: .nothing) }
        guard !modifiers.isEmpty else { return Step(length: 3, meaning: SequenceMeaning.singleShift(bytes[end])) }
        return Step(length: length + 1, meaning: SequenceMeaning.controlSequence([0x31, 0x3B] + modifiers, bytes[end]))
    }

    /// `ESC [ parameters intermediates final` (ECMA-48 §5.4).
    private func controlSequence(_ bytes: ArraySlice<UInt8>) -> Step? {
        let start = bytes.startIndex + 2
        let parameters = bytes[start...].prefix { (0x30...0x3F).contains($0) }
        let intermediates = bytes[parameters.endIndex...].prefix { (0x20...0x2F).contains($0) }
        let end = intermediates.endIndex
        guard end - bytes.startIndex <= EscapeSequences.longestControlSequence else {
            return Step(length: end - bytes.startIndex, meaning: .skip(.control))
        }
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
            if let control = bytes[(end + 1)...].prefix(3).firstIndex(where: { $0 < 0x20 }) {
                return Step(length: control - bytes.startIndex, meaning: .nothing)
            }
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

    /// `ESC ] ... BEL` or `... ESC \`: answers to questions about colours, clipboard and versions. They begin in known ways; anything else is Alt with a key.
    private func string(_ bytes: ArraySlice<UInt8>, beginsWith starts: String) -> Step? {
        guard bytes.count > 2 else { return nil }
        guard starts.utf8.contains(bytes[bytes.startIndex + 2]) else { return Step(length: 1, meaning: .events([.key(.escape)])) }
        return Step(length: 3, meaning: .skip(.string))
    }
}
