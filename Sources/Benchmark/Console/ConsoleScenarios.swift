import Foundation

/// The console as a person meets it: the real program in a terminal of its own.
enum ConsoleScenarios {
    /// A word of the first page, which is on no other one.
    static let firstPage = "RingCentral"
    private static let (enter, escape, down, pageDown, pageUp, left, right, backspace) =
        ("\r", "\u{1B}", "\u{1B}[B", "\u{1B}[6~", "\u{1B}[5~", "\u{1B}[D", "\u{1B}[C", "\u{7F}")
    /// From one frame of a screen with 60 pictures a second to the next.
    private static let frame = 16.0

    // MARK: Keys

    static func keys(_ program: String) async throws -> ScenarioReport {
        let home = try await ConsoleHome(isLarge: true)
        let session = try home.console(program)
        let narrow = try await picker(session) + activity(session)
        return ScenarioReport(
            scenario: .consoleKeys,
            subject:
                "key to paint at 80x24 through a pseudo-terminal, \(ConsoleHome.groups) groups in the picker, \(ConsoleHome.entries) entries in the log",
            figures: narrow + (try await besideDetail(home.console(program, isWide: true))))
    }

    /// Moving through both lists at 120x40, where each key shows the detail of another row.
    private static func besideDetail(_ session: TerminalSession) async throws -> [Figure] {
        let moves = Array(repeating: down, count: 60) + Array(repeating: pageDown, count: 40) + Array(repeating: pageUp, count: 20)
        try go("restrict", in: session, until: "group-")
        try await IdleUse.settle(session.process, for: 2)
        let groups = try moves.compactMap { try session.press($0) }
        _ = try session.press(escape, quiet: 0.5)
        try go("log", in: session, until: "Lindqvist")
        try session.settle(0.5)
        let entries = try moves.compactMap { try session.press($0) }
        return latencies("moving in the picker, the detail beside it", groups) + latencies("moving in the log, the detail beside it", entries)
    }

    private static func picker(_ session: TerminalSession) async throws -> [Figure] {
        try go("restrict", in: session, until: "group-")
        // The count of who is in scope reads the same folder.
        try await IdleUse.settle(session.process, for: 2)
        var (typing, moving): ([TerminalSession.Answer], [TerminalSession.Answer]) = ([], [])
        for query in ["sales", "equipe", "zurich", "project eng", "tok", "e", "vertrieb wien 12", "group-99"] {
            typing += try query.compactMap { try session.press(String($0)) }
            moving += try (Array(repeating: down, count: 8) + [pageDown, pageDown, pageUp]).compactMap { try session.press($0) }
            typing += try query.compactMap { _ in try session.press(backspace) }
        }
        moving += try Array(repeating: pageDown, count: 40).compactMap { try session.press($0) }
        // Out of the field, or it is asked about.
        _ = try session.press(escape, quiet: 0.5)
        let steps = moving.map { Double($0.bytes) }
        return latencies("typing a search in the picker", typing) + latencies("moving in the picker", moving) + [
            Figure("bytes sent when typing, median", typing.map { Double($0.bytes) }.percentile(0.5), .bytes),
            // Two rows of 80 cells change, and their colours; the screen has 1,920 cells.
            Figure("bytes sent when moving, median", steps.percentile(0.5), .bytes, goal: .atMost(400)),
        ]
    }

    private static func activity(_ session: TerminalSession) throws -> [Figure] {
        let opening = try go("log", in: session, until: "Lindqvist")
        try session.settle(0.5)
        let moving = try (Array(repeating: down, count: 40) + Array(repeating: pageDown, count: 80) + Array(repeating: pageUp, count: 20)).compactMap
        {
            try session.press($0)
        }
        _ = try session.press("\u{1B}[H", quiet: 0.3)
        let filtering =
            try ["f", "f"].compactMap { try session.press($0, quiet: 1) }
            + [right, right, right, left, left, left].compactMap {
                try session.press($0, quiet: 1)
            }
        _ = try session.press("/", quiet: 0.3)
        // Each key is followed by its answer, and some of them come while an answer to the one before is still being looked for.
        let typing = try "lindqvist 77".compactMap { try session.press(String($0), quiet: 1.5) }
        let hurrying = try Array(repeating: backspace, count: 12).compactMap { try session.press($0, quiet: 0.02) }
        try session.settle(3)
        _ = try session.press(escape, quiet: 0.5)
        return latencies("moving in the log", moving) + latencies("filtering the log", filtering + typing + hurrying) + [
            Figure("first rows of the log, from the key that opens it", opening, .seconds, goal: .atMost(1)),
            Figure("longest wait for what a filter finds", (filtering + typing).map(\.settled).max() ?? 0, .seconds, goal: .atMost(1)),
        ]
    }

