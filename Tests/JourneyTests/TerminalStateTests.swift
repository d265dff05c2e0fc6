import Foundation
import Testing

/// What is done to the terminal from outside: sizes, stops and ends.
@Suite("The terminal, whatever happens", .serialized, .timeLimit(.minutes(10)))
struct TerminalStateTests {
    @Test("A storm of sizes, some too small, while a run goes on: afterwards the screen is what a fresh console shows")
    func resizeStorm() async throws {
        let place = try await SideBySideTests.Place()
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON")
        try await console.press("r")
        try await console.wait(for: " left", " of ")
        let sizes = [(60, 15), (300, 100), (20, 5), (59, 24), (80, 14), (140, 50), (61, 16), (200, 20), (60, 100), (2, 2), (300, 15), (100, 30)]
        for _ in 0..<4 {
            for (columns, rows) in sizes { try await console.resize(columns: columns, rows: rows) }
        }
        try await console.resize(columns: 30, rows: 8)
        try await console.wait(for: "Enlarge it to 40")
        try await console.resize(columns: 100, rows: 30)
        try await console.wait(for: " left", "[━━●] ON")
        try await console.press(".")
        try await console.wait(for: "Run 1 ")
        try await console.wait(untilGone: " left")
        let fresh = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.path)'", columns: 100, rows: 30)
        try await fresh.wait(for: "RingCentral Office")
        try await fresh.press("Enter")
        // How old the failure is comes last.
        try await fresh.wait(for: "[━━●] ON", "People", "needs you, since")
        // All but the last words about the run.
        let wanted = try await fresh.screen().split(separator: "\n", omittingEmptySubsequences: false).dropLast(3).joined(separator: "\n")
        try await console.wait(for: wanted)
    }

    @Test("Ctrl-Z gives the shell its terminal back; fg brings the page back with what was typed")
    func suspended() async throws {
        let home = try TemporaryFolder()
        let console = try await TmuxTerminal("bash --norc -i")
        try await console.type("stty -a > '\(home.path)/before'; '\(Program.autoprovision)' --home '\(home.path)'")
        try await console.press("Enter")
        try await console.wait(for: "Sign in with an administrator's address")
        try await console.type("admin@cor")
        try await console.wait(for: "admin@cor")
        try await console.press("C-z")
        try await console.wait(for: "Stopped")
        #expect(try await console.modes() == TmuxTerminal.plainModes)
        try await console.type("stty -a > '\(home.path)/after'; echo in''terim")
        try await console.press("Enter")
        try await console.wait(for: "interim")
        let (old, new) = (
            try String(contentsOfFile: "\(home.path)/before", encoding: .utf8), try String(contentsOfFile: "\(home.path)/after", encoding: .utf8)
        )
        #expect(old == new)
        try await console.type("fg")
        try await console.press("Enter")
        try await console.wait(for: "Sign in with an administrator's address", "admin@cor")
        try await console.type("p.example")
        try await console.wait(for: "admin@corp.example")
        try await console.wait(untilGone: "Stopped")
    }

    @Test(
        "Killed from outside, and after a crash: the terminal's modes, its cursor, its screen and its mouse are as before",
        // The last is a real-time signal, for which the program has no use.
        arguments: [
            SIGTERM, SIGHUP, SIGINT, SIGABRT, SIGSEGV, SIGBUS, SIGQUIT, SIGSYS, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGIO, SIGPWR,
            40,
        ])
    func killed(signal: Int32) async throws {
        let home = try TemporaryFolder()
        let (before, after) = ("\(home.path)/before", "\(home.path)/after")
        let console = try await TmuxTerminal(
            // Swift's own backtrace would wait for a key.
            "stty -a > '\(before)'; SWIFT_BACKTRACE=enable=no '\(Program.autoprovision)' --home '\(home.path)/home'; code=$?; stty -a > '\(after)'; (exit $code)"
        )
        try await console.wait(for: "Sign in with an administrator's address")
        #expect(try await console.modes() != TmuxTerminal.plainModes)
        kill(try #require(try await console.process(named: "autoprovision")), signal)
        try await console.wait(for: "[exit code ")
        #expect(try await console.modes() == TmuxTerminal.plainModes)
        let (old, new) = (try String(contentsOfFile: before, encoding: .utf8), try String(contentsOfFile: after, encoding: .utf8))
        #expect(old == new)
        // Who asks for an end gets one in order; a crash stays one.
        let isCrash = ![SIGTERM, SIGHUP, SIGINT].contains(signal)
        #expect(try await console.screen().contains("[exit code \(isCrash ? 128 + signal : 0)]"))
        // Who looks at the terminal later sees why the console is gone.
        #expect(try await console.screen().contains("told to (SIGTERM)") == (signal == SIGTERM))
    }
}
