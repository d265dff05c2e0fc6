import Engine
import Foundation
import Sync
import Terminal
import Testing

@testable import Console
@testable import Provisioning
@testable import Wording

/// The sizes and symbol sets that every page has to look right in.
enum Look {
    static let sizes = [
        Size(columns: 60, rows: 15), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
    ]
    static let symbols: [SymbolSet] = [.unicode, .ascii]

    /// The screen with every stretch of space and every end of a line as one space, so that a sentence is found wherever it is broken.
    static func sentences(_ state: ConsoleState) -> String { state.text.split { $0.isWhitespace }.joined(separator: " ") }

    /// What stands beside the list on a wide screen, with every stretch of space as one.
    static func beside(_ state: ConsoleState) -> String {
        let line = state.symbols.lines.vertical
        return state.text.split(separator: "\n").compactMap { $0.split(separator: line, omittingEmptySubsequences: false).dropFirst().last }
            .joined(separator: " ").split { $0.isWhitespace }.joined(separator: " ")
    }

    /// What the question on the screen says; on the screen it stands between what the page shows.
    static func question(_ state: ConsoleState) -> String {
        state.question.map { ([$0.dialog.title] + $0.dialog.message).joined(separator: " ") } ?? ""
    }
}

@Suite("Explain: a person's way, drawn", .timeLimit(.minutes(5)))
struct ExplainPageTests {
    static let explained: ExplainPage.Explained = {
        let mark: [(String, String, Explanation.Mark, Bool)] = [
            ("Google account", "active, in the unit /Sales", .yes, false),
            ("User access", "the app is off at /Sales (inherited from /), which is a long way to say that nobody there has it", .no, true),
            ("Scope", "only asked when the app is on", .notAsked, false),
            ("Mapping", "all needed attributes have a value", .yes, false),
            ("Account", "active: zoe@corp.example, id 9", .yes, false), ("Pending", "suspend in 6 days", .waits, false),
        ]
        return ExplainPage.Explained(
            explanation: Explanation(
                personID: "1", name: "Zoë", email: "zoe@corp.example", answer: "Should no longer be provisioned; the account is active.",
                lines: mark.map { .init(title: $0.0, text: $0.1, isObstacle: $0.3, mark: $0.2) }, decidingLine: 1),
            history: [LogFlowTests.entry(1)])
    }()

    static func page(_ size: Size, _ symbols: SymbolSet, _ explained: ExplainPage.Explained = explained) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter, .character("p"))
        _ = state.handle(.planLoaded(Fixture.plan))
        state.press(.character("y"))
        _ = state.push(ExplainPage(personID: "1"))
        _ = state.handle(.explained(explained))
        return state
    }

    @Test(
        "Every step has a word on one joined line, and a sign where there are signs, and the deciding one says so and is said in full",
        arguments: Look.sizes, Look.symbols)
    func way(size: Size, symbols: SymbolSet) {
        let state = Self.page(size, symbols)
        let lines = state.text.split(separator: "\n").map(String.init)
        for (sign, word, title) in [
            ("┌ ✓", "yes", "Google account"), ("├ ✗", "no, decides", "User access"), ("├ -", "not asked", "Scope"), ("└ …", "waits", "Pending"),
        ] {
            // In ASCII a cross could also be yes, and the word says it.
            let start = symbols.isASCIIOnly ? "|" : sign
            #expect(lines.contains { $0.contains("\(start) \(word) ") && $0.contains("  \(title) ") }, "\(title)\n\(state.text)")
        }
        let said = Look.sentences(state)
        #expect(said.contains("Decided by User access: the app is off at /Sales (inherited from /)"), "\(state.text)")
        #expect(state.text.contains("Should no longer be provisioned; the account is active."))
    }

    @Test("The selected step is said in full, and Enter on the history shows the entry", arguments: Look.sizes)
    func history(size: Size) {
        var state = Self.page(size, .unicode)
        state.press(.up)
        #expect(state.text.contains("Google account: active, in the unit /Sales"))
        state.press(.end)
        #expect(state.text.contains("Person 1") == false && state.text.contains("History"))
        state.press(.enter)
        #expect(state.page is EntryPage)
        state.press(.escape, .up)
        #expect(state.text.contains("Pending: suspend in 6 days"), "the heading is no row to rest on")
    }

    @Test("Nothing done yet is said; a step alone has no joint; the answer to another question is not taken")
    func empty() {
        let none = ExplainPage.Explained(
            explanation: Explanation(
                personID: "1", name: "Zoë", email: "z@corp.example", answer: "Should be provisioned.",
                lines: [.init(title: "Google account", text: "active", isObstacle: false, mark: .yes)], decidingLine: nil), history: [])
        let state = Self.page(Look.sizes[1], .ascii, none)
        #expect(state.text.contains("Nothing was done for this person yet.") && !state.text.contains("Decided by"))
        #expect(!state.text.contains("| yes") && state.text.contains("yes"))
    }
}

