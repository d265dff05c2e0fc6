import Foundation
import Testing

/// What terminals do on a bad day: they belong to somebody else, take nothing, or show what others wrote.
@Suite("Terminals on a bad day", .serialized, .timeLimit(.minutes(10)))
struct BadDayTests {
    @Test("Ctrl-Z and bg during a run: the shell has its terminal, the run goes on, keys are the shell's; fg brings the page back")
    func background() async throws {
        let place = try await SideBySideTests.Place()
        let console = try await TmuxTerminal("bash --norc -i")
        try await console.type("'\(Program.autoprovision)' --home '\(place.path)'")
        try await console.press("Enter")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON")
        try await console.press("r")
        try await console.wait(for: " left", " of ")
        try await console.press("C-z")
        try await console.wait(for: "Stopped")
        try await console.type("bg")
        try await console.press("Enter")
        try await console.wait(for: "&")
        try await console.type("stty -a > '\(place.home.folder.path)/during'; echo in''terim")
        try await console.press("Enter")
        try await console.wait(for: "interim")
        let before = try await place.sandbox.accounts().count
        let screen = try await console.screen()
        // A key that would stop the run, were it read.
        try await console.press(".")
        try await Self.wait { try await place.sandbox.accounts().count >= before + 4 }
        let now = try await console.screen()
        #expect(now.split(separator: "\n").prefix(6) == screen.split(separator: "\n").prefix(6) && !now.contains(" left"))
        #expect(try await console.modes() == TmuxTerminal.plainModes)
        #expect(try String(contentsOfFile: "\(place.home.folder.path)/during", encoding: .utf8).contains(" echo "))
        try await console.press("C-u")
        try await console.type("fg")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON", " left")
        try await console.press(".")
        try await console.wait(for: "Run 1 ")
    }

