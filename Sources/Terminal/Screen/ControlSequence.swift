import Foundation

/// Requests to the terminal that ncurses does not make (XTerm Control Sequences).
enum ControlSequence {
    /// Pasted text is marked as such.
    static let pasteOn = "\u{1B}[?2004h"
    static let pasteOff = "\u{1B}[?2004l"
    /// Buttons and wheel are reported, in decimal numbers.
    static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
    static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

    // xterm takes no more in one sequence.
    private static let maximumClipboardBytes = 74_000
    // GNU Screen hands strings through in pieces of at most 768 bytes.
    private static let screenPieceLength = 700

    /// Puts text into the clipboard (OSC 52). GNU Screen needs it wrapped; tmux, which often calls itself screen too, does not. A text that is
    /// too long loses its end.
    static func copy(_ text: String, terminalType: String, environment: [String: String]) -> String {
        var clipped = Data(text.utf8.prefix(maximumClipboardBytes * 3 / 4))
        // Not half a character at the end.
        while String(data: clipped, encoding: .utf8) == nil, !clipped.isEmpty { clipped.removeLast() }
        let sequence = "\u{1B}]52;c;\(clipped.base64EncodedString())\u{07}"
        guard terminalType.hasPrefix("screen"), environment["TMUX"] == nil else { return sequence }
        var wrapped = ""
        var rest = sequence[...]
        while !rest.isEmpty {
            wrapped += "\u{1B}P" + rest.prefix(screenPieceLength) + "\u{1B}\\"
            rest = rest.dropFirst(screenPieceLength)
        }
        return wrapped
    }
}