    private static func latencies(_ name: String, _ answers: [TerminalSession.Answer]) -> [Figure] {
        let times = answers.map { $0.paint * 1_000 }
        return [
            Figure("\(name), p50 of \(times.count) keys", times.percentile(0.5), .milliseconds),
            Figure("\(name), p99", times.percentile(0.99), .milliseconds, goal: .below(frame)),
            Figure("\(name), slowest", times.percentile(1), .milliseconds),
        ]
    }

    /// Goes to a page by some of its words.
    private static func go(_ words: String, in session: TerminalSession) throws {
        try choose(words, in: session)
        _ = try session.press(enter, quiet: 0.2)
    }

    /// The same, until the page shows a text that it has once it has read its list; the page before may show it too. Answers how many seconds it took from the last key.
    @discardableResult
    private static func go(_ words: String, in session: TerminalSession, until text: String) throws -> Double {
        try choose(words, in: session)
        let (before, since) = (session.output.count, ContinuousClock.now)
        try session.send(enter)
        try session.wait(for: text, from: before)
        return (ContinuousClock.now - since) / .seconds(1)
    }

    private static func choose(_ words: String, in session: TerminalSession) throws {
        _ = try session.press(":", quiet: 0.2)
        _ = try session.press(words, quiet: 0.2)
    }

    // MARK: Idle

    static func idle(_ program: String) async throws -> ScenarioReport {
        let home = try await ConsoleHome(isLarge: true)
        let seconds = 10.0
        var figures: [Figure] = []
        for (page, words) in [("the app's page", "RingCentral"), ("the log", "log"), ("the picker", "restrict")] {
            let session = try home.console(program)
            try go(words, in: session)
            // Threads that have had nothing to do for five seconds end.
            try await IdleUse.settle(session.process, for: 8)
            let use = try await IdleUse.of(session.process, over: seconds)
            figures += [
                Figure("processor time on \(page)", use.processorSeconds, .seconds, goal: .exactly(0)),
                // Dispatch looks after its own threads once a second, in every Swift program; the console itself looks at nothing again and again.
                Figure("wake-ups on \(page)", use.wakeups, goal: .atMost(seconds + 1)),
            ]
        }
        return ScenarioReport(scenario: .consoleIdle, subject: "\(Int(seconds)) seconds on an open page, nobody presses a key", figures: figures)
    }

    // MARK: Start

    static func start(_ program: String) async throws -> ScenarioReport {
        let home = try await ConsoleHome(isLarge: false)
        let yardstick = "/usr/bin/htop"
        let hasYardstick = FileManager.default.isExecutableFile(atPath: yardstick)
        var (ours, theirs): ([Double], [Double]) = ([], [])
        for _ in 0..<15 {
            ours.append(try TerminalSession(program, ["--home", home.folder.path]).start(until: firstPage))
            // The last thing on its screen: the line of keys.
            if hasYardstick { theirs.append(try TerminalSession(yardstick, []).start(until: "Quit")) }
        }
        let (own, other) = (ours.percentile(0.5), theirs.percentile(0.5))
        return ScenarioReport(
            scenario: .consoleStart, subject: "from exec to the first page with its content, median of 15 starts in turns",
            figures: [
                Figure("autoprovision", own * 1_000, .milliseconds), Figure("slowest of autoprovision", ours.percentile(1) * 1_000, .milliseconds),
            ]
                + (hasYardstick
                    ? [
                        Figure("htop", other * 1_000, .milliseconds),
                        Figure("autoprovision ÷ htop", Arithmetic.ratio(own, to: other) ?? 0, .ratio, goal: .atMost(0.5)),
                    ] : []),
            remarks: hasYardstick ? [] : ["htop: not installed"])
    }
}