    @Test("Started in the background: nothing is painted, read or set until fg; then the console is there")
    func startedInBackground() async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("bash --norc -i")
        try await console.type("stty -a > '\(home.path)/before'; '\(Program.autoprovision)' --home '\(home.path)/home' &")
        try await console.press("Enter")
        try await Self.wait { FileManager.default.fileExists(atPath: "\(home.path)/home") }
        try await console.type("stty -a > '\(home.path)/during'; jobs; echo in''terim")
        try await console.press("Enter")
        try await console.wait(for: "interim", "Running")
        #expect(try await console.modes() == TmuxTerminal.plainModes)
        #expect(
            try String(contentsOfFile: "\(home.path)/before", encoding: .utf8) == String(contentsOfFile: "\(home.path)/during", encoding: .utf8))
        try await console.type("fg")
        try await console.press("Enter")
        try await console.wait(for: "Sign in with an administrator's address")
        try await console.type("admin@cor")
        try await console.wait(for: "admin@cor")
        try await console.press("C-c")
        try await console.wait(untilGone: "Sign in with")
        try await console.type("stty -a > '\(home.path)/after'; echo la''ter")
        try await console.press("Enter")
        try await console.wait(for: "later")
        #expect(try await console.modes() == TmuxTerminal.plainModes)
        #expect(try String(contentsOfFile: "\(home.path)/before", encoding: .utf8) == String(contentsOfFile: "\(home.path)/after", encoding: .utf8))
    }

    @Test("A terminal that takes nothing: the run goes on, and whoever wants it to end is heard at once", arguments: [SIGTERM, SIGHUP, 0])
    func blocked(signal: Int32) async throws {
        let place = try await SideBySideTests.Place()
        var (master, slave) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 128)
        try #require(openpty(&master, &slave, &name, nil, nil) == 0)
        var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
        let before = Self.modes(slave)
        _ = fcntl(master, F_SETFL, fcntl(master, F_GETFL) | O_NONBLOCK)
        defer {
            close(master)
            close(slave)
        }
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let process = try ChildProcess(
            "/usr/bin/env", ["setsid", "-c", Program.autoprovision, "--home", place.path],
            environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"],
            input: path, output: path)
        var output: [UInt8] = []
        func collect() {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(master, &buffer, buffer.count), count > 0 { output += buffer.prefix(count) }
        }
        func shown(_ text: String) async throws {
            try await Self.wait {
                collect()
                return output.firstRange(of: Array(text.utf8)) != nil
            }
        }
        try await shown("RingCentral Office")
        _ = write(master, "\r", 1)
        try await shown("ON")
        _ = write(master, "r", 1)
        try await Self.wait {
            collect()
            return try await place.sandbox.accounts().count > 3
        }
        // From here on nobody reads. Each Ctrl-L would send the whole screen.
        for _ in 0..<300 {
            _ = write(master, "\u{C}", 1)
            try await Task.sleep(for: .milliseconds(5))
        }
        let blocked = try await place.sandbox.accounts().count
        try await Self.wait { try await place.sandbox.accounts().count > blocked + 4 }
        let (asked, start) = (try await place.sandbox.accounts().count, ContinuousClock.now)
        if signal == 0 { _ = write(master, "\u{3}", 1) } else { kill(process.identifier, signal) }
        #expect(await process.exitCode() == 0)
        #expect(ContinuousClock.now - start < .seconds(7))
        // What had begun ended.
        #expect(try await place.sandbox.accounts().count <= asked + 40)
        #expect(Self.modes(slave) == before)
        let kept = output.count
        collect()
        // What was on its way gave way to what brings the normal screen back.
        #expect(output[kept...].firstRange(of: Array("\u{1B}[?1049l".utf8)) != nil)
        #expect(output.count - kept < 140_000)
    }

    @Test("Ctrl-L repaints what somebody else wrote over; the cursor is where the focus is")
    func repaint() async throws {
        let place = try await SideBySideTests.Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON", "Preview")
        for _ in 0..<3 {
            try await console.press("Down")
            try await Self.wait {
                let row = try #require(Int(try await console.ask("#{cursor_y}")))
                let lines = try await console.screen().split(separator: "\n", omittingEmptySubsequences: false)
                // The first line, with the way to the page, has such a sign too.
                return row > 1 && lines.indices.contains(row) && lines[row].contains("›")
            }
        }
        let before = try await console.screen()
        let terminal = try #require(FileHandle(forWritingAtPath: try await console.ask("#{pane_tty}")))
        try terminal.write(contentsOf: Data("\u{1B}[H\u{1B}[2JBroadcast message: the disk is full".utf8))
        try await console.wait(for: "Broadcast message")
        try await console.press("C-l")
        try await console.wait(untilGone: "Broadcast message")
        try await console.wait(for: before.split(separator: "\n").first.map(String.init) ?? "", "[━━●] ON")
    }

    @Test("Copy reaches the clipboard inside tmux as it comes")
    func clipboard() async throws {
        let place = try await SideBySideTests.Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'", columns: 120, rows: 40)
        try await console.wait(for: "RingCentral Office")
        try await console.press("C-p")
        try await console.wait(for: "Where to, or what to do?")
        try await console.type("authorization")
        try await console.press("Enter")
        try await console.wait(for: "[ Reauthorize ]")
        try await console.press("Tab", "Enter")
        try await console.wait(for: "Where it ended", "/restapi/oauth/authorize")
        try await console.press("Tab")
        try await console.press("Y")
        try await console.wait(for: "Copied")
        try await Self.wait { (try? await console.clipboard())?.contains("/restapi/oauth/authorize?") ?? false }
    }

    @Test("A terminal type that this machine does not know is said once, and the console is there")
    func unknownType() async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("TERM=xterm-ghostty '\(Program.autoprovision)' --home '\(home.path)'")
        try await console.wait(for: "Sign in with an administrator's address", "does not know the terminal type \"xterm-ghostty\"")
        try await console.type("a")
        try await console.wait(untilGone: "xterm-ghostty")
    }

    @Test("Ten thousand letters that are pasted without marks are there at once, and keys work")
    func unmarkedPaste() async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.path)'")
        try await console.wait(for: "Sign in with an administrator's address")
        let start = ContinuousClock.now
        for _ in 0..<10 { try await console.type(String(repeating: "jkgG abcde", count: 100)) }
        try await console.press("C-u")
        try await console.type("admin@corp.exampl")
        try await console.wait(for: "admin@corp.exampl")
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    /// Waits until something is so, for at most half a minute.
    private static func wait(_ condition: () async throws -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(30)
        while try await !condition() {
            try #require(ContinuousClock.now < deadline, "It did not come to pass.")
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private static func modes(_ terminal: Int32) -> [UInt8] {
        var modes = termios()
        guard tcgetattr(terminal, &modes) == 0 else { return [] }
        return withUnsafeBytes(of: &modes) { Array($0) }
    }
}
