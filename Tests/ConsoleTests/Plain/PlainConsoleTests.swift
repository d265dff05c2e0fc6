import Engine
import Foundation
import Sync
import Terminal
import Testing

@testable import Console
@testable import Provisioning

@Suite("Plain mode", .timeLimit(.minutes(5)))
struct PlainConsoleTests {
    static let start = ContinuousClock.now

    static func console(_ configuration: Configuration = Fixture.configuration(), isASCIIOnly: Bool = false) -> PlainConsole {
        var console = PlainConsole(model: ConsoleModel(targets: Fixture.targets, homeName: "/home", sandbox: nil), isASCIIOnly: isASCIIOnly)
        _ = console.take(.statusLoaded(Fixture.status(configuration)), at: start)
        _ = console.take(.groupsLoaded(Fixture.groups), at: start)
        return console
    }

    /// A conversation that is at the app's page.
    static func app(_ configuration: Configuration = Fixture.configuration()) -> PlainConsole {
        var console = console(configuration)
        _ = console.take(line: "", at: start)
        return console
    }

    /// The number that was said with a text.
    static func number(_ text: String, in said: [String]) throws -> String {
        let line = try #require(said.first { $0.contains(". \(text)") }, "\(text) in \(said)")
        let match = try #require(line.matches(of: /(\d+)\. ([^\d].*?)(?=; \d+\.|$)/).first { $0.2.hasPrefix(text) })
        return String(match.1)
    }

    @Test("A page is read once: its name, its text with numbers, the status, what Enter does, the keys")
    func page() throws {
        var console = Self.console()
        let said = console.take(line: "", at: Self.start).said
        #expect(said.first == "RingCentral Office")
        #expect(said.contains { $0.contains(". Connection (files in /export") })
        #expect(said.contains("Selected: Switch. Enter: Turn on."))
        #expect(said.last?.hasPrefix("Keys: ") == true && said.last?.contains("p Preview, ") == true)
        #expect(!said.joined().contains { "─│┌›●✓".contains($0) })
        let again = console.take(.statusLoaded(Fixture.status(Fixture.configuration())), at: Self.start)
        #expect(again.said.isEmpty)
        let whole = console.take(line: "read", at: Self.start)
        #expect(whole.said.first == "Apps, Web and mobile apps, RingCentral Office")
    }

    @Test("A number does what a click does, on the same pages; back says where one is again and nothing else")
    func number() throws {
        var console = Self.console()
        let said = console.take(line: "", at: Self.start).said
        let answer = console.take(line: try Self.number("Settings", in: said), at: Self.start)
        #expect(console.state.page is SettingsPage)
        #expect(answer.effects.contains(.loadAttributes))
        #expect(answer.said.first == "Settings")
        let back = console.take(line: "back", at: Self.start)
        #expect(back.said == ["Back: RingCentral Office", "Selected: Settings. Enter: Open."])
    }

    @Test("A number keeps its meaning when rows come and go; what is gone has none, and is never something else")
    func stable() throws {
        var console = Self.app(Fixture.configuration(isOn: true))
        _ = console.take(line: "p", at: Self.start)
        let plan = Fixture.plan
        let said = console.take(.planLoaded(plan), at: Self.start).said
        let (zoe, held) = (try Self.number("create; Zo", in: said), try Self.number("held: suspend", in: said))
        // The held one is gone; what stood below moves up.
        let less = Plan(
            configurationRevision: 3, made: Fixture.now, entries: plan.entries, held: [], holds: [:], timerChanges: [], pending: [], problems: [],
            excluded: [], entitledCount: 12)
        _ = console.take(.planLoaded(less), at: Self.start)
        let gone = console.take(line: held, at: Self.start)
        #expect(gone.said == ["There is no \(held) here now; read says what there is."])
        // It has moved up to where the selection is: choosing what is selected opens it.
        _ = console.take(line: zoe, at: Self.start)
        #expect((console.state.page as? EntryPage)?.crumb.hasPrefix("Zoë") == true)
    }

