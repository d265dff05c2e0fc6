import Testing

@testable import Terminal

@Suite("Requests to the terminal", .timeLimit(.minutes(5)))
struct ControlSequenceTests {
    @Test("copying goes through OSC 52, in base 64, so that no text can break out")
    func copy() {
        #expect(
            ControlSequence.copy("Zoë\u{1B}\u{7}", terminalType: "xterm-256color", environment: [:]) == "\u{1B}]52;c;Wm/Dqxs H".replacing(
                " ", with: "") + "\u{7}")
    }

    @Test("GNU Screen gets it in pieces; tmux of another machine, which calls itself screen too, as it is")
    func screen() {
        let text = String(repeating: "x", count: 900)
        let plain = ControlSequence.copy(text, terminalType: "xterm", environment: [:])
        let wrapped = ControlSequence.copy(text, terminalType: "screen-256color", environment: [:])
        #expect(wrapped.hasPrefix("\u{1B}P\u{1B}]52;c;") && wrapped.hasSuffix("\u{1B}\\" + plain))
        #expect(wrapped.dropLast(plain.count).split(separator: "\u{1B}\\").allSatisfy { $0.utf8.count < 768 })
    }

    @Test(
        "tmux gets it as it is and wrapped, to be handed on, whichever of the two it allows",
        arguments: [("tmux-256color", [:]), ("screen-256color", ["TMUX": "x"]), ("xterm-256color", ["TMUX": "x"])] as [(String, [String: String])])
    func tmux(type: String, environment: [String: String]) {
        let plain = ControlSequence.copy("Zoë", terminalType: "xterm", environment: [:])
        #expect(
            ControlSequence.copy("Zoë", terminalType: type, environment: environment) == plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\")
    }

    @Test("a text that is too long for a terminal is cut between characters")
    func long() throws {
        let sequence = ControlSequence.copy(String(repeating: "日", count: 100_000), terminalType: "xterm", environment: [:])
        #expect(sequence.utf8.count < 75_000)
        #expect(sequence.utf8.count > 70_000)
    }

    @Test(
        "A hyperlink is only begun with an address that cannot end it",
        arguments: [
            ("https://a.example/?b=c%20d", true), ("https://a.example/ b", false), ("https://a\u{1B}]8;;", false), ("https://é.example", false),
        ])
    func link(address: String, isTaken: Bool) {
        #expect((ControlSequence.linkStart(address) != nil) == isTaken)
        if isTaken { #expect(ControlSequence.linkStart(address) == "\u{1B}]8;id=autoprovision;\(address)\u{1B}\\") }
    }

    @Test(
        "Hyperlinks go to terminals that take them for what they are",
        arguments: [
            ("xterm-256color", [:], true), ("linux", [:], false), ("vt100", [:], false), ("screen-256color", [:], false),
            ("screen-256color", ["TMUX": "/tmp/x"], true), ("tmux-256color", ["TMUX": "/tmp/x"], true),
            ("xterm-256color", ["VTE_VERSION": "4801"], false),
            ("xterm-256color", ["VTE_VERSION": "6003"], true),
        ] as [(String, [String: String], Bool)])
    func links(type: String, environment: [String: String], areSent: Bool) {
        #expect(ControlSequence.mayShowLinks(terminalType: type, environment: environment) == areSent)
    }

    @Test("delays of old terminals are left out", arguments: [("\u{1B}[H$<5>x", "\u{1B}[Hx"), ("$<50/>", ""), ("a$b", "a$b"), ("$<5", "$<5")])
    @MainActor func delays(capability: String, bytes: String) {
        #expect(TerminalCapabilities.withoutDelays(Array(capability.utf8)) == Array(bytes.utf8))
    }

    @Test(
        "errors end in something to do",
        arguments: [
            (TerminalError.notATerminal, "ssh -t"), (.unknownTerminalType(nil), "export TERM="), (.unknownTerminalType("dumb"), "export TERM="),
            (.unknownTerminalType("vt\u{1B}[31m9000"), "vt\u{FFFD}[31m9000"),
            (.tooSmall(needed: Size(columns: 60, rows: 15), actual: Size(columns: 40, rows: 10)), "60x15"),
            (.alreadyOpen, "Close it"),
        ])
    func errors(error: TerminalError, part: String) {
        #expect(error.description.contains(part))
        #expect(error.description.hasSuffix("."))
        #expect(!error.description.contains("\u{1B}"))
    }
}
