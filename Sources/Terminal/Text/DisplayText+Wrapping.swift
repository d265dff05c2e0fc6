extension DisplayText {
    /// The widest that sentences run: the eye must find the next line.
    package static let mostProseColumns = 90

    /// Sentences as lines of at most that many columns, and never wider than is good to read.
    package static func prose(_ text: String, columns: Int) -> [String] { wrapped(text, columns: min(columns, mostProseColumns)) }

    /// The sanitised text as lines of at most that many columns.
    ///
    /// Line breaks in the text stay; lines break at spaces, and inside a word only when the word alone is too long. The spaces at a break
    /// go away. Fewer than 1 column counts as 1; a wide character that cannot fit becomes U+FFFD.
    ///
    /// - Parameter breakingWords: `false` leaves a word that is too long whole, on a line of its own: for what a terminal breaks itself, and copies whole.
    package static func wrapped(_ text: String, columns: Int, breakingWords: Bool = true) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .flatMap { wrappedParagraph(String($0), columns: max(1, columns), breakingWords: breakingWords) }
    }

    private static func wrappedParagraph(_ text: String, columns: Int, breakingWords: Bool) -> [String] {
        var line = LineFiller(columns: columns, breaksWords: breakingWords)
        forEachCell(of: text) { character, width in
            line.add(width > columns ? "\u{FFFD}" : character, columns: min(width, columns))
            return true
        }
        return line.finish()
    }
}

private struct LineFiller {
    let columns: Int
    let breaksWords: Bool
    var lines: [String] = []
    var line = ""
    var lineColumns = 0
    var spaces = 0
    var word: [(Character, Int)] = []
    var wordColumns = 0

    init(columns: Int, breaksWords: Bool) { (self.columns, self.breaksWords) = (columns, breaksWords) }

    mutating func add(_ character: Character, columns width: Int) {
        if character == " " {
            endWord()
            spaces += 1
        } else {
            word.append((character, width))
            wordColumns += width
        }
    }

    mutating func finish() -> [String] {
        endWord()
        lines.append(line)
        return lines
    }

    private mutating func endWord() {
        guard !word.isEmpty else { return }
        if lineColumns + spaces + wordColumns > columns, !line.isEmpty {
            endLine()
        } else {
            let count = min(spaces, columns - 1)
            line += String(repeating: " ", count: count)
            lineColumns += count
        }
        spaces = 0
        for (character, width) in word {
            if breaksWords, lineColumns + width > columns { endLine() }
            line.append(character)
            lineColumns += width
        }
        word = []
        wordColumns = 0
    }

    private mutating func endLine() {
        lines.append(line)
        line = ""
        lineColumns = 0
    }
}
