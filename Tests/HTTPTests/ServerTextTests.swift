import Testing

@testable import HTTP

@Suite("What a server says is kept to a bounded length", .timeLimit(.minutes(1)))
struct ServerTextTests {
    @Test(
        "Text as it is kept",
        arguments: [
            ("The address is taken.", "The address is taken."), ("", ""), ("  two\r\n\tlines \n", "two lines"), ("a\u{1B}[31mred\u{7}", "a [31mred"),
            ("C1\u{9B}31m", "C1 31m"), ("user\u{202E}gpj.exe", "user gpj.exe"), ("\u{2066}isolated\u{2069}", "isolated"), ("a\u{0}b", "a b"),
            ("Zoë 😀 e\u{301}", "Zoë 😀 e\u{301}"), ("family 👨‍👩‍👧", "family 👨‍👩‍👧"),
        ])
    func kept(text: String, kept: String) { #expect(ServerText.bounded(text) == kept) }

    @Test("A long text is cut at the boundary of a character and says so; what fits stays whole")
    func cut() {
        let whole = String(repeating: "é", count: 500)
        #expect(ServerText.bounded(whole) == whole)
        #expect(ServerText.bounded(whole + "é") == whole + "...")
        let flags = ServerText.bounded(String(repeating: "🇩🇪", count: 1_000))
        #expect(flags == String(repeating: "🇩🇪", count: 250) + "...")
        #expect(ServerText.bounded(String(repeating: " ", count: 5_000) + "x") == "...")
    }

    @Test("Twenty megabytes, and one character with a million marks, are bounded too", arguments: ["a", "\u{301}", "\u{1B}", "a\u{301}"])
    func endless(piece: String) {
        let text = "x" + String(repeating: piece, count: 20_000_000 / piece.utf8.count)
        #expect(ServerText.bounded(text).utf8.count <= ServerText.maximumBytes + 3)
    }
}
