import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Engine
@testable import Provisioning
@testable import Sync

@Suite("The first page says how it stands", .timeLimit(.minutes(5)))
struct FirstPageTests {
    static let on = SnapshotWorld.configuration(isOn: true)

    static func page(_ size: Size, _ authorization: AuthorizationStatus = Fixture.authorized, _ change: (inout WorkspaceStatus) -> Void = { _ in })
        -> ConsoleState
    {
        var status = SnapshotWorld.status(on, authorization)
        change(&status)
        var state = ConsoleState(model: ConsoleModel(targets: SnapshotWorld.targets, homeName: "/home", sandbox: nil), size: size)
        _ = state.handle(.statusLoaded(status))
        _ = state.enter(.app)
        _ = state.handle(.statusLoaded(status))
        return state
    }

    /// In which row each of the lines that lead on stands.
    static func rows(_ state: ConsoleState) -> [String: Int] {
        let lines = state.text.split(separator: "\n", omittingEmptySubsequences: false)
        return Dictionary(
            uniqueKeysWithValues: ["Users created", "Failures  ", "Preview  ", "Pending  ", "Run now  ", "People  ", "Settings  "].map { name in
                (name, lines.firstIndex { $0.dropFirst(3).hasPrefix(name) || name == "Users created" && $0.contains(name) } ?? -1)
            })
    }

    @Test(
        "What is wrong stands below the switch with the way out, and moves nothing of the page",
        arguments: [Look.sizes[1], Look.sizes[2], Look.sizes[3]])
    func trouble(size: Size) {
        let well = Self.page(size)
        let revoked = Self.page(size, Fixture.revoked)
        #expect(Look.sentences(revoked).contains("Press R to reauthorize; until then nothing is written."))
        #expect(revoked.banner == nil)
        var (before, after) = (Self.rows(well), Self.rows(revoked))
        // The counters take the place of their days.
        (before["Users created"], after["Users created"]) = (nil, nil)
        #expect(before == after && !before.values.contains(-1), "\(revoked.text)")
    }

    @Test("Why the authorization ended is said whole", arguments: Look.sizes)
    func reason(size: Size) {
        let revoked = Self.page(size, Fixture.revoked)
        let left = revoked.text.split(separator: "\n").map { $0.split(separator: "│")[0].trimmingCharacters(in: .whitespaces) }
        #expect(left.joined(separator: " ").contains(revoked.model.revocation ?? "no reason"), "\(revoked.text)")
    }

    @Test(
        "Once the run is over the next one can begin, though the last status was read while it was under way",
        arguments: [ConsoleEvent.runEnded(SnapshotWorld.lastRun), .runFailed("The directory did not answer.")])
    func again(end: ConsoleEvent) {
        var state = Self.page(Look.sizes[1]) { $0.runHolder = "autoprovision, process 7" }
        #expect(!state.press(.character("r")).contains(.run(released: [])))
        #expect(state.handle(end).contains(.loadStatus))
        #expect(state.press(.character("r")).contains(.run(released: [])))
    }

    @Test("What is held and what was found say since when they wait", arguments: [Look.sizes[1], Look.sizes[2], Look.sizes[3]])
    func ages(size: Size) {
        var day = ""
        let state = Self.page(size) { status in
            let since = status.time - 3 * 86_400
            day = since.dayWords
            (status.held.undecided, status.held.since) = (3, since)
            (status.waitingFindings, status.findingsSince) = (2, since)
        }
        #expect(state.text.contains(", since \(day): release or reject"), "\(state.text)")
        #expect(state.text.contains("2 findings wait for your decision, since \(day)"), "\(state.text)")
    }

    @Test("What was decided about what is held is said as decided, and warns nobody", arguments: Look.sizes)
    func decided(size: Size) {
        let canvas = Self.page(size) { status in
            status.held.undecided = 0
            status.held.decided = HeldDecided(released: 3)
        }.draw()
        let lines = canvas.plainText().split(separator: "\n", omittingEmptySubsequences: false)
        let preview = lines.firstIndex { $0.contains("Preview ") } ?? 0
        #expect(lines[preview].contains("3 released, applied with the next run"), "\(canvas.plainText())")
        let column = lines[preview].split(separator: "3 released").first?.count ?? 0
        #expect(canvas[column, preview].role == .muted)
        #expect(!canvas.plainText().contains("3 held by") && !canvas.plainText().contains("release or reject"))
        if let run = lines.first(where: { $0.contains("  Run  ") }), run.contains("held") {
            #expect(run.contains("3 held (decided since)"), "\(run)")
        }
    }

