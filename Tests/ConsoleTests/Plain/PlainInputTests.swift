import Terminal
import Testing

@testable import Console

@Suite("What a line means in plain mode", .timeLimit(.minutes(5)))
struct PlainInputTests {
    @Test(
        "Without a field lines are numbers, keys and words",
        arguments: [
            ("", .key(.enter)), ("  ", .key(.enter)), ("3", .number(3)), ("99", .number(99)), ("?", .help), ("HELP", .help), (":", .palette("")),
            (": pre", .palette("pre")), ("back", .key(.escape)), ("tab", .key(.tab)), ("more", .key(.pageDown)), ("space", .key(.character(" "))),
            ("x", .key(.character("x"))), ("+", .key(.character("+"))), ("R", .key(.character("R"))), ("F1", .key(.function(1))), ("q", .quit),
            ("quit", .quit), ("read", .read), ("/zoe", .search("zoe")), ("/", .key(.character("/"))), ("=text", .text("text")),
            ("http://127.0.0.1:1/?code=2", .unknown("http://127.0.0.1:1/?code=2")), ("\u{1B}[B", .events([.key(.down)])),
        ] as [(String, PlainInput)])
    func keys(line: String, meaning: PlainInput) {
        #expect(PlainInput(line, field: nil) { $0 < 10 } == meaning)
    }

    @Test(
        "In a field a line is its text, but for what was said with a number and for the words; = makes text of anything",
        arguments: [
            ("", .key(.enter)), ("3", .number(3)), ("8765", .text("8765")), ("zoe", .text("zoe")), ("x", .text("x")), ("/zoe", .text("/zoe")),
            ("=3", .text("3")), ("=back", .text("back")), ("=", .text("")), ("back", .key(.escape)), ("?", .help), ("q", .text("q")), ("quit", .quit),
        ] as [(String, PlainInput)])
    func field(line: String, meaning: PlainInput) {
        #expect(PlainInput(line, field: .init(label: "Text", isSecret: false)) { $0 < 10 } == meaning)
    }

    @Test("A secret may look like anything", arguments: ["3", "back", "=x", ":", "?", " x "])
    func secret(line: String) {
        #expect(PlainInput(line, field: .init(label: "Secret", isSecret: true)) { $0 < 10 } == .text(line))
    }
}