    @Test("A question is read with its numbered answers; a typed word is asked for by name, and only then the answer counts")
    func question() throws {
        var console = Self.app()
        let settings = console.take(line: "s", at: Self.start).said
        let asked = console.take(line: try Self.number("Delete configuration", in: settings), at: Self.start).said
        #expect(asked.first == "Question: Delete the configuration?")
        #expect(asked.contains { $0.contains("Type \"delete\" to confirm: empty") })
        #expect(asked.contains { $0.contains("Delete (not available: Type \"delete\" first.)") })
        #expect(console.prompt == "Type \"delete\" to confirm> ")
        let delete = try Self.number("Delete", in: asked)
        let refused = console.take(line: delete, at: Self.start)
        #expect(refused.effects.isEmpty)
        #expect(console.state.question != nil)
        _ = console.take(line: try Self.number("Type \"delete", in: asked), at: Self.start)
        let typed = console.take(line: "delete", at: Self.start)
        #expect(typed.said.contains { $0.contains("\(delete). Delete") && !$0.contains("not available") })
        let done = console.take(line: delete, at: Self.start)
        #expect(done.effects == [.stopRun, .deleteConfiguration])
        #expect(console.state.question == nil)
    }

    @Test("A colon with a name that can mean one thing only goes there at once; with any other the list of what it can mean is open")
    func clear() {
        var console = Self.app()
        _ = console.take(line: ":pending", at: Self.start)
        #expect(console.state.page is PendingPage && console.state.palette == nil)
        // A deed is not done by a guess.
        #expect(console.take(line: ":once", at: Self.start).effects.isEmpty && console.state.palette != nil)
        _ = console.take(line: "back", at: Self.start)
        let said = console.take(line: ":re", at: Self.start).said
        #expect(console.state.palette != nil && said.contains { $0.contains("Reauthorize") || $0.contains("Preview") }, "\(said)")
    }

    @Test("Text goes into the field instead of what stood there, and what matches is said; an empty line is Enter")
    func search() {
        var console = Self.app()
        _ = console.take(line: ":scope", at: Self.start)
        _ = console.take(line: "", at: Self.start)
        #expect(console.state.page is ScopePage)
        #expect(console.prompt == "Search> ")
        _ = console.take(line: "team", at: Self.start)
        let said = console.take(line: "sales", at: Self.start).said
        #expect(said.contains { $0.hasSuffix("Search: \"sales\"") })
        #expect(said.contains { $0.contains(". Sales; sales@corp.example") } && said.contains { $0.contains("Presales") })
        #expect(!said.contains { $0.contains("Équipe") })
        _ = console.take(line: "", at: Self.start)
        #expect((console.state.page as? ScopePage)?.scope.groups.map(\.id) == ["g1"])
        // Leaving asks, as on the screen.
        let leaving = console.take(line: "back", at: Self.start)
        #expect(leaving.said.first == "Question: Discard the changes?")
        let quitting = console.take(line: "quit", at: Self.start)
        #expect(quitting.said == ["First answer the question; back leaves it."])
    }

    @Test("What a filter finds has a number each while it is typed, the first hit too; a number leads into the list, to its row")
    func filtered() throws {
        var console = Self.app(Fixture.configuration(isOn: true))
        _ = console.take(line: "p", at: Self.start)
        _ = console.take(.planLoaded(Fixture.plan), at: Self.start)
        _ = console.take(line: "/", at: Self.start)
        let said = console.take(line: "corp", at: Self.start).said
        #expect(console.state.page.isTyping)
        let hits = said.filter { $0.contains("corp.example") }
        #expect(hits.count == 3 && hits.allSatisfy { $0.contains(#/^\d+\. /#) }, "\(said)")
        let first = try #require((console.state.page as? PreviewPage)?.selected?.personID)
        let held = try Self.number("held: suspend", in: said)
        _ = console.take(line: held, at: Self.start)
        #expect(!console.state.page.isTyping && (console.state.page as? PreviewPage)?.selected?.personID == "3")
        _ = console.take(line: try Self.number("create; Zo", in: said), at: Self.start)
        #expect((console.state.page as? PreviewPage)?.selected?.personID == "1" && !first.isEmpty)
    }