    @Test("Where a later plan left nothing held, the last run's line says so, and not that somebody decided", arguments: Look.sizes)
    func heldNoMore(size: Size) {
        let text = Self.page(size) { $0.held.undecided = 0 }.text
        #expect(!text.contains("decided since"), "\(text)")
        if let run = text.split(separator: "\n").first(where: { $0.contains("  Run  ") }), run.contains("held") {
            #expect(run.contains("3 held (none now)"), "\(run)")
        }
    }

    @Test("While it is off, what was released is not said to come with the next run")
    func releasedWhileOff() {
        let state = Self.page(Look.sizes[1]) { status in
            var configuration = status.configuration
            configuration.autoprovisioning.isOn = false
            status = status.with(configuration)
            (status.held.undecided, status.held.decided) = (0, HeldDecided(released: 3))
        }
        #expect(state.text.contains("3 released, applied once autoprovisioning is on") && !state.text.contains("next run"), "\(state.text)")
    }

    @Test("The counters say of how many days they are, and where there is room how high their columns are")
    func scale() {
        let narrow = Self.page(Look.sizes[1]).text
        #expect(narrow.contains(/212 in 30 days +14 in 30 days +3 in 30 days +2 in 30 days/) && !narrow.contains("peak "), "\(narrow)")
        for size in [Look.sizes[2], Look.sizes[3]] {
            let wide = Self.page(size).text
            #expect(wide.contains(/peak 180 in 2 d(ays)? +peak 8 in 2 d(ays)? +peak 2 in 2 d(ays)? +peak 1 in 2 d(ays)?/), "\(wide)")
        }
    }

    @Test("Of what was set lately the page says what it was, and not that it was a setting", arguments: [Look.sizes[1], Look.sizes[2]])
    func settingsLately(size: Size) {
        let entry = ActivityEntry(
            id: 900, run: 0, kind: nil, PersonReference(id: LoggedDecision.configurationID, name: "Configuration", email: ""), accountID: nil,
            why: .written("revision 11: limit of 5"), state: .decided, code: LoggedDecision.Verdict.configured.rawValue, before: [:], after: [:],
            time: Fixture.now)
        let state = Self.page(size) { $0.newest = [entry] }
        #expect(state.text.components(separatedBy: "revision 11: limit of 5").count == (size.columns < 110 ? 2 : 3), "\(state.text)")
        #expect(!state.text.contains("Configuration  settings changed"))
    }

