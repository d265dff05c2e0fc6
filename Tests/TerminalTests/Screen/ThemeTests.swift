import Foundation
import Terminal
import Testing

@Suite("Themes")
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
        let terminalForeground: UInt32 = terminalBackground == 0 ? 0xFFFFFF : 0x000000
        for role in Role.allCases {
            let style = Theme.automatic[role]
            let foreground = style.foreground.map { palette.colours[Int($0.rawValue)] } ?? terminalForeground
            let background = style.background.map { palette.colours[Int($0.rawValue)] } ?? terminalBackground
            // Text on a background of its own must not depend on the terminal's colour.
            #expect((style.background == nil) || (style.foreground != nil), "\(role)")
            #expect(contrastRatio(foreground, background) >= 3, "\(role)")
        }
    }

    @Test(
        "without colours every role that must stand out has an attribute",
        arguments: [
            Role.heading, .accent, .success, .warning, .danger, .selected, .selectedUnfocused, .disabled, .field, .fieldFocused, .buttonFocused,
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
