/// Turns the bytes that a terminal sends into keys, pastes and mouse events.
///
/// A pure value: the owner feeds bytes as they arrive and, when nothing came for ``waitingTime``, calls ``flush()``. A sequence, a UTF-8 character or a paste that
/// arrives in pieces, however long a slow line takes between them, stays what it is: only a lone Escape is decided by time. What never ends is left by a control
/// character such as Ctrl-C or Enter, which no sequence contains.
///
/// Sources: ECMA-48 §5.4 (control sequences), XTerm Control Sequences (bracketed paste, SGR mouse), terminfo for the rest.
package struct KeyDecoder: Sendable {
    /// A paste beyond this many bytes loses its end.
    package static let maximumPasteBytes = 1 << 20

    /// After a lone Escape, the rest of a sequence may still be on its way for so long; it must not be taken for typed letters.
    private static let lateRest = Duration.milliseconds(700)
    /// After so much silence inside a paste, a single Ctrl-C is the person's and not a part of the text: the end of the paste was lost.
    private static let pasteStall = Duration.seconds(2)

    /// What is being received.
    private enum State {
        case keys
        /// A lone Escape was reported a moment ago.
        case afterEscape
        /// The rest of a sequence whose Escape was reported already.
        case lateSequence
        /// Text between the marks of a paste, and whether it stalls.
        case paste(isStalled: Bool)
        /// A sequence that means nothing here, until its end.
        case skipping(EscapeSequences.Skipped)
    }

    /// The background as the terminal told it last, until somebody takes it.
    private var background: TerminalColor?
    private var pending: [UInt8] = []
    private var pasted: [UInt8] = []
    private var state = State.keys
    private let sequences: EscapeSequences
    private let escapeDelay: Duration

    /// A decoder for the sequences that terminals of today send.
    /// - Parameter environment: where `ESCDELAY` and `SSH_CONNECTION` are looked up.
    package init(environment: [String: String] = [:]) {
        self.init(terminalSequences: [:], environment: environment)
    }

    /// A decoder that also knows what one type of terminal sends. Those must begin with Escape.
    init(terminalSequences: [[UInt8]: Key], environment: [String: String] = [:]) {
        sequences = EscapeSequences(terminalSequences)
        escapeDelay = EscapeDelay.time(environment)
    }

    /// How long to wait for more bytes before ``flush()``; nil when silence decides nothing.
    package var waitingTime: Duration? {
        switch state {
        case .paste(let isStalled): isStalled ? nil : Self.pasteStall
        case .afterEscape: Self.lateRest
        case .lateSequence: nil
        case .keys, .skipping: sequences.isDecidedByTime(pending[...]) ? escapeDelay : nil
        }
    }

    /// The color of the terminal's background, once after each answer that tells it.
    mutating func takeBackground() -> TerminalColor? {
        defer { background = nil }
        return background
    }

    /// Takes bytes and returns what they complete.
    package mutating func feed(_ bytes: some Collection<UInt8>) -> [TerminalEvent] {
        guard !bytes.isEmpty else { return [] }
        switch state {
        case .paste(isStalled: true) where bytes.count == 1 && bytes.first == 0x03:
            (state, pending, pasted) = (.keys, [], [])
            return [.key(.control("c"))]
        case .afterEscape:
            state = .keys
            if EscapeSequences.mayContinueEscape(bytes) {
                pending = [0x1B] + bytes
                return continueEscape()
            }
        case .lateSequence:
            pending.append(contentsOf: bytes)
            return continueEscape()
        default: break
        }
        pending.append(contentsOf: bytes)
        return decode()
    }

    /// Ends the wait: a lone Escape was the key.
    package mutating func flush() -> [TerminalEvent] {
        switch state {
        case .paste:
            state = .paste(isStalled: true)
            return []
        case .afterEscape:
            state = .keys
            return []
        case .lateSequence: return []
        case .keys, .skipping:
            guard sequences.isDecidedByTime(pending[...]) else { return [] }
            // Nothing of an answer that did not end was typed.
            let rest = BackgroundAnswer.endsWithEscape(pending[...]) ? [] : Array(pending.dropFirst())
            (pending, state) = ([], rest.isEmpty ? .afterEscape : .keys)
            return [.key(.escape)] + (rest.isEmpty ? [] : feed(rest))
        }
    }

    private mutating func decode() -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var rest = pending[...]
        while !rest.isEmpty {
            if case .paste = state {
                guard collectPaste(&rest, into: &events) else { break }
                continue
            }
            if case .skipping(let skipped) = state {
                guard let length = skipped.end(in: rest) else {
                    // What may be the first half of its end.
                    rest = rest.last == 0x1B ? rest.suffix(1) : []
                    break
                }
                rest = rest.dropFirst(length)
                state = .keys
                continue
            }
            guard let step = sequences.next(in: rest) else { break }
            rest = rest.dropFirst(step.length)
            switch step.meaning {
            case .events(let new): events += new
            case .pasteBegins: state = .paste(isStalled: false)
            case .skip(let skipped): state = .skipping(skipped)
            case .background(let color): background = color
            case .nothing: break
            }
        }
        pending = Array(rest)
        return events
    }

    /// The rest of a sequence whose Escape came so long before that it was taken for the key: it is that sequence and nothing that was typed. What it would do is not
    /// done, since the Escape has done something already; a paste is a paste all the same.
    private mutating func continueEscape() -> [TerminalEvent] {
        guard let step = sequences.next(in: pending[...]) else {
            state = .lateSequence
            return []
        }
        pending.removeFirst(step.length)
        state =
            switch step.meaning {
            case .pasteBegins: .paste(isStalled: false)
            case .skip(let skipped): .skipping(skipped)
            case .events, .background, .nothing: .keys
            }
        return decode()
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
        let room = max(0, KeyDecoder.maximumPasteBytes - pasted.count)
        pasted.append(contentsOf: rest.prefix(min(scanned, room)))
        rest = rest.dropFirst(scanned + (found == nil ? 0 : end.count))
        guard found != nil else {
            state = .paste(isStalled: false)
            return false
        }
        events.append(.paste(KeyDecoder.pastedText(pasted)))
        (state, pasted) = (.keys, [])
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
