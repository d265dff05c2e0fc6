import Foundation
import Testing

@testable import Terminal

/// What is opened as a screen, and what is refused. One suite with the others, because there is one screen at a time.
extension TerminalScreenTests {
    @Test(
        "a type that this machine does not know is shown by the nearest one that it knows, which is said",
        arguments: [("xterm-ghostty", "xterm-256color"), ("foot", "xterm-256color"), ("no-such-type", "xterm-256color"), ("linux-no-such", "linux")])
    func unknownType(name: String, used: String) async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal, ["TERM": name]))
        defer { screen.close() }
        #expect(screen.notice?.contains("\"\(name)\"") == true && screen.notice?.contains("\"\(used)\"") == true)
        screen.present(canvas(screen, "shown"))
        #expect(await terminal.output(through: "shown").hasSuffix("shown"))
        let known = try PseudoTerminal()
        screen.close()
        let usual = try TerminalScreen.open(options: options(known))
        defer { usual.close() }
        #expect(usual.notice == nil)
    }

    @Test("a size that nobody can see takes bounded memory")
    func absurdSize() throws {
        let terminal = try PseudoTerminal(columns: .max, rows: .max)
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        #expect(screen.size == WindowSize.largest)
        screen.present(canvas(screen, "still here"))
    }

    @Test(
        "a terminal that cannot show a screen is refused and left alone",
        arguments: [
            (["TERM": ""], TerminalError.unknownTerminalType(nil)), (["TERM": "dumb"], .unknownTerminalType("dumb")),
            (["TERM": "unknown"], .unknownTerminalType("unknown")), (["TERM": "a b"], .unknownTerminalType("a b")),
            (["TERM": "../../etc/passwd"], .unknownTerminalType("../../etc/passwd")),
        ])
    func refused(environment: [String: String], error: TerminalError) throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        #expect(throws: error) { try TerminalScreen.open(options: options(terminal, environment)) }
        #expect(terminal.modes == before)
        #expect(terminal.position == 0)
    }

    @Test("a small terminal is refused when it opens", arguments: [(39, 24), (80, 7), (1, 1)] as [(UInt16, UInt16)])
    func small(columns: UInt16, rows: UInt16) throws {
        let terminal = try PseudoTerminal(columns: columns, rows: rows)
        let error = TerminalError.tooSmall(needed: Size(columns: 40, rows: 8), actual: Size(columns: Int(columns), rows: Int(rows)))
        #expect(throws: error) { try TerminalScreen.open(options: options(terminal)) }
    }

    @Test("files and pipes are no terminals, and there is one screen at a time")
    func noTerminal() throws {
        let file = open("/dev/null", O_RDWR)
        defer { close(file) }
        #expect(throws: TerminalError.notATerminal) { try TerminalScreen.open(options: TerminalOptions(input: file, output: file)) }
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        #expect(throws: TerminalError.alreadyOpen) { try TerminalScreen.open(options: options(terminal)) }
    }
}
