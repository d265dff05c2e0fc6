import Foundation

/// A question in a frame over the screen. Its buttons answer; the irreversible also wants a word to be typed.
///
/// Escape is ignored here: the screen takes it as the safe answer.
package struct Dialog: Sendable, Hashable {
    /// The question in a few words.
    package var title: String
    /// Paragraphs: what will happen, to what, in numbers.
    package var message: [String]
    /// The answers. Put the safe one first and leave the focus on it.
    package var buttons: ButtonRow
    /// The word that has to be typed before a primary button works; nil when none is needed.
    package var typedWord: String?
    /// Where the word is typed.
    package var field: TextField
    /// Whether the buttons have the focus, not the field.
    package private(set) var isOnButtons: Bool
    /// The first line of the text that is shown, where it scrolls.
    var firstLine = 0

    /// Makes a dialog with the focus on its buttons, or on the field when a word is wanted.
    package init(title: String, message: [String], buttons: ButtonRow, typedWord: String? = nil) {
        self.title = title
        self.message = message
        self.buttons = buttons
        self.typedWord = typedWord
        field = TextField()
        isOnButtons = typedWord == nil
        lockButtons()
    }

    /// Whether the wanted word stands in the field, in whatever letters, or none is wanted.
    package var isWordTyped: Bool { typedWord.map { field.text.trimmingCharacters(in: .whitespaces).lowercased() == $0.lowercased() } ?? true }

    /// The index of the button that was pressed, after ``handle(_:)`` answered `.activated`.
    package var answer: Int { buttons.focus }

    /// Applies a key. `.activated` means that the button ``answer`` was pressed.
    package mutating func handle(_ key: Key) -> Handling {
        guard !isOnButtons else {
            let handling = buttons.handle(key)
            guard handling == .ignored, typedWord != nil, [.tab, .backTab, .up].contains(key) else { return handling }
            isOnButtons = false
            return .handled
        }
        switch key {
        case .tab, .backTab, .down, .enter:
            isOnButtons = true
            // Whoever has typed the word means the deed: Enter goes to its button, and one more presses it.
            if key == .enter, isWordTyped, let deed = buttons.buttons.firstIndex(where: \.isPrimary) { buttons.focus = deed }
            return .handled
        default:
            defer { lockButtons() }
            return field.handle(key)
        }
    }

    /// Gives the focus to a part as it was drawn: 0 is the field, 1 the buttons.
    package mutating func focus(area: Int) {
        guard typedWord != nil else { return }
        isOnButtons = area == 1
    }

    /// Takes pasted text into the field, when a word is wanted.
    @discardableResult
    package mutating func insert(paste: String) -> Handling {
        guard typedWord != nil, !isOnButtons else { return .ignored }
        defer { lockButtons() }
        return field.insert(paste: paste)
    }

    /// The keys that work now, named after what they lead to.
    package var hints: [KeyHint] {
        guard isOnButtons else { return [KeyHint("Enter", "Next")] }
        let all = buttons.buttons
        var hints: [KeyHint] = []
        if let focused = buttons.focused, focused.isEnabled { hints.append(KeyHint("Enter", focused.label)) }
        if all.indices.contains(buttons.focus + 1) {
            hints.append(KeyHint("Tab", all[buttons.focus + 1].label))
        } else if typedWord != nil {
            hints.append(KeyHint("Tab", "To the field"))
        } else if all.indices.contains(buttons.focus - 1) {
            hints.append(KeyHint("Left", all[buttons.focus - 1].label))
        }
        return hints
    }

    private mutating func lockButtons() {
        guard let typedWord else { return }
        for index in buttons.buttons.indices where buttons.buttons[index].isPrimary {
            buttons.buttons[index].disabledReason = isWordTyped ? nil : "Type \"\(typedWord)\" first."
        }
    }
}
