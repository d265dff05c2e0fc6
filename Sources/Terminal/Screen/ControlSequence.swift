import Foundation

/// Requests to the terminal that ncurses does not make (XTerm Control Sequences).
enum ControlSequence {
    /// Pasted text is marked as such.
    static let pasteOn = "\u{1B}[?2004h"
    static let pasteOff = "\u{1B}[?2004l"
    /// Buttons and wheel are reported, in decimal numbers.
    static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

    /// Ends a hyperlink (OSC 8).
    static let linkEnd = "\u{1B}]8;;\u{1B}\\"

    /// Begins a hyperlink; its lines are one link, wherever they are broken. nil when the address holds something that no address may, and could end the sequence.
    static func linkStart(_ address: String) -> String? {
        guard address.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), address.utf8.count <= 2_083 else { return nil }
        return "\u{1B}]8;id=autoprovision;\(address)\u{1B}\\"
    }

    /// Whether hyperlinks may be sent: types whose terminals show them or at least take them for what they are. The first VTE with hyperlinks is 0.50.
    static func mayShowLinks(terminalType: String, environment: [String: String]) -> Bool {
        if let version = environment["VTE_VERSION"].flatMap({ Int($0) }), version < 5_000 { return false }
        return takesStrings(terminalType: terminalType, environment: environment)
    }

    /// Whether the type's terminals take a string (`ESC ]`) for what it is; others may print it.
    static func takesStrings(terminalType: String, environment: [String: String]) -> Bool {
        if terminalType.hasPrefix("screen") { return environment["TMUX"] != nil }
        return ["xterm", "tmux", "foot", "alacritty", "kitty", "wezterm", "ghostty", "konsole", "vte", "gnome", "iterm", "mintty", "contour", "rio"]
            .contains { terminalType.hasPrefix($0) }
    }

    // xterm takes no more in one sequence.
    private static let maximumClipboardBytes = 74_000
    // GNU Screen hands strings through in pieces of at most 768 bytes.
    private static let screenPieceLength = 700

    /// As much of a text as a clipboard takes; the end of a longer one is lost.
    static func clipped(_ text: String) -> Data {
        var clipped = Data(text.utf8.prefix(maximumClipboardBytes * 3 / 4))
        // Not half a character at the end.
        while String(data: clipped, encoding: .utf8) == nil, !clipped.isEmpty { clipped.removeLast() }
        return clipped
    }

    /// Puts text into the clipboard (OSC 52), whatever stands between this program and the terminal: GNU Screen and tmux hand on what is wrapped for them
    /// (tmux: `allow-passthrough`), tmux also takes it as it is (`set-clipboard on`). Each ignores what is meant for the other.
    static func copy(_ text: String, terminalType: String, environment: [String: String]) -> String {
        let sequence = "\u{1B}]52;c;\(clipped(text).base64EncodedString())\u{07}"
        if environment["TMUX"] != nil || terminalType.hasPrefix("tmux") {
            return sequence + "\u{1B}Ptmux;" + sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}") + "\u{1B}\\"
        }
        guard terminalType.hasPrefix("screen") else { return sequence }
        var wrapped = ""
        var rest = sequence[...]
        while !rest.isEmpty {
            wrapped += "\u{1B}P" + rest.prefix(screenPieceLength) + "\u{1B}\\"
            rest = rest.dropFirst(screenPieceLength)
        }
        // tmux on another machine calls itself screen too.
        return wrapped + sequence
    }
}
