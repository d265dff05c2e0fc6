/// What a piece of text means. A ``Theme`` turns roles into attributes and colours, so that screens never name a colour.
package enum Role: Sendable, Hashable, CaseIterable {
    /// Running text.
    case normal
    /// Hints and other text of less weight.
    case muted
    /// The name of a section.
    case heading
    /// Text that should catch the eye: a link, a number that matters.
    case accent
    /// Something is as it should be.
    case success
    /// Something wants attention soon.
    case warning
    /// Something failed, or is about to be destroyed.
    case danger
    /// The chosen row of the list that has the focus.
    case selected
    /// The chosen row of a list without the focus.
    case selectedUnfocused
    /// Something that cannot be used now.
    case disabled
    /// Lines and frames.
    case border
    /// A text field.
    case field
    /// What stands in a text field as long as nothing is entered.
    case fieldPlaceholder
    /// The text field that has the focus.
    case fieldFocused
    /// A button.
    case button
    /// The button that has the focus.
    case buttonFocused
    /// The button that continues or finishes.
    case buttonPrimary
    /// A button that cannot be pressed now.
    case buttonDisabled
    /// The done part of a progress bar.
    case barFilled
    /// The open part of a progress bar.
    case barEmpty
    /// The key in a line of key hints.
    case keyHint
    /// What the key does.
    case keyHintLabel
    /// A message across the screen.
    case banner
    /// The top line of the screen.
    case title

    /// Whether what is drawn so has the focus.
    var hasFocus: Bool {
        switch self {
        case .selected, .fieldFocused, .buttonFocused: true
        default: false
        }
    }

    /// The letter that stands for the role in ``Canvas/styleText()``; `.` is running text.
    package var snapshotLetter: Character {
        switch self {
        case .normal: "."
        case .muted: "m"
        case .heading: "h"
        case .accent: "a"
        case .success: "s"
        case .warning: "w"
        case .danger: "d"
        case .selected: "S"
        case .selectedUnfocused: "U"
        case .disabled: "x"
        case .border: "b"
        case .field: "f"
        case .fieldPlaceholder: "p"
        case .fieldFocused: "F"
        case .button: "n"
        case .buttonFocused: "N"
        case .buttonPrimary: "P"
        case .buttonDisabled: "X"
        case .barFilled: "="
        case .barEmpty: "-"
        case .keyHint: "k"
        case .keyHintLabel: "l"
        case .banner: "B"
        case .title: "T"
        }
    }
}
