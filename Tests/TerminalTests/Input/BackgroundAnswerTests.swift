import Testing

@testable import Terminal

@Suite("The terminal's answer about its background", .timeLimit(.minutes(1)))
struct BackgroundAnswerTests {
    private static let end = "\u{1B}\\"

    @Test(
        "A color in any of the usual forms says whether the background is light or dark",
        arguments: [
            ("\u{1B}]11;rgb:0000/0000/0000\u{07}", TerminalBackground.dark), ("\u{1B}]11;rgb:ffff/ffff/ffff\(end)", .light),
            ("\u{1B}]11;rgb:fdfd/f6f6/e3e3\(end)", .light), ("\u{1B}]11;rgb:0000/2b2b/3636\(end)", .dark), ("\u{1B}]11;rgb:30/0a/24\u{07}", .dark),
            ("\u{1B}]11;rgba:1e1e/1e1e/1e1e/ffff\(end)", .dark), ("\u{1B}]11;rgb:f/f/f\u{07}", .light),
        ])
    func colors(answer: String, background: TerminalBackground) {
        // Whole, and byte by byte as a slow line brings it.
        for pieces in [[Array(answer.utf8)], answer.utf8.map { [$0] }] {
            var decoder = KeyDecoder()
            let events = pieces.flatMap { decoder.feed($0) } + decoder.feed(Array("q".utf8))
            #expect(events == [.key(.character("q"))])
            #expect(decoder.takeBackground().map { TerminalBackground($0) } == background)
            #expect(decoder.takeBackground() == nil)
        }
    }

    @Test(
        "Anything else of that kind means nothing, and no key is lost behind it",
        arguments: [
            "\u{1B}]11;\u{07}", "\u{1B}]11;rgb:zz/00/00\u{07}", "\u{1B}]11;rgb:00000/0/0\u{07}", "\u{1B}]11;rgb:0/0\u{07}", "\u{1B}]11;white\(end)",
            "\u{1B}]10;rgb:0000/0000/0000\(end)", "\u{1B}]11;rgb:-1/-1/-1\u{07}", "\u{1B}]11;" + String(repeating: "f", count: 500) + "\u{07}",
        ])
    func noColor(answer: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array((answer + "q").utf8)) == [.key(.character("q"))])
        #expect(decoder.takeBackground() == nil)
    }

    @Test("An answer that never ends is left by a control character", arguments: ["\u{1B}]11;rgb:00", "\u{1B}]1", "\u{1B}]11;"])
    func cut(beginning: String) {
        var decoder = KeyDecoder()
        #expect(decoder.feed(Array(beginning.utf8)).isEmpty && decoder.waitingTime == nil)
        #expect(decoder.feed([0x03]) == [.key(.control("c"))])
    }

    @Test(
        "COLORFGBG tells it where the terminal sets it",
        arguments: [
            ("15;0", TerminalBackground.dark), ("0;15", .light), ("0;default;15", .light), ("0;7", .light), ("7;8", .dark), ("15;default", nil),
            ("", nil), ("0;99", nil),
        ])
    func environment(value: String, background: TerminalBackground?) {
        #expect(TerminalBackground(environment: ["COLORFGBG": value]) == background)
    }

    @Test("Only news changes what is known, and what was said by hand is not asked for")
    func question() {
        let (white, black) = (TerminalColor(red: 1, green: 1, blue: 1), TerminalColor(red: 0, green: 0, blue: 0))
        var asked = BackgroundQuestion(isAsked: true, background: nil)
        let question = asked.ask()
        #expect(question == "\u{1B}]11;?\u{1B}\\")
        let news = [white, white, black].map { asked.isNews($0) }
        #expect(news == [true, false, true] && asked.background == .dark)
        var told = BackgroundQuestion(isAsked: false, background: .light)
        let (text, isNews) = (told.ask(), told.isNews(black))
        #expect(text.isEmpty && !isNews && told.background == .light)
    }
}
