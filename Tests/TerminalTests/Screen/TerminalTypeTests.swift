import Testing

@testable import Terminal

@Suite("Terminals that this machine does not know", .timeLimit(.minutes(1)))
struct TerminalTypeTests {
    @Test(
        "the nearest descriptions, in order",
        arguments: [
            ("xterm-ghostty", ["xterm-ghostty", "xterm-256color", "xterm", "vt100", "ansi"]),
            ("xterm-kitty", ["xterm-kitty", "xterm-256color", "xterm", "vt100", "ansi"]),
            ("foot", ["foot", "xterm-256color", "xterm", "vt100", "ansi"]),
            ("foot-direct", ["foot-direct", "foot-256color", "foot", "xterm-256color", "xterm", "vt100", "ansi"]),
            ("tmux-direct", ["tmux-direct", "tmux-256color", "tmux", "screen-256color", "screen", "xterm-256color", "xterm", "vt100", "ansi"]),
            (
                "screen.xterm-256color",
                ["screen.xterm-256color", "screen.xterm", "screen-256color", "screen", "xterm-256color", "xterm", "vt100", "ansi"]
            ),
            ("rxvt-unicode-24bit", ["rxvt-unicode-24bit", "rxvt-unicode-256color", "rxvt-unicode", "rxvt-256color", "rxvt"]),
            ("linux-16color", ["linux-16color", "linux-256color", "linux"]),
            ("vt320", ["vt320", "vt220", "vt102", "vt100"]),
            ("../../etc/passwd", ["../../etc/passwd"]), ("", [""]), ("x\u{1B}y", ["x\u{1B}y"]),
        ])
    func nearest(name: String, candidates: [String]) {
        #expect(Array(TerminalType.candidates(for: name).prefix(candidates.count)) == candidates)
        #expect(Set(TerminalType.candidates(for: name)).count == TerminalType.candidates(for: name).count)
    }
}
