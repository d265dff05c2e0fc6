import Foundation
import Testing

@testable import Terminal

/// Drives ncurses in a real pseudo-terminal. ncurses and signals belong to the whole process: one test at a time.
@MainActor
@Suite("The real terminal", .serialized, .timeLimit(.minutes(1)))
struct TerminalScreenTests {
    static let environment = ["TERM": "xterm-256color", "LANG": "C.UTF-8"]

    func options(_ terminal: PseudoTerminal, _ environment: [String: String] = [:]) -> TerminalOptions {
        TerminalOptions(
            input: terminal.slave, output: terminal.slave,
            environment: Self.environment.merging(environment) { $1 })
    }

    func canvas(_ screen: TerminalScreen, _ text: String, role: Role = .normal) -> Canvas {
        var canvas = Canvas(size: screen.size, symbols: screen.symbols)
        canvas.text(text, at: Point(column: 1, row: 1), role: role)
        return canvas
    }

    func events(_ count: Int, of screen: TerminalScreen) async -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        for await event in screen.events {
            events.append(event)
            if events.count == count { break }
        }
        return events
    }

    @Test("leaves the terminal as it was found", arguments: ["xterm-256color", "xterm", "vt100", "linux", "screen", "tmux-256color"])
    func restored(type: String) async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        let screen = try TerminalScreen.open(options: options(terminal, ["TERM": type]))
        screen.present(canvas(screen, "hello"))
        #expect(await terminal.output(through: "hello").hasSuffix("hello"))
        #expect(terminal.modes != before)
        let position = terminal.position
        screen.close()
        screen.close()
        #expect(terminal.modes == before)
        #expect(await terminal.output(through: "\u{1B}[?2004l", from: position).hasSuffix("\u{1B}[?2004l"))
        var remaining = screen.events.makeAsyncIterator()
        #expect(await remaining.next() == nil)
    }

    @Test(
        "keys arrive, in both forms of the arrows",
        arguments: [
            ("\u{1B}[A", Key.up), ("\u{1B}OA", .up), ("\u{1B}[D", .left), ("\u{1B}OD", .left), ("\u{1B}[5~", .pageUp), ("\u{1B}[Z", .backTab),
            ("\u{1B}OP", .function(1)),
            ("\r", .enter), ("\u{7F}", .backspace), ("\u{3}", .control("c")), ("é", .character("é")), ("日", .character("日")), ("\u{1B}", .escape),
        ])
    func keys(bytes: String, key: Key) async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        terminal.type(bytes)
        #expect(await events(1, of: screen) == [.key(key)])
    }

    @Test("a UTF-8 character in two reads, then a paste, the mouse and a burst")
    func input() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        terminal.type([0xC3])
        terminal.type([0xA9])
        #expect(await events(1, of: screen) == [.key(.character("é"))])
        terminal.type("\u{1B}[200~https://x/?a=b\r\u{1B}[201~")
        #expect(await events(1, of: screen) == [.paste("https://x/?a=b\n")])
        terminal.type("\u{1B}[<0;3;4M")
        #expect(await events(1, of: screen) == [.mouse(.press(Point(column: 2, row: 3)))])
        terminal.type(String(repeating: "\u{1B}[B", count: 400))
        #expect(await events(400, of: screen) == Array(repeating: .key(.down), count: 400))
    }

    @Test("only what changed is sent")
    func difference() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        var full = Canvas(size: screen.size)
        full.fill(full.bounds, with: "x")
        screen.present(full)
        // The last cell is written without wrapping to the next line; only then the first picture was sent whole.
        let picture = await terminal.output(through: "x\u{1B}[?7h")
        #expect(picture.count { $0 == "x" } >= 80 * 24)
        let position = terminal.position
        screen.present(full)
        full.text("OTHER", at: Point(column: 40, row: 10))
        screen.present(full)
        let sent = await terminal.output(through: "OTHER", from: position)
        #expect(sent.utf8.count < 60)
        #expect(!sent.contains("x"))
    }

    @Test("wide characters, marks and what cannot be shown")
    func unicode() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        #expect(screen.symbols == .unicode)
        screen.present(canvas(screen, "日本 e\u{301} 👨‍👩‍👧 \u{1B}[2J end"))
        #expect(await terminal.output(through: " end").contains("日本 e\u{301} 👨 \u{FFFD}[2J end"))
    }

    @Test("ASCII only where the locale knows nothing else", arguments: [["LC_ALL": "C"], ["LANG": "POSIX"], ["LANG": ""]])
    func ascii(environment: [String: String]) async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal, environment))
        defer { screen.close() }
        #expect(screen.symbols == .ascii)
        var canvas = Canvas(size: screen.size, symbols: .unicode)
        canvas.text("Zoë 日 → end", at: Point(column: 0, row: 0))
        screen.present(canvas)
        let output = await terminal.output(through: " end")
        #expect(output.contains("Zoe ?? > end"))
        #expect(output.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("a UTF-8 locale that is not installed here still means UTF-8")
    func foreignLocale() throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal, ["LANG": "tlh_QO.UTF-8"]))
        defer { screen.close() }
        #expect(screen.symbols == .unicode)
    }

    @Test(
        "as many colours as the terminal has, unless NO_COLOR is set and not empty",
        arguments: [
            ([:], "38;5;196m"), (["NO_COLOR": "1"], nil), (["NO_COLOR": ""], "38;5;196m"), (["TERM": "vt100"], nil),
            (["TERM": "xterm"], "\u{1B}[31m"),
            (["TERM": "linux"], "\u{1B}[31m"), (["TERM": "xterm-mono"], nil),
        ] as [([String: String], String?)])
    func colour(environment: [String: String], sequence: String?) async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal, environment))
        defer { screen.close() }
        #expect(screen.usesColour == (sequence != nil))
        screen.present(canvas(screen, "danger", role: .danger))
        let output = await terminal.output(through: "danger")
        if let sequence { #expect(output.contains(sequence)) } else { #expect(!output.contains("[31m") && !output.contains("38;5;")) }
    }

    @Test("The rows of an address lead there where the terminal knows how, are plain text everywhere, and lead nowhere after they are gone")
    func link() async throws {
        let (start, end) = ("\u{1B}]8;id=autoprovision;https://a.example/x\u{1B}\\", ControlSequence.linkEnd)
        for (type, isLinked) in [("xterm-256color", true), ("linux", false)] {
            let terminal = try PseudoTerminal()
            let screen = try TerminalScreen.open(options: options(terminal, ["TERM": type]))
            defer { screen.close() }
            var first = canvas(screen, "before")
            first.text("https://a.exam", at: Point(column: 1, row: 3))
            first.text("ple/x", at: Point(column: 1, row: 4))
            first.hyperlink("https://a.example/x", rows: 3..<5)
            screen.present(first)
            let shown = await terminal.output(through: isLinked ? end : "ple/x")
            #expect(shown.contains(start) == isLinked && shown.contains("https://a.exam") && shown.contains("ple/x"))
            if isLinked {
                #expect(
                    shown.components(separatedBy: start)[1].contains("https://a.exam") && !shown.components(separatedBy: start)[1].contains("before"))
            }
            let position = terminal.position
            var second = canvas(screen, "after!")
            second.text("https://a.exam", at: Point(column: 1, row: 3))
            screen.present(second)
            screen.present(second)
            // Alike, but sent again, so that it leads nowhere any more.
            let text = await terminal.output(through: isLinked ? "https://a.exam" : "after!", from: position)
            #expect(!text.contains("\u{1B}]8;id"))
        }
    }

    @Test("a new size is reported and painted")
    func resize() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        for (columns, rows) in [(100, 40), (10, 3), (200, 60)] as [(UInt16, UInt16)] {
            terminal.resize(columns: columns, rows: rows)
            kill(getpid(), SIGWINCH)
            let size = Size(columns: Int(columns), rows: Int(rows))
            #expect(await events(1, of: screen) == [.resized(size)])
            #expect(screen.size == size)
            let position = terminal.position
            var canvas = Canvas(size: size)
            canvas.text("at\(rows)", at: Point(column: 0, row: Int(rows) - 1))
            screen.present(canvas)
            #expect(await terminal.output(through: "at\(rows)", from: position).hasSuffix("at\(rows)"))
        }
    }

    @Test(
        "a canvas of another size than the window does no harm",
        arguments: [Size(columns: 200, rows: 100), Size(columns: 5, rows: 2), Size(columns: 0, rows: 0)])
    func otherSize(size: Size) async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        var other = Canvas(size: size)
        other.fill(other.bounds, with: "日")
        other.cursor = Point(column: size.columns - 1, row: size.rows - 1)
        screen.present(other)
        screen.copyToClipboard("between")
        screen.present(canvas(screen, "after"))
        #expect(await terminal.output(through: "after").hasSuffix("after"))
    }

    @Test(
        "signals become events, and the previous handlers come back",
        arguments: [
            (SIGTERM, TerminalEvent.terminated), (SIGINT, .interrupted), (SIGHUP, .hungUp), (SIGCONT, .resumed),
        ])
    func signals(number: Int32, event: TerminalEvent) async throws {
        let terminal = try PseudoTerminal()
        var before = sigaction()
        sigaction(number, nil, &before)
        let screen = try TerminalScreen.open(options: options(terminal))
        kill(getpid(), number)
        #expect(await events(1, of: screen) == [event])
        screen.close()
        var after = sigaction()
        sigaction(number, nil, &after)
        #expect(withUnsafeBytes(of: &before.__sigaction_handler) { Array($0) } == withUnsafeBytes(of: &after.__sigaction_handler) { Array($0) })
    }

    @Test("a terminal that goes away is reported once")
    func hangUp() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        terminal.hangUp()
        #expect(await events(1, of: screen) == [.hungUp])
        screen.present(Canvas(size: screen.size))
        screen.close()
        var remaining = screen.events.makeAsyncIterator()
        #expect(await remaining.next() == nil)
    }

    @Test("the mouse is reported only while it is switched on")
    func mouse() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        screen.setMouse(true)
        #expect(await terminal.output(through: "\u{1B}[?1006h").contains("\u{1B}[?1000h"))
        screen.setMouse(false)
        #expect(await terminal.output(through: "\u{1B}[?1000l").hasSuffix("\u{1B}[?1000l"))
    }

    @Test("the cursor is shown in a field and hidden elsewhere")
    func cursor() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        var canvas = canvas(screen, "one")
        screen.present(canvas)
        #expect(await terminal.output(through: "one").contains("\u{1B}[?25l"))
        let position = terminal.position
        canvas.cursor = Point(column: 4, row: 6)
        screen.present(canvas)
        #expect(await terminal.output(through: "\u{1B}[7;5H", from: position).utf8.count < 40)
    }

    @Test("the cursor is at what has the focus, unseen, and follows it")
    func focus() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        for row in [3, 9, 4] {
            var canvas = Canvas(size: screen.size)
            canvas.text("first", at: Point(column: 5, row: 3))
            canvas.text("second", at: Point(column: 5, row: 9))
            canvas.text("last", at: Point(column: 5, row: 20))
            canvas.restyle(Rect(column: 5, row: row, columns: 8, rows: 1), role: .selected)
            let position = terminal.position
            screen.present(canvas)
            #expect(await terminal.output(through: "\u{1B}[\(row + 1);6H", from: position).contains("\u{1B}[\(row + 1);6H"))
        }
    }

    @Test("a character that is newer than the C library stands for itself in a mark of its width, and what follows is in its column")
    func newerCharacter() async throws {
        let terminal = try PseudoTerminal()
        let screen = try TerminalScreen.open(options: options(terminal))
        defer { screen.close() }
        screen.present(canvas(screen, "a\u{1FAE9}b end"))
        let shown = await terminal.output(through: "end")
        #expect(shown.contains("a\u{FFFD} b end") || shown.contains("a\u{1FAE9}b end"), "\(shown.debugDescription)")
    }
}
