/// One line of editable text.
///
/// Keys: characters, Left, Right, Home, End, Backspace, Delete, Ctrl-A (start), Ctrl-E (end), Ctrl-U (clear to the start), Ctrl-K (clear to
/// the end), Ctrl-W (to the space before the cursor); Ctrl or Alt with Left, Right, Backspace or Delete, and Alt-B, -F and -D, work by words, which are
/// letters and digits. Enter activates.
package struct TextField: Sendable, Hashable {
    /// What was typed. Control characters never get in.
    package var text: String {
        didSet { cursor = min(cursor, text.count) }
    }
    /// Characters before the cursor.
    package var cursor: Int {
        didSet { cursor = min(max(0, cursor), text.count) }
    }
    /// What to type, shown while the field is empty.
    package var placeholder: String
    /// Whether the text is hidden behind marks.
    package var isSecret: Bool
    /// Characters the field holds at most; more is not taken.
    package var maximumLength: Int

    /// A field with the cursor behind its text.
    package init(_ text: String = "", placeholder: String = "", isSecret: Bool = false, maximumLength: Int = 8192) {
        let clean = String(TextField.clean(text).prefix(maximumLength))
        self.text = clean
        cursor = clean.count
        self.placeholder = placeholder
        self.isSecret = isSecret
        self.maximumLength = maximumLength
    }

    /// Applies a key.
    package mutating func handle(_ key: Key) -> Handling {
        switch key {
        case .character(let character): return insert(String(character))
        case .enter: return .activated
        case .left: return move(to: cursor - 1)
        case .right: return move(to: cursor + 1)
        case .home, .control("a"): return move(to: 0)
        case .end, .control("e"): return move(to: text.count)
        case .backspace: return remove(max(0, cursor - 1)..<cursor)
        case .delete, .control("d"): return remove(cursor..<min(text.count, cursor + 1))
        case .control("u"): return remove(0..<cursor)
        case .control("k"): return remove(cursor..<text.count)
        case .control("w"): return remove(start(of: \.isWhitespace)..<cursor)
        case .wordLeft, .alt("b"): return move(to: start(of: \.isBetweenWords))
        case .wordRight, .alt("f"): return move(to: endOfWord)
        case .deleteWordLeft: return remove(start(of: \.isBetweenWords)..<cursor)
        case .deleteWordRight, .alt("d"): return remove(cursor..<endOfWord)
        default: return .ignored
        }
    }

    /// Inserts pasted text at the cursor, without line breaks at its ends; breaks inside become spaces.
    @discardableResult
    package mutating func insert(paste: String) -> Handling {
        var pasted = Substring(paste)
        while let first = pasted.first, first.isNewline { pasted.removeFirst() }
        while let last = pasted.last, last.isNewline { pasted.removeLast() }
        return insert(String(pasted))
    }

    private mutating func insert(_ new: String) -> Handling {
        let clean = TextField.clean(new)
        let place = text.index(text.startIndex, offsetBy: cursor)
        // A combining mark joins the character before it, so lengths are counted on the whole.
        let before = text[..<place] + clean
        let whole = before + text[place...]
        guard !clean.isEmpty else { return .handled }
        if whole.count > maximumLength {
            let room = maximumLength - text.count
            return room > 0 && clean.count > room ? insert(String(clean.prefix(room))) : .handled
        }
        text = String(whole)
        cursor = before.count
        return .changed
    }

    private mutating func move(to place: Int) -> Handling {
        cursor = place
        return .handled
    }

    private mutating func remove(_ range: Range<Int>) -> Handling {
        guard !range.isEmpty else { return .handled }
        let start = text.index(text.startIndex, offsetBy: range.lowerBound)
        let end = text.index(text.startIndex, offsetBy: range.upperBound)
        let tail = text.distance(from: end, to: text.endIndex)
        text.removeSubrange(start..<end)
        cursor = max(0, text.count - tail)
        return .changed
    }

    /// Where the word before the cursor begins.
    private func start(of isBetweenWords: (Character) -> Bool) -> Int {
        let characters = Array(text.prefix(cursor))
        var index = characters.count
        while index > 0, isBetweenWords(characters[index - 1]) { index -= 1 }
        while index > 0, !isBetweenWords(characters[index - 1]) { index -= 1 }
        return index
    }

    /// Where the word behind the cursor ends.
    private var endOfWord: Int {
        let rest = text.dropFirst(cursor)
        return cursor + rest.prefix(while: \.isBetweenWords).count + rest.drop(while: \.isBetweenWords).prefix { !$0.isBetweenWords }.count
    }

    /// Line breaks and tabs as spaces, without other control characters. Joiners stay: they belong to the text that was typed.
    private static func clean(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch ScalarKind(scalar) {
            case .lineBreak: result.append(" ")
            case .forbidden: continue
            // What this machine cannot show is shown elsewhere, and must not get lost.
            case .spacing, .combining, .invisible, .unknown: result.append(scalar)
            }
        }
        return String(result)
    }
}

extension Character {
    fileprivate var isBetweenWords: Bool { !isLetter && !isNumber }
}