@Suite("Usage: four counters, day by day", .timeLimit(.minutes(5)))
struct UsagePageTests {
    static let days: [UsageDay] = (0..<31).map { day in
        var usage = Usage()
        if day == 10 { usage.created = 1_200 }
        if day == 20 { usage.created = 1 }
        if day == 30 {
            usage.created = 12
            usage.failures = 1
        }
        return UsageDay(time: Fixture.now + Double(day) * 86_400..<Fixture.now + Double(day + 1) * 86_400, usage: usage)
    }

    static func page(_ size: Size = Look.sizes[1], _ symbols: SymbolSet = .unicode, days: [UsageDay]? = days) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter)
        #expect(state.press(.character("c")) == [.loadUsage])
        _ = state.handle(.usageLoaded(days))
        return state
    }

    @Test("Totals, a bar for each day with anything, the days at both ends and the selected one in words", arguments: Look.sizes, Look.symbols)
    func chart(size: Size, symbols: SymbolSet) {
        let state = Self.page(size, symbols)
        for words in [
            size.columns > 60 ? "Users created" : "Created", size.columns > 60 ? "Users suspended" : "Suspended", "1,213", "Failures",
            String(Self.days[0].time.lowerBound.dayWords.dropFirst(5)), String(Self.days[30].time.lowerBound.dayWords.dropFirst(5)),
            "\(Self.days[30].time.lowerBound.dayWords): 12 created, 0 suspended, 0 deleted, 1 failure.",
        ] { #expect(Look.sentences(state).contains(words), "\(words)\n\(state.text)") }
        // Three days have bars: the greatest is full, the small ones are at least seen.
        let bars = Set([symbols.barFull] + symbols.columnPartial)
        let lines = state.text.split(separator: "\n", omittingEmptySubsequences: false)
        let columns = Set(lines.flatMap { line in line.enumerated().filter { bars.contains($0.element) }.map(\.offset) })
        let width = min(6, (size.columns - 10) / 31)
        #expect(columns.count == 3 * max(1, width - 1), "\(state.text)")
        // The scale goes up to what was counted, and on a high screen all four have one.
        for words in ["0 \(symbols.lines.horizontal)", size.rows < 20 ? "2,000 " : "1,200 "] { #expect(state.text.contains(words), "\(state.text)") }
        #expect(state.text.split(separator: "\n").count { $0.contains(" 0 \(symbols.lines.horizontal)") } == (size.rows < 30 ? 1 : 4))
        #expect(state.text.contains(symbols.arrowUp))
    }

    @Test("Left and Right choose a day, Enter opens its activity; the edges hold")
    func select() {
        var state = Self.page()
        state.press(.right, .left)
        #expect(state.text.contains("\(Self.days[29].time.lowerBound.dayWords): nothing was done."))
        state.press(.home, .left)
        #expect(state.text.contains("\(Self.days[0].time.lowerBound.dayWords): nothing was done."))
        for _ in 0..<10 { state.press(.right) }
        #expect(state.text.contains("1,200 created"))
        #expect(state.press(.enter).contains(.findActivity(ActivityQuery(time: Self.days[10].time))))
        #expect(state.page is ActivityPage)
    }

    @Test("Tab chooses the counter that is drawn, and so does a click")
    func counters() throws {
        var state = Self.page()
        for title in ["Users suspended", "Users deleted", "Failures", "Users created"] {
            state.press(.tab)
            #expect(state.text.contains("› \(title)"))
        }
        _ = try FrameTests.click("Failures", in: &state)
        #expect((state.page as? UsagePage)?.counter == .failures)
    }

    @Test("No numbers before it was first on; a failed count says why; all days empty draws no bar", arguments: Look.symbols)
    func empty(symbols: SymbolSet) {
        var state = Self.page(Look.sizes[0], symbols, days: nil)
        #expect(Look.sentences(state).contains("no numbers before autoprovisioning is first turned on"))
        #expect(state.press(.left, .enter, .tab).isEmpty)
        _ = state.handle(.failure(UsagePage.Count(), "The ledger cannot be read."))
        #expect(state.text.contains("The ledger cannot be read."))
        _ = state.handle(.usageLoaded(Self.days.prefix(9).map { UsageDay(time: $0.time, usage: Usage()) }))
        #expect(!state.text.contains(symbols.barFull) && state.text.contains("nothing was done"))
    }
}

@Suite("Run: how far it is, and how the last one ended", .timeLimit(.minutes(5)))
struct RunPageTests {
    static let progress: RunProgress = {
        var progress = RunProgress()
        progress.phase = .writing
        progress.total = 4_000
        progress.done = 1_180
        progress.failed = 20
        progress.counts = [.create: 1_000, .update: 180]
        progress.current = "Zoë \u{1B}[31mred"
        progress.secondsLeft = 240
        progress.actionsPerMinute = 41.6
        return progress
    }()

    static let last = RunRecord(
        id: 12, started: Fixture.now, finished: Fixture.now + 60, outcome: .doneWithFailures, message: "2 people have a problem that needs you.",
        counts: [.create: 52], failures: 1, held: 3, pending: 4, problems: 2, peopleRead: 812)

    static func page(_ size: Size = Look.sizes[1], _ symbols: SymbolSet = .unicode) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter)
        #expect(state.press(.character("v")) == [.loadStatus])
        return state
    }

    static let words = [
        "30 %", "1,200 of 4,000", "Done", "1,180", "Failed", "20", "Left", "2,800", "1,000 created, 180 updated", "42 writes per minute",
        "about 4 min", "Zo",
    ]

    @Test("A run of this console: all of it at every size, and the period stops it", arguments: Look.sizes, Look.symbols)
    func here(size: Size, symbols: SymbolSet) {
        var state = Self.page(size, symbols)
        _ = state.handle(.runProgressed(Self.progress))
        for word in Self.words { #expect(state.text.contains(word), "\(word)\n\(state.text)") }
        #expect(state.press(.character(" ")) == [.pauseRun(true)])
        #expect(Look.sentences(state).contains("Paused: no change begins until Space resumes it."), "\(state.text)")
        #expect(state.text.contains("Space Resume"))
        #expect(state.press(.character(" ")) == [.pauseRun(false)])
        #expect(!state.text.contains("Paused"))
        #expect(state.press(.character(".")) == [.stopRun])
        #expect(state.press(.character("r")).isEmpty, "no second one")
    }

    @Test("A run of another process: the same, with who does it and how it is stopped", arguments: Look.sizes, Look.symbols)
    func elsewhere(size: Size, symbols: SymbolSet) {
        var state = Self.page(size, symbols)
        _ = state.handle(.homeChanged(Fixture.status(Fixture.configuration(isOn: true), running: Self.progress)))
        for word in Self.words + ["process 7", "Turning autoprovisioning off stops it"] {
            let text = Look.sentences(state)
            #expect(text.contains(word), "\(word)\n\(state.text)")
        }
        #expect(state.press(.character("."), .character("r")).isEmpty)
        #expect(state.text.contains("A run is under way"))
    }

    @Test("No run under way: how the last one ended, what it did behind Enter, another one with r", arguments: Look.sizes, Look.symbols)
    func last(size: Size, symbols: SymbolSet) {
        var state = Self.page(size, symbols)
        #expect(state.text.contains("There was no run yet."))
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration(isOn: true), lastRun: Self.last)))
        for word in ["No run is under way", "run 12, done, with failures", "52 created", "812", "3 by a safeguard", "f says why"] {
            #expect(state.text.contains(word), "\(word)\n\(state.text)")
        }
        #expect(state.press(.enter).contains(.findActivity(ActivityQuery(run: 12))))
        state.press(.escape)
        #expect(state.press(.character("r")) == [.run(released: [])])
        #expect(state.text.contains("Reading the directory"))
    }

    @Test("The switch is off: r says what is in the way; a run that failed says why; the pace is not guessed")
    func edges() {
        var state = Self.page()
        _ = state.handle(.statusLoaded(Fixture.status(Fixture.configuration())))
        #expect(state.press(.character("r")).isEmpty && state.text.contains("Turn autoprovisioning on first."))
        #expect(state.press(.character(".")).isEmpty && state.text.contains("No run is under way."))
        _ = state.handle(.runFailed("The app cannot be reached."))
        #expect(state.text.contains("The app cannot be reached."))
        #expect(RunPage.pace(RunProgress()) == "not known yet" && RunPage.kinds([:]) == "none")
        var slow = Self.progress
        slow.actionsPerMinute = 0.54
        #expect(RunPage.pace(slow) == "0.5 writes per minute")
    }

    @Test("Usage and Run are found in the palette", arguments: [("chart", "Usage"), ("time left", "Run")])
    func palette(words: String, title: String) {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character(":"))
        state.type(words)
        state.press(.enter)
        #expect(state.page.crumb == title)
    }
}
