import Provisioning
import Terminal
import Wording

/// What a typed line means.
enum PlainInput: Sendable, Equatable {
    /// Chooses what was said with this number.
    case number(Int)
    /// Presses a key.
    case key(Key)
    /// What a terminal sent that was not meant as text.
    case events([TerminalEvent])
    /// Goes into the field that has the focus, instead of what stands there.
    case text(String)
    /// Opens the list of everything that can be done, and searches it.
    case palette(String)
    /// Searches the list.
    case search(String)
    case help
    case read
    case quit
    /// May be an address for a page that takes one; otherwise it means nothing.
    case unknown(String)

    /// The words for keys that have no sign of their own.
    private static let words: [String: Key] = [
        "enter": .enter, "tab": .tab, "back": .escape, "esc": .escape, "cancel": .escape, "up": .up, "down": .down, "left": .left, "right": .right,
        "more": .pageDown, "less": .pageUp, "first": .home, "last": .end, "space": .character(" "), "del": .delete,
    ]

    /// - Parameters:
    ///   - field: the field that has the focus.
    ///   - isNumber: whether something that can be chosen was said with this number.
    init(_ line: String, field: PlainView.Field?, isNumber: (Int) -> Bool) {
        let word = line.trimmed
        if let field, field.isSecret {
            // A secret may look like anything.
            self = line.isEmpty ? .key(.enter) : .text(line)
        } else if line.contains("\u{1B}") {
            var decoder = KeyDecoder()
            let events = decoder.feed(Array(line.utf8))
            self = .events(events + decoder.flush())
        } else if word.isEmpty {
            self = .key(.enter)
        } else if word.hasPrefix("=") {
            self = .text(String(word.dropFirst()))
        } else if let number = Int(word), number > 0, field == nil || isNumber(number) {
            self = .number(number)
        } else if word == "?" || word.lowercased() == "help" {
            self = .help
        } else if word.hasPrefix(":") {
            self = .palette(String(word.dropFirst()).trimmed)
        } else if let key = Self.words[word.lowercased()] {
            self = .key(key)
        } else if word.lowercased() == "read" {
            self = .read
        } else if word.lowercased() == "quit" || (field == nil && word == "q") {
            self = .quit
        } else if field != nil {
            self = .text(line)
        } else if let key = Key(named: word) {
            self = .key(key)
        } else if word.hasPrefix("/") {
            self = .search(String(word.dropFirst()))
        } else {
            self = .unknown(word)
        }
    }
}
