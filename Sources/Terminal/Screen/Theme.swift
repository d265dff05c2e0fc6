/// The first eight colours of every colour terminal. Their exact tint is the person's choice.
package enum BasicColour: Int16, Sendable, Hashable, CaseIterable {
    case black
    case red
    case green
    case yellow
    case blue
    case magenta
    case cyan
    case white
}

/// How text of one role looks.
package struct Style: Sendable, Hashable {
    /// Ways to stress text that every terminal has in some form.
    package struct Attributes: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        package static let bold = Attributes(rawValue: 1)
        package static let dim = Attributes(rawValue: 2)
        package static let underline = Attributes(rawValue: 4)
        package static let reverse = Attributes(rawValue: 8)
    }

    /// Attributes of the text.
    package var attributes: Attributes
    /// Colour of the text; nil is the terminal's own.
    package var foreground: BasicColour?
    /// Colour behind the text; nil is the terminal's own.
    package var background: BasicColour?

    /// Makes a style.
    package init(_ attributes: Attributes = [], foreground: BasicColour? = nil, background: BasicColour? = nil) {
        self.attributes = attributes
        self.foreground = foreground
        self.background = background
    }
}

/// Turns roles into styles.
package struct Theme: Sendable {
    private let styles: [Role: Style]

    /// Makes a theme from a rule for every role.
    package init(_ style: (Role) -> Style) {
        styles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, style($0)) })
    }

    /// The style of a role.
    package subscript(role: Role) -> Style { styles[role] ?? Style() }

    /// Attributes only.
    package static let monochrome = Theme { role in Style(attributes(of: role)) }

    /// Readable on light and on dark terminals.
    ///
    /// On the terminal's own background only red has a contrast of 3 and more with white and with black in the palettes of the common
    /// terminals (blue and magenta drown in black; green, yellow and cyan in white), so every other colour brings its own background. Colour
    /// never is the only sign: attributes tell roles apart, and screens add words or marks.
    package static let automatic = Theme { role in
        let attributes = attributes(of: role)
        return switch role {
        case .success: Style([], foreground: .black, background: .green)
        case .warning: Style([], foreground: .black, background: .yellow)
        case .danger: Style(attributes, foreground: .red)
        case .banner: Style([], foreground: .black, background: .yellow)
        default: Style(attributes)
        }
    }

    private static func attributes(of role: Role) -> Style.Attributes {
        switch role {
        case .normal, .border, .keyHintLabel, .barFilled, .button: []
        case .muted, .disabled, .buttonDisabled, .barEmpty: .dim
        case .heading, .success, .buttonPrimary, .keyHint: .bold
        case .accent: [.bold, .underline]
        case .field: .underline
        case .warning, .danger: .bold
        case .fieldFocused, .selectedUnfocused: [.bold, .underline]
        case .selected: .reverse
        case .buttonFocused, .banner, .title: [.bold, .reverse]
        }
    }
}
