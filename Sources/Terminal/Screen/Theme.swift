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
    package var foreground: Colour?
    /// Colour behind the text; nil is the terminal's own.
    package var background: Colour?

    package init(_ attributes: Attributes = [], foreground: Colour? = nil, background: Colour? = nil) {
        self.attributes = attributes
        self.foreground = foreground
        self.background = background
    }
}

/// Turns roles into styles.
package struct Theme: Sendable {
    private let styles: [Role: Style]

    package init(_ style: (Role) -> Style) {
        styles = Dictionary(uniqueKeysWithValues: Role.allCases.map { ($0, style($0)) })
    }

    /// The style of a role.
    package subscript(role: Role) -> Style { styles[role] ?? Style() }

    /// Attributes only.
    package static let monochrome = Theme { role in Style(attributes(of: role)) }

    /// For terminals with eight or sixteen colours, whose tints nobody knows. Readable on light and on dark ones.
    ///
    /// On the terminal's own background only red has a contrast of 3 and more with white and with black in the palettes of the common
    /// terminals (blue and magenta drown in black; green, yellow and cyan in white), so every other colour brings its own background. Colour
    /// never is the only sign: attributes tell roles apart, and screens add words or marks.
    package static let basic = Theme { role in
        let attributes = attributes(of: role)
        return switch role {
        case .success: Style([], foreground: .basic(.black), background: .basic(.green))
        case .warning: Style([], foreground: .basic(.black), background: .basic(.yellow))
        case .danger: Style(attributes, foreground: .basic(.red))
        case .banner: Style([], foreground: .basic(.black), background: .basic(.yellow))
        default: Style(attributes)
        }
    }

    /// For terminals with eight or sixteen colours whose background is known to be dark: there green and yellow need no background of their own, and a screen is
    /// not full of slabs. Only what must not be missed keeps one.
    package static let basicOnDark = Theme { role in
        let attributes = attributes(of: role)
        return switch role {
        case .success: Style([], foreground: .basic(.green))
        case .warning: Style(attributes, foreground: .basic(.yellow))
        default: basic[role]
        }
    }

    /// For terminals with 256 colours and more and a dark background.
    package static let dark = Theme.byJob(
        structure: .grey(16), good: .shade(1, 4, 2), warning: .shade(5, 3, 1), bad: .shade(5, 2, 2), accent: .shade(1, 3, 5), onAccent: .grey(0),
        line: .grey(4), onLine: .grey(23))

    /// For terminals with 256 colours and more and a light background.
    package static let light = Theme.byJob(
        structure: .grey(8), good: .shade(0, 1, 0), warning: .shade(2, 1, 0), bad: .shade(3, 0, 0), accent: .shade(0, 1, 3), onAccent: .grey(23),
        line: .grey(21), onLine: .grey(0))

    /// Color has four jobs, and each has one color: structure is quiet, data is the terminal's own color, state is good, warning or bad, and the accent is the
    /// focus and what Enter does.
    ///
    /// - Parameters:
    ///   - onAccent: the text on a background of the accent, or of a warning.
    ///   - line: the background of the line at the top.
    ///   - onLine: the text of that line.
    private static func byJob(
        structure: Colour, good: Colour, warning: Colour, bad: Colour, accent: Colour, onAccent: Colour, line: Colour, onLine: Colour
    ) -> Theme {
        Theme { role in
            switch role {
            case .normal, .button, .barFilled: Style()
            case .heading, .accent, .keyHint: Style(.bold)
            case .field: Style(.underline)
            case .fieldPlaceholder: Style(.underline, foreground: structure)
            case .selectedUnfocused: Style([.bold, .underline])
            case .muted, .border, .keyHintLabel, .barEmpty, .disabled, .buttonDisabled: Style([], foreground: structure)
            case .success: Style([], foreground: good)
            case .warning: Style(.bold, foreground: warning)
            case .danger: Style(.bold, foreground: bad)
            case .buttonPrimary: Style(.bold, foreground: accent)
            case .fieldFocused: Style([.bold, .underline], foreground: accent)
            case .selected, .buttonFocused: Style(.bold, foreground: onAccent, background: accent)
            case .banner: Style(.bold, foreground: onAccent, background: warning)
            case .title: Style(.bold, foreground: onLine, background: line)
            }
        }
    }

    /// For terminals with 256 colours and more that do not say whether they are light or dark: shades between the two, with a contrast of 3 and more with white,
    /// black and the common backgrounds near them.
    package static let shaded = Theme.byJob(
        structure: .shade(2, 2, 2), good: .shade(0, 2, 1), warning: .shade(4, 1, 0), bad: .shade(5, 0, 0), accent: .shade(0, 2, 4),
        onAccent: .shade(5, 5, 5), line: .shade(1, 1, 1), onLine: .shade(5, 5, 5))

    /// The theme for a terminal with so many colours and such a background; nil where nobody knows which.
    package static func fitting(colours: Int, background: TerminalBackground? = nil) -> Theme {
        guard colours >= 256 else { return colours < 8 ? monochrome : background == .dark ? basicOnDark : basic }
        return switch background {
        case .light: light
        case .dark: dark
        case nil: shaded
        }
    }

    private static func attributes(of role: Role) -> Style.Attributes {
        switch role {
        case .normal, .border, .keyHintLabel, .barFilled, .button: []
        case .muted, .disabled, .buttonDisabled, .barEmpty: .dim
        case .heading, .success, .buttonPrimary, .keyHint: .bold
        case .accent: [.bold, .underline]
        case .field: .underline
        case .fieldPlaceholder: [.dim, .underline]
        case .warning, .danger: .bold
        case .fieldFocused, .selectedUnfocused: [.bold, .underline]
        case .selected: .reverse
        case .buttonFocused, .banner, .title: [.bold, .reverse]
        }
    }
}
