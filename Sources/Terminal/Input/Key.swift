/// A key as the person at the terminal means it, whatever bytes the terminal sends for it.
package enum Key: Sendable, Hashable {
    /// A printable character, the space included.
    case character(Character)
    case enter
    case tab
    /// Shift with Tab.
    case backTab
    case escape
    case up
    case down
    case left
    case right
    case pageUp
    case pageDown
    case home
    case end
    case backspace
    case delete
    case insert
    /// F1 is 1.
    case function(Int)
    /// Ctrl with a lower-case letter or one of `@ [ \ ] ^ _`. Ctrl-H, I, J, M and [ arrive as backspace, tab, enter, enter, escape.
    case control(Character)
    /// Ctrl or Alt with Left: to the beginning of a word.
    case wordLeft
    /// Ctrl or Alt with Right: behind the end of a word.
    case wordRight
    /// Ctrl or Alt with Backspace.
    case deleteWordLeft
    /// Ctrl or Alt with Delete.
    case deleteWordRight
    /// Alt with one of the letters `b`, `d` and `f`, which edit by words (GNU Readline). Alt with any other key arrives as Escape and that key.
    case alt(Character)
}

extension Key {
    /// Whether it is a printable character.
    package var isCharacter: Bool { if case .character = self { true } else { false } }

    /// What a key that edits by words means where no text is edited.
    package var withoutWords: [Key] {
        switch self {
        case .wordLeft: [.left]
        case .wordRight: [.right]
        case .deleteWordLeft: [.backspace]
        case .deleteWordRight: [.delete]
        case .alt(let letter): [.escape, .character(letter)]
        default: [self]
        }
    }

    /// The key that a key bar names: `Enter`, `Esc`, `F1`, `Ctrl-L`, `a`. nil for what names several, as `Up/Down`.
    package init?(named name: String) {
        switch name {
        case "Enter": self = .enter
        case "Esc": self = .escape
        case "Tab": self = .tab
        case "Space": self = .character(" ")
        case "Del": self = .delete
        default:
            if name.count == 1, let character = name.first {
                self = .character(character)
            } else if name.hasPrefix("F"), let number = Int(name.dropFirst()) {
                self = .function(number)
            } else if name.hasPrefix("Ctrl-"), name.count == 6, let letter = name.lowercased().last {
                self = .control(letter)
            } else {
                return nil
            }
        }
    }
}