    @Test("A run says its progress seldom, on one line, never twice; its end at once")
    func progress() {
        var console = Self.app(Fixture.configuration(isOn: true))
        _ = console.take(line: "r", at: Self.start)
        var said: [[String]] = []
        for second in 0..<31 {
            var progress = RunPageTests.progress
            progress.done = second / 2
            progress.total = 100
            said.append(console.take(.runProgressed(progress), at: Self.start + .seconds(1 + second)).said)
        }
        let spoken = said.filter { !$0.isEmpty }
        #expect((2...4).contains(spoken.count), "\(spoken)")
        #expect(spoken.allSatisfy { $0.count <= 1 || $0 == spoken.first }, "\(spoken)")
        #expect(Set(spoken.flatMap(\.self)).count == spoken.flatMap(\.self).count)
        let end = console.take(.runEnded(RunPageTests.last), at: Self.start + .seconds(32)).said
        #expect(end.contains { $0.hasPrefix("Run ") })
    }

    @Test("Without a way to copy, no page offers it; an address is one line, and a pasted one goes to its field")
    func address() throws {
        var console = Self.console(Fixture.configuration(progress: .notStarted))
        _ = console.take(line: "", at: Self.start)
        _ = console.take(line: "", at: Self.start)
        let url = try #require(URL(string: "http://127.0.0.1:1/restapi/oauth/authorize?x=\(String(repeating: "y", count: 700))"))
        let said = console.take(.authorizationBegun(url, browserStarted: false, hint: nil), at: Self.start).said
        #expect(said.contains(url.absoluteString))
        #expect(!said.joined().contains("Copy"))
        let pasted = console.take(line: "http://127.0.0.1:9/oauth/callback?code=1", at: Self.start).said
        #expect(pasted.contains { $0.contains("Where it ended: \"http://127.0.0.1:9/oauth/callback?code=1\"") })
        let entered = console.take(line: "", at: Self.start)
        #expect(entered.effects == [.pasteRedirect("http://127.0.0.1:9/oauth/callback?code=1")])
    }

    @Test("Any line in any state: nothing raw, never a crash, always an answer, and back leads home", arguments: 0..<12)
    func walk(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var console = Self.console(
            PropertyTests.configurations[Int(seed) % PropertyTests.configurations.count], isASCIIOnly: seed % 2 == 0)
        let lines = [
            "", "1", "2", "3", "4", "7", "12", "tab", "back", "?", ":", ":pre", "read", "more", "x", "+", "u", "/zo", "text \u{1B}[2J", "=", "营業",
        ]
        for step in 0..<80 {
            let now = Self.start + .seconds(step)
            let said =
                Bool.random(using: &generator)
                ? console.take(line: lines.randomElement(using: &generator) ?? "", at: now).said : console.take(Self.news(&generator), at: now).said
            for line in said { #expect(!line.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }, "\(line)") }
            #expect(console.state.size == PlainView.size)
        }
        for _ in 0..<60 where console.state.pages.count > 1 || console.state.question != nil || console.state.palette != nil {
            if console.state.question?.purpose == .discardChanges(nil) { _ = console.take(line: "right", at: Self.start) }
            _ = console.take(line: console.state.question?.purpose == .discardChanges(nil) ? "" : "back", at: Self.start)
        }
        #expect(console.state.pages.count == 1 && console.state.question == nil)
    }

    private static func news(_ generator: inout SeededGenerator) -> ConsoleEvent {
        // A conversation has no window.
        while true {
            let event = PropertyTests.event(&generator)
            if case .terminal = event { continue }
            return event
        }
    }

    @Test("A number answers a question, however many rows its text takes")
    func answers() throws {
        for rows in 1...4 {
            var state = Fixture.app(Fixture.configuration(isOn: true))
            state.model.isPlain = true
            state.question = Question(
                dialog: Dialog(
                    title: "Really?", message: Array(repeating: "So it is.", count: rows),
                    buttons: ButtonRow([Button("No"), Button("Yes", isPrimary: true)])), purpose: .quit)
            let place = try #require(PlainView(state).lines.flatMap(\.parts).first { $0.text == "Yes" }?.place)
            #expect(state.handle(.terminal(.mouse(.press(place)))) == [.quit], "\(rows)")
        }
    }
}
