import Foundation
import Testing

/// What arrives in pieces, or is told in the way of another program, means in the running console what it means in one piece.
@Suite("A slow line, and keys told otherwise", .serialized, .timeLimit(.minutes(10)))
struct SlowLineTests {
    /// What arrives after `admin@corp.example` was typed, piece by piece, and what the field holds when an X was typed after it.
    struct Arrival: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let pieces: [String]
        let field: String

        init(_ name: String, _ pieces: [String], _ field: String) { (testDescription, self.pieces, self.field) = (name, pieces, field) }
    }

    static let arrivals = [
        Arrival("an arrow, cut before its letter", ["\u{1B}[", "D"], "admin@corp.examplXe"),
        Arrival("an arrow of the other form, cut before its letter", ["\u{1B}O", "D"], "admin@corp.examplXe"),
        Arrival("an arrow with a modifier, cut in its numbers", ["\u{1B}[1", ";5", "D"], "admin@corp.Xexample"),
        Arrival("Home, cut before its end", ["\u{1B}[1", "~"], "Xadmin@corp.example"),
        Arrival("a report of the mouse, cut twice", ["\u{1B}[<64;3", "0;5", "M"], "admin@corp.exampleX"),
        Arrival("a late answer about the background", ["\u{1B}]11;rgb:1111/", "2222/3333", "\u{1B}\\"], "admin@corp.exampleX"),
        Arrival("a late answer about the kind of terminal", ["\u{1B}[?62", ";1;2", "c"], "admin@corp.exampleX"),
        Arrival("a late answer with a name", ["\u{1B}P>|xterm", "(390)", "\u{1B}\\"], "admin@corp.exampleX"),
        Arrival("a paste that stalls within a line end", ["\u{1B}[200~.one", "\r", "two\u{1B}[20", "1~"], "admin@corp.example.one twoX"),
        Arrival(
            "letters by a keyboard protocol, and that they were let go", ["\u{1B}[97u", "\u{1B}[97;1:3u", "\u{1B}[98;", "1u"], "admin@corp.exampleabX"
        ),
        Arrival("Backspace by a keyboard protocol", ["\u{1B}[127u", "\u{1B}[127;1:3u"], "admin@corp.examplX"),
        Arrival("letters as Windows tells them", ["\u{1B}[65;30;97;1;0;1_", "\u{1B}[65;30;97;0;0;1_"], "admin@corp.exampleaX"),
        Arrival("Alt-Backspace", ["\u{1B}\u{7F}"], "admin@corp.X"),
        Arrival("Alt-Left", ["\u{1B}[1;3D"], "admin@corp.Xexample"),
        Arrival("Alt-b twice", ["\u{1B}b", "\u{1B}b"], "admin@Xcorp.example"),
    ]

    @Test("In a field it is what was meant, and no letter of it is typed", arguments: arrivals)
    func arrival(_ arrival: Arrival) async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.path)'")
        try await console.wait(for: "Sign in with an administrator's address")
        try await console.type("admin@corp.example")
        try await console.wait(for: "admin@corp.example")
        try await console.send(pieces: arrival.pieces)
        try await console.type("X")
        try await console.wait(for: "\(arrival.field)\n", "Sign in with an administrator's address")
    }

    @Test(
        "Keys that lead on, back and out are heard in every protocol that another program left on",
        arguments: [
            ["\u{1B}[13u", "\u{1B}[27u", "\u{1B}[99;5u"], ["\u{1B}[27;1;13~", "\u{1B}[27;1;27~", "\u{1B}[27;5;99~"],
            ["\u{1B}[13;28;13;1;0;1_", "\u{1B}[27;1;27;1;0;1_", "\u{1B}[67;46;3;1;8;1_"],
        ])
    func protocols(keys: [String]) async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.path)'")
        try await console.wait(for: "Sign in with an administrator's address")
        try await console.type("admin@corp.example")
        try await console.wait(for: "admin@corp.example")
        try await console.send(pieces: [keys[0]])
        try await console.wait(for: "Signed in as")
        try await console.press("?")
        try await console.wait(for: "Ctrl-C", "Leave at once")
        try await console.send(pieces: [keys[1]])
        try await console.wait(untilGone: "Leave at once")
        try await console.send(pieces: [keys[2]])
        try await console.wait(for: "[exit code 0]")
        #expect(try await console.modes() == TmuxTerminal.plainModes)
    }
}
