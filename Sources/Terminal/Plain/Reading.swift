/// What a part of a canvas is called where it is read and not looked at: in words what cells say by shape, by place or by colour.
package struct Reading: Sendable, Hashable {
    /// What the part is.
    package enum Kind: Sendable, Hashable {
        case text
        /// A text field; what stands before it in its row is its label.
        case field(isSecret: Bool)
    }

    /// The cells that it stands for. It is read where the first of its rows is.
    package let rect: Rect
    /// What is read; line breaks begin new lines.
    package let text: String
    /// How it stands now: `chosen`, `not available`, what a field holds. Another state is no other thing.
    package let state: String?
    /// What the part is.
    package let kind: Kind
    /// Whether it changes all by itself, so that a change is not worth a word.
    package let isQuiet: Bool
}

extension Canvas {
    /// Says how cells are read. What is said later counts. Does nothing on a canvas that is only looked at (``isRead``).
    package mutating func reads(
        as text: @autoclosure () -> String, state: @autoclosure () -> String? = nil, kind: Reading.Kind = .text, isQuiet: Bool = false, in rect: Rect
    ) {
        guard isRead else { return }
        let shown = visible(rect)
        guard !shown.isEmpty else { return }
        readings.append(Reading(rect: shown, text: text(), state: state(), kind: kind, isQuiet: isQuiet))
    }
}