    struct State: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let words: String
        let role: Role
        let change: @Sendable (inout WorkspaceStatus) -> Void
    }

    @Test(
        "ON is green only where all is well and goes on by itself",
        arguments: [
            State(testDescription: "in step", words: "in step", role: .success) { status in
                status.held.undecided = 0
                status = FirstPageTests.withRun(
                    status, FirstPageTests.run(.done, SnapshotWorld.now - 60))
            },
            State(testDescription: "held", words: "3 held", role: .warning) { _ in },
            State(testDescription: "nothing follows", words: "nothing runs by itself", role: .warning) { $0.unattended = .absent },
        ])
    func on(_ state: State) {
        let canvas = Self.page(Look.sizes[2], Fixture.authorized, state.change).draw()
        let line = canvas.plainText().split(separator: "\n").first { $0.contains("[━━●]") } ?? ""
        #expect(line.contains(state.words), "\(line)")
        #expect(canvas[9, 1].character == "O" && canvas[9, 1].role == state.role)
    }

    @Test(
        "Where nothing runs by itself, the page names what starts a service",
        arguments: ["autoprovision run --install", "sudo systemctl enable --now autoprovision"],
        [Look.sizes[0], Look.sizes[1], Look.sizes[2], Look.sizes[3]])
    func service(command: String, size: Size) {
        let page = Self.page(size) {
            $0.unattended = .absent
            $0.serviceCommand = command
        }
        #expect(Look.sentences(page).contains("'\(command)'"), "\(page.text)")
    }

    static func run(_ outcome: RunOutcome, _ started: Date, _ message: String? = nil) -> RunRecord {
        RunRecord(
            id: 13, started: started, finished: started + 10, outcome: outcome, message: message, counts: [:], failures: 0, held: 0, pending: 0,
            problems: 0, peopleRead: 812)
    }

    static func withRun(_ status: WorkspaceStatus, _ run: RunRecord) -> WorkspaceStatus {
        var other = WorkspaceStatus(
            configuration: status.configuration, authorization: status.authorization, usage: status.usage, turnOnBlocked: nil, lastRun: run,
            held: status.held, runHolder: nil, running: nil, isSandbox: false, unattended: status.unattended,
            linkedAccounts: status.linkedAccounts, time: status.time)
        other.application = status.application
        return other
    }

    @Test("After the reauthorization the run that stopped for want of it is no trouble any more")
    func mended() {
        let stopped = Self.run(.reauthorizationNeeded, SnapshotWorld.now - 600, "The authorization was revoked.")
        let before = Self.page(Look.sizes[1], .authorized(owner: "7", since: SnapshotWorld.now - 9_000, idleDeadline: nil)) {
            $0 = Self.withRun($0, stopped)
        }
        #expect(before.text.contains("the last run did not finish") && before.text.contains("Last run: The authorization was revoked."))
        let after = Self.page(Look.sizes[1], .authorized(owner: "7", since: SnapshotWorld.now - 60, idleDeadline: nil)) {
            $0 = Self.withRun($0, stopped)
        }
        #expect(!after.text.contains("did not finish") && !after.text.contains("was revoked"), "\(after.text)")
        #expect(after.text.contains("stopped until the app was authorized again"))
    }

    @Test(
        "The authorization is a line that gets shorter, with the days",
        arguments: [
            (7.0, "ends in 7 days if unused", 20), (3.5, "ends in 3 days if unused", 10), (1.2, "ends in 1 day if unused", 3),
            (0.4, "ends within a day", 1),
        ])
    func gauge(days: Double, words: String, filled: Int) throws {
        let state = Self.page(
            Look.sizes[1], .authorized(owner: "7", since: SnapshotWorld.now, idleDeadline: SnapshotWorld.now + days * SnapshotWorld.day))
        let line = try #require(state.text.split(separator: "\n").map(String.init).first { $0.contains("  Authorization ") })
        #expect(line.contains(words) && line.count { $0 == "━" } == filled, "\(line)")
    }

    @Test("On the smallest screen the counters stay, whatever else gives way, and what is to come says its kinds")
    func smallest() {
        let state = Self.page(Look.sizes[0])
        #expect(state.text.contains("30 days 212 created, 14 suspended, 3 deleted, 2 failed"), "\(state.text)")
        #expect(state.text.contains("2 suspensions") || state.text.contains("3 to come"), "\(state.text)")
    }

    @Test(
        "Of a suspension and deletions to come it is said when the first is due, of each where there is room",
        arguments: [
            (Look.sizes[1], "1 suspension, 2 hard deletes, the first on FIRST"), (Look.sizes[2], "1 suspension, 2 hard deletes, the first on FIRST"),
            (Look.sizes[3], "1 suspension on FIRST; 2 hard deletes, the first on LAST"),
        ])
    func upcoming(size: Size, words: String) {
        var (soon, late) = ("", "")
        let state = Self.page(size) { status in
            let (first, last) = (status.time + 4 * 86_400, status.time + 18 * 86_400)
            (soon, late) = (first.dayWords, last.dayWords)
            status.pending = PendingCount(upcoming: [.suspend: .init(count: 1, first: first), .hardDelete: .init(count: 2, first: last)])
        }
        #expect(state.text.contains(words.replacing("FIRST", with: soon).replacing("LAST", with: late)), "\(state.text)")
    }

    @Test("Who needs an administrator is said with since when")
    func age() {
        var state = Self.page(Look.sizes[3])
        let asked = state.handle(.statusLoaded(SnapshotWorld.status(Self.on, Fixture.authorized)))
        #expect(asked.contains(.task(AppPage.ReadAge())))
        _ = state.handle(.answer(AppPage.ReadAge(), SnapshotWorld.now - 3 * SnapshotWorld.day))
        #expect(state.text.contains("since \((SnapshotWorld.now - 3 * SnapshotWorld.day).dayWords)"), "\(state.text)")
    }

    @Test("In a run the first page says how fast it goes")
    func pace() {
        var state = Self.page(Look.sizes[2])
        var progress = RunProgress()
        (progress.phase, progress.total, progress.done, progress.actionsPerMinute, progress.secondsLeft) = (.writing, 100, 40, 15.7, 220)
        _ = state.handle(.runProgressed(progress))
        for words in ["a run is under way · 16 a minute", "40 of 100, about 4 min left"] { #expect(state.text.contains(words), "\(state.text)") }
    }

    @Test("On a high screen the sections have names, on a lower one an empty row between them")
    func names() {
        for name in ["Waits for you", "To come", "Look up", "Configuration", "Service"] {
            #expect(Self.page(Look.sizes[2]).text.contains(name) && !Self.page(Look.sizes[1]).text.contains("  \(name)\n"))
        }
    }
}
