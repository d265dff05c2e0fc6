/// Turns the bytes that a terminal sends into keys, pastes and mouse events.
///
/// A pure value: the owner feeds bytes as they arrive and, when nothing came for ``waitingTime``, calls ``flush()``. So a sequence or a
/// UTF-8 character split over two reads stays whole, and a lone Escape costs 25 ms without anything being blocked meanwhile.
///
/// Sources: ECMA-48 §5.4 (control sequences), XTerm Control Sequences (bracketed paste, SGR mouse), terminfo for the rest.
package struct KeyDecoder: Sendable {
    /// A paste beyond this many bytes loses its end.
    package static let maximumPasteBytes = 1 << 20

    private var pending: [UInt8] = []
    private var paste: [UInt8]?
    private let sequences: EscapeSequences

    /// A decoder for the sequences that terminals of today send.
    package init() {
        self.init(terminalSequences: [:])
    }

    /// A decoder that also knows what one type of terminal sends. Those must begin with Escape.
    init(terminalSequences: [[UInt8]: Key]) {
        sequences = EscapeSequences(terminalSequences)
    }

    /// How long to wait for more bytes before ``flush()``; nil when nothing is incomplete.
    package var waitingTime: Duration? {
        if paste != nil { return .seconds(1) }
        if pending.isEmpty { return nil }
        return pending == [0x1B] ? .milliseconds(25) : .milliseconds(100)
    }

    /// Takes bytes and returns what they complete.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
        pending.append(contentsOf: bytes)
        var events: [TerminalEvent] = []
        var rest = pending[...]
        while !rest.isEmpty {
            if paste != nil {
                guard collectPaste(&rest, into: &events) else { break }
                continue
            }
            guard let step = sequences.next(in: rest) else { break }
            rest = rest.dropFirst(step.length)
            switch step.meaning {
            case .events(let new): events += new
            case .pasteBegins: paste = []
            case .nothing: break
            }
        }
        pending = Array(rest)
        return events
    }

    /// Ends the wait: a lone Escape was the key, an unfinished sequence is dropped, an unfinished paste is delivered.
    package mutating func flush() -> [TerminalEvent] {
        defer {
            pending = []
            paste = nil
        }
        if let paste { return [.paste(KeyDecoder.pastedText(paste + pending))] }
        guard let first = pending.first else { return [] }
        if pending == [0x1B] { return [.key(.escape)] }
        // Half a UTF-8 character is shown as what it is; half a sequence was never meant as text.
        return first == 0x1B ? [] : [.key(.character("\u{FFFD}"))]
    }

    /// Moves bytes to the paste. Returns false when more bytes are needed.
    private mutating func collectPaste(_ rest: inout ArraySlice<UInt8>, into events: inout [TerminalEvent]) -> Bool {
        let end = EscapeSequences.pasteEnd
        let scanned: Int
        let found = rest.firstRange(of: end)
        if let found {
            scanned = found.lowerBound - rest.startIndex
        } else {
            // The end mark itself may be split over two reads.
            scanned = rest.count - EscapeSequences.overlap(of: rest, with: end)
        }
        let room = max(0, KeyDecoder.maximumPasteBytes - (paste?.count ?? 0))
        paste?.append(contentsOf: rest.prefix(min(scanned, room)))
        rest = rest.dropFirst(scanned + (found == nil ? 0 : end.count))
        guard found != nil else { return false }
        events.append(.paste(KeyDecoder.pastedText(paste ?? [])))
        paste = nil
        return true
    }

    private static func pastedText(_ bytes: [UInt8]) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            defer { previous = scalar }
            switch scalar {
            case "\r": result.append("\n")
            case "\n": if previous != "\r" { result.append("\n") }
            case "\t": result.append("\t")
            default: if !(0...0x1F).contains(scalar.value), !(0x7F...0x9F).contains(scalar.value) { result.append(scalar) }
            }
        }
        return String(result)
    }
}
