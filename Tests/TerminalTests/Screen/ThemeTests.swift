import Foundation
import Testing

@testable import Terminal

@Suite("Themes", .timeLimit(.minutes(5)))
struct ThemeTests {
    struct Palette: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Black, red, green, yellow, blue, magenta, cyan, white.
        var colours: [UInt32]
    }

    static let palettes = [
        Palette(testDescription: "xterm", colours: [0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5]),
        Palette(testDescription: "GNOME (Tango)", colours: [0x2E3436, 0xCC0000, 0x4E9A06, 0xC4A000, 0x3465A4, 0x75507B, 0x06989A, 0xD3D7CF]),
        Palette(testDescription: "Windows (Campbell)", colours: [0x0C0C0C, 0xC50F1F, 0x13A10E, 0xC19C00, 0x0037DA, 0x881798, 0x3A96DD, 0xCCCCCC]),
    ]

    @Test("every role is readable on white and on black", arguments: palettes, [0xFFFFFF, 0x000000] as [UInt32])
    func contrast(palette: Palette, terminalBackground: UInt32) {
        expectContrast(3, in: .basic, palette, on: terminalBackground, foreground: terminalBackground == 0 ? 0xFFFFFF : 0x000000)
    }

    @Test("With few colours on a background that is known to be dark, only a banner brings one of its own", arguments: palettes)
    func fewOnDark(palette: Palette) {
        expectContrast(3, in: .basicOnDark, palette, on: 0x000000, foreground: 0xFFFFFF)
        #expect(Role.allCases.filter { Theme.basicOnDark[$0].background != nil } == [.banner])
    }

    @Test(
        "With 256 colours every role is readable on light and on dark backgrounds as they are common",
        arguments: [0xFFFFFF, 0xFDF6E3, 0xF5F5F5, 0x000000, 0x002B36, 0x1E1E1E, 0x0D1117] as [UInt32])
    func shades(terminalBackground: UInt32) {
        expectContrast(3, in: .shaded, Self.palettes[0], on: terminalBackground, foreground: usualForeground(on: terminalBackground))
    }

    @Test(
        "On a background that is known, every role's text has a contrast of 4.5 and more (WCAG 2.2, level AA)",
        arguments: [
            (Theme.light, 0xFFFFFF), (.light, 0xFDF6E3), (.light, 0xF5F5F5), (.light, 0xEEEEEE), (.dark, 0x000000), (.dark, 0x1E1E1E),
            (.dark, 0x0D1117),
            (.dark, 0x282C34), (.dark, 0x300A24), (.dark, 0x002B36),
        ] as [(Theme, UInt32)])
    func knownBackground(theme: Theme, terminalBackground: UInt32) {
        expectContrast(4.5, in: theme, Self.palettes[0], on: terminalBackground, foreground: usualForeground(on: terminalBackground))
    }

    @Test(
        "Each of the four jobs has one color: what has the focus has the accent, and nothing else has it", arguments: [Theme.light, .dark, .shaded])
    func jobs(theme: Theme) {
        let accents: Set<Role> = [.selected, .buttonFocused, .fieldFocused, .buttonPrimary]
        let accent = theme[.buttonPrimary].foreground
        for role in Role.allCases {
            let colours = [theme[role].foreground, theme[role].background].compactMap { $0 }
            #expect(colours.contains { $0 == accent } == accents.contains(role), "\(role)")
        }
        for role in [Role.normal, .heading, .accent, .field, .button, .keyHint] { #expect(theme[role].foreground == nil, "\(role) is data") }
        let states = [Role.success, .warning, .danger].map { theme[$0].foreground }
        #expect(Set(states).count == 3 && !states.contains(theme[.muted].foreground))
        for role in [Role.border, .keyHintLabel, .disabled, .barEmpty, .fieldPlaceholder] {
            #expect(theme[role].foreground == theme[.muted].foreground, "\(role)")
        }
    }

    @Test(
        "Roles that must be told apart differ in more than colour, in every theme",
        arguments: [Theme.basic, .basicOnDark, .shaded, .light, .dark, .monochrome])
    func notByColourAlone(theme: Theme) {
        // What is drawn beside them says the rest: marks and words (the pages' tests).
        for role in [Role.selected, .selectedUnfocused, .fieldFocused, .buttonFocused, .heading, .danger, .warning, .title, .banner] {
            let style = theme[role]
            #expect(!style.attributes.isEmpty || style.background != nil, "\(role)")
        }
    }

    @Test(
        "The number of colours chooses the theme; a shade has the same tint by number and by red, green and blue",
        arguments: [(0, Theme.monochrome), (2, .monochrome), (8, .basic), (16, .basic), (88, .basic), (256, .shaded), (16_777_216, .shaded)])
    func fitting(colours: Int, theme: Theme) {
        for role in Role.allCases { #expect(Theme.fitting(colours: colours)[role] == theme[role]) }
        for background in TerminalBackground.allCases where colours < 256 {
            let known = colours >= 8 && background == .dark ? Theme.basicOnDark : theme
            for role in Role.allCases { #expect(Theme.fitting(colours: colours, background: background)[role] == known[role]) }
        }
        #expect(Colour.shade(0, 2, 4).number(isDirect: false) == 32 && Colour.shade(0, 2, 4).rgb == 0x0087D7)
        #expect(Colour.shade(0, 2, 4).number(isDirect: true) == 0x0087D7 && Colour.basic(.red).number(isDirect: true) == 1)
    }

    /// Every role of a theme has at least this contrast on such a terminal.
    private func expectContrast(
        _ least: Double, in theme: Theme, _ palette: Palette, on terminalBackground: UInt32, foreground terminalForeground: UInt32
    ) {
        for role in Role.allCases {
            let style = theme[role]
            let foreground = style.foreground.map { colour($0, palette) } ?? terminalForeground
            let background = style.background.map { colour($0, palette) } ?? terminalBackground
            // Text on a background of its own must not depend on the terminal's colour.
            #expect((style.background == nil) || (style.foreground != nil), "\(role)")
            #expect(contrastRatio(foreground, background) >= least, "\(role): \(contrastRatio(foreground, background))")
        }
    }

    private func usualForeground(on background: UInt32) -> UInt32 { luminance(background) < 0.5 ? 0xEEEEEE : 0x111111 }

    private func colour(_ colour: Colour, _ palette: Palette) -> UInt32 {
        switch colour {
        case .basic(let basic): palette.colours[Int(basic.rawValue)]
        case .shade, .grey: UInt32(colour.rgb ?? 0)
        }
    }

    @Test(
        "without colours every role that must stand out has an attribute",
        arguments: [
            Role.heading, .accent, .success, .warning, .danger, .selected, .selectedUnfocused, .disabled, .field, .fieldPlaceholder, .fieldFocused,
            .buttonFocused,
            .buttonDisabled, .banner, .title,
        ])
    func monochrome(role: Role) {
        let style = Theme.monochrome[role]
        #expect(!style.attributes.isEmpty)
        #expect(style.foreground == nil)
        #expect(style.background == nil)
    }

    /// WCAG 2.2, "contrast ratio".
    private func contrastRatio(_ first: UInt32, _ second: UInt32) -> Double {
        let (bright, dark) = (max(luminance(first), luminance(second)), min(luminance(first), luminance(second)))
        return (bright + 0.05) / (dark + 0.05)
    }

    private func luminance(_ colour: UInt32) -> Double {
        func channel(_ shift: UInt32) -> Double {
            let value = Double((colour >> shift) & 0xFF) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }
}
