import Directory
import Engine
import Foundation
import Provisioning
import Sync
import Terminal
import Testing

@testable import Console

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}

@Suite("Any key and any click in any state at any size", .timeLimit(.minutes(5)))
struct PropertyTests {
    static let keys: [Key] =
        [
            .enter, .tab, .backTab, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .backspace, .delete, .insert, .function(1),
            .control("l"),
        ]
        + " acdfghijklnpqrstuvxyARGX+*?/:".map { .character($0) } + [.character("é"), .character("営"), .character("\u{1F469}\u{200D}\u{1F4BB}")]

    static let configurations: [Configuration] =
        [Configuration()] + SetupProgress.allCases.map { Fixture.configuration(progress: $0) }
        + [
            Fixture.configuration(isOn: true), Fixture.configuration(access: UserAccess()),
            Fixture.configuration(progress: .notStarted, singleSignOn: false),
        ]

    static func event(_ generator: inout SeededGenerator) -> ConsoleEvent {
        switch Int.random(in: 0..<60, using: &generator) {
        case 0: .planLoaded(Fixture.plan)
        case 1: .terminal(.resized(size(&generator)))
        case 2:
            failure("Something went wrong, at length: " + String(repeating: "why ", count: 60), &generator)
        case 3:
            .statusLoaded(
                Fixture.status(
                    configurations.randomElement(using: &generator) ?? Configuration(),
                    [Fixture.authorized, Fixture.revoked, .notAuthorized].randomElement(using: &generator) ?? .notAuthorized))
        case 4:
            .authorizationBegun(
                URL(string: "http://127.0.0.1:1/restapi/oauth/authorize?x=\(String(repeating: "y", count: 300))")!, browserStarted: false, hint: "h")
        case 5: .terminal(.paste("pasted \u{1B}[2J text\nwith lines"))
        case 6: .runProgressed(RunProgress())
        case 7: .groupsLoaded([])
        case 8: .saved(Fixture.configuration(), [.back, .stay, .finishSetup, .nextStep(.scope)].randomElement(using: &generator) ?? .stay)
        case 9: .terminal(.mouse(.wheelDown(Point(column: 1, row: 1))))
        case 10: .authorized
        case 11: .usageLoaded([nil, [], UsagePageTests.days].randomElement(using: &generator) ?? nil)
        case 12: .explained(ExplainPageTests.explained)
        case 13: .runProgressed(RunPageTests.progress)
        case 14: .runEnded(RunPageTests.last)
        case 15...18: .terminal(.mouse(.press(Point(column: .random(in: 0..<80, using: &generator), row: .random(in: 0..<24, using: &generator)))))
        default: .terminal(.key(keys.randomElement(using: &generator) ?? .enter))
        }
    }

    private static func failure(_ text: String, _ generator: inout SeededGenerator) -> ConsoleEvent {
        let events: [ConsoleEvent] = [
            .saveFailed(text), .failure(MakePlan(), text), .failure(ListGroups(), text), .runFailed(text), .failure(ReadStatus(), text),
        ]
        return events.randomElement(using: &generator) ?? .failed(text)
    }

    /// Most are small: a large screen costs much and has nothing that a middle one lacks.
    static func size(_ generator: inout SeededGenerator) -> Size {
        let largest = Int.random(in: 0..<8, using: &generator) == 0 ? Size(columns: 300, rows: 100) : Size(columns: 120, rows: 40)
        return Size(columns: .random(in: 1...largest.columns, using: &generator), rows: .random(in: 1...largest.rows, using: &generator))
    }

    @Test("Never crashes, never draws outside, and Escape always leads back to the start", arguments: 0..<40)
    func walk(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var state = Fixture.console(
            Self.configurations[Int(seed) % Self.configurations.count], seed % 3 == 0 ? Fixture.revoked : Fixture.authorized,
            symbols: seed % 2 == 0 ? .unicode : .ascii)
        for _ in 0..<250 {
            _ = state.handle(Self.event(&generator))
            let canvas = state.draw()
            #expect(canvas.size == state.size)
            let text = canvas.plainText()
            #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
            if state.symbols.isASCIIOnly { #expect(text.allSatisfy { $0.isASCII }) }
        }
        var steps = 0
        while state.pages.count > 1 || state.question != nil || state.isHelpShown {
            steps += 1
            guard steps < 60 else {
                Issue.record("no way back from \(state.pages.map(\.crumb)), seed \(seed)")
                return
            }
            if state.question?.purpose == .discardChanges(nil) {
                _ = state.press(.right, .enter)
            } else {
                _ = state.press(.escape)
            }
        }
    }

    @Test(
        "Every page fits 60×15, 80×24, 120×40 and 200×60 in both symbol sets: its key bar is there and the last line is not cut",
        arguments: Look.sizes, [SymbolSet.unicode, .ascii])
    func sizes(size: Size, symbols: SymbolSet) {
        var model = Fixture.app(Fixture.configuration(isOn: true)).model
        model.plan = .loaded(Fixture.plan)
        let pages: [any Page] = [
            AppPage(), SettingsPage(), PreviewPage(model), PendingPage(model), ActivityPage(), PeoplePage(.why), UndoPage(run: 1), UsagePage(),
            RunPage(),
            ExplainPage(personID: "1"),
            UserAccessPage(model), ConnectionPage(model),
            SingleSignOnPage(mode: .setup, model),
            AuthorizePage(mode: .setup), AttributesPage(mode: .setup, model), ScopePage(mode: .setup, model), DeprovisioningPage(mode: .setup, model),
        ]
        for page in pages {
            var state = ConsoleState(model: model, size: size, symbols: symbols)
            state.pages = [AppListPage(), page]
            let lines = state.text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == size.rows)
            #expect(lines.last?.isEmpty == false, "\(page.crumb)")
        }
    }

    @Test(
        "On the app's page every way on is visible at 60×15, with a banner too, and so is the one that has the focus",
        arguments: [Fixture.authorized, Fixture.revoked])
    func smallest(authorization: AuthorizationStatus) {
        for steps in 0..<AppPage.items(Fixture.app(Fixture.configuration(isOn: true)).model).count {
            var state = Fixture.app(Fixture.configuration(isOn: true), authorization)
            state.size = Size(columns: 60, rows: 15)
            state.press(.home)
            for _ in 0..<steps { state.press(.down) }
            for name in ["Preview", "Run now", "Pending", "Activity", "People", "Settings", "[━━●]"] {
                #expect(state.text.contains(name), "\(name) at step \(steps)")
            }
            #expect(state.text.contains("\n › "), "the focus at step \(steps)")
        }
    }
}
