import Foundation
import Sync
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning

@Suite("The frame around all pages: mouse, palette, status line, questions", .timeLimit(.minutes(5)))
struct FrameTests {
    /// Where a text stands on the screen.
    static func place(of text: String, in state: ConsoleState) throws -> Point {
        for (row, line) in state.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.range(of: text) else { continue }
            return Point(column: line.distance(from: line.startIndex, to: range.lowerBound), row: row)
        }
        throw CocoaError(.coderValueNotFound)
    }

    static func click(_ text: String, in state: inout ConsoleState) throws -> [ConsoleEffect] {
        state.handle(.terminal(.mouse(.press(try place(of: text, in: state)))))
    }

    // MARK: Mouse

    @Test(
        "A click on a line of the app's page opens it", arguments: ["User access", "Preview", "Pending", "Activity", "Settings", "Connection"],
        [Size(columns: 80, rows: 24), Size(columns: 140, rows: 50)])
    func clickLine(line: String, size: Size) throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = size
        _ = try Self.click(line, in: &state)
        #expect(state.pages.count == 3)
    }

    @Test("A click on the slider asks, a click on the answer turns off, and none beside them does anything")
    func slider() throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        #expect(try Self.click("[━━●]", in: &state).isEmpty)
        #expect(state.question?.purpose == .turnOff)
        #expect(state.handle(.terminal(.mouse(.press(Point(column: 0, row: 0))))).isEmpty)
        #expect(state.question != nil, "a question covers what is below it")
        #expect(try Self.click("[ Turn off ]", in: &state) == [.turnOff])
        #expect(state.question == nil)
    }

    @Test("A typed word is needed with the mouse too")
    func typedWord() throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("s"), .end, .enter)
        #expect(try Self.click("( Delete )", in: &state).isEmpty)
        #expect(state.question != nil)
        _ = try Self.click("Type \"delete\" to confirm", in: &state)
        state.type("delete")
        #expect(try Self.click("[ Delete ]", in: &state) == [.stopRun, .deleteConfiguration])
    }

    @Test("Keys of the key bar can be clicked")
    func keyBar() throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Size(columns: 120, rows: 24)
        _ = try Self.click("p Preview", in: &state)
        #expect(state.page is PreviewPage)
        _ = try Self.click("Esc Back", in: &state)
        #expect(state.page is AppPage)
    }

    @Test("In a form a click brings the focus first: on a delay, a box, a button, wherever the focus was")
    func form() throws {
        var state = Fixture.app(Fixture.configuration(progress: .scopeChosen))
        state.press(.enter, .tab)
        _ = try Self.click("[ ] Hard delete", in: &state)
        let box = try Self.place(of: "[✓] Hard delete", in: state)
        let other = state.text.split(separator: "\n", omittingEmptySubsequences: false)[box.row]
        let option = try #require(other.range(of: "21 days"))
        let column = other.distance(from: other.startIndex, to: option.lowerBound)
        _ = state.handle(.terminal(.mouse(.press(Point(column: column, row: box.row)))))
        let effects = try Self.click("[ Finish ]", in: &state)
        guard let saved = effects.first?.save(.finishSetup) else {
            Issue.record("\(effects)")
            return
        }
        #expect(saved.autoprovisioning.deprovisioning[.appTurnedOff] == DeprovisioningRule(hardDelete: .after21Days))
    }

    @Test("A click in user access turns the unit under it on or off when it is selected, and Save saves")
    func unit() throws {
        var state = Fixture.app(Fixture.configuration(isOn: false))
        state.press(.character("U"), .tab)
        _ = try Self.click("Sales", in: &state)
        _ = try Self.click("Sales", in: &state)
        let effects = try Self.click("[ Save ]", in: &state)
        guard let saved = effects.first?.save(.back) else {
            Issue.record("\(effects)")
            return
        }
        #expect(saved.userAccess.ownSetting(at: "/Sales") == .off)
    }

    @Test("While an address is to be copied, the terminal's own selection works")
    func selection() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted), .notAuthorized)
        #expect(state.reportsMouse)
        state.press(.enter)
        #expect(state.page is AuthorizePage)
        #expect(!state.reportsMouse)
        state.press(.escape)
        #expect(state.reportsMouse)
        state.press(.control("p"))
        state.type("mouse off")
        state.press(.enter)
        #expect(!state.reportsMouse)
    }

    // MARK: Palette

    @Test("The palette leads from anywhere to anywhere, by any part of a name", arguments: Place.allCases)
    func palette(place: Place) throws {
        let start = Fixture.app(Fixture.configuration(isOn: true))
        for origin in Place.allCases {
            var state = start
            state.pages = origin.way(state.model)
            state.press(.control("p"))
            state.type(place.title(state.model).lowercased())
            state.press(.enter)
            #expect(state.pages.map(\.crumb) == place.way(state.model).map(\.crumb), "from \(origin)")
            while state.pages.count > 1 { state.press(.escape) }
            #expect(state.palette == nil)
        }
    }

    @Test("Before the setup is finished only what is there can be reached; before signing in nothing")
    func unreachable() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted))
        state.press(.character(":"))
        state.type("preview")
        #expect(state.text.contains("Nothing here has such a name."))
        var fresh = Fixture.console(Configuration(), .notAuthorized)
        fresh.press(.control("p"))
        #expect(fresh.palette == nil)
    }

    @Test("The palette finds what holds the letters together, its notes are whole at 80 columns, and End goes to the end")
    func paletteList() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.control("p"), .end)
        #expect(state.text.contains("› Quit"))
        state.press(.home)
        for _ in 0..<PaletteCommand.all(state).count {
            #expect(!state.text.contains("…"), "\(state.text)")
            state.press(.down)
        }
        state.type("del")
        #expect(state.text.contains("› Delete configuration") && !state.text.contains("› Web and mobile apps  "))
        #expect(!state.text.contains("the list of apps"))
        state.press(.control("u"))
        state.type("zqx")
        #expect(state.text.contains("Nothing here has such a name."))
    }

    @Test("Unsaved input is asked about before the palette leads away, and stays when that is declined")
    func unsaved() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character("U"), .character(" "))
        state.press(.control("p"))
        state.type("activity")
        state.press(.enter)
        #expect(state.question?.purpose == .discardChanges(.activity))
        state.press(.escape)
        #expect(state.page.hasUnsavedChanges(state.model))
        state.press(.control("p"))
        state.type("activity")
        state.press(.enter, .right, .enter)
        #expect(state.page is ActivityPage)
    }

    @Test("Setup pages that were left by the palette keep what was typed")
    func setUpKept() {
        var state = Fixture.app(Fixture.configuration(progress: .authorized))
        state.press(.enter, .delete)
        state.press(.control("p"))
        state.type("web and mobile")
        state.press(.enter)
        #expect(state.page is AppListPage)
        #expect(state.stash[.attributes] != nil)
    }

    // MARK: Questions

    static func plan(creates: Int, deletes: Int) -> Plan {
        func entry(_ id: Int, _ kind: ActionKind) -> PlanEntry {
            PlanEntry(
                PersonReference(id: "\(kind)\(id)", name: "N", email: "n@corp.example"), kind: kind,
                reason: .entitled(access: .organizationalUnit(path: "/"), scopeGroup: nil))
        }
        return Plan(
            configurationRevision: 3, made: Fixture.now, entries: (0..<creates).map { entry($0, .create) } + (0..<deletes).map { entry($0, .delete) },
            held: Fixture.plan.held, holds: [:], timerChanges: [], pending: [], problems: [], excluded: [], entitledCount: creates)
    }

    @Test(
        "Turning on names what the first run will do, in numbers; deletions want a typed word",
        arguments: [(212, 0, "create 212, suspend 0 and delete 0 accounts"), (1, 2, "create 1, suspend 0 and delete 2 accounts")])
    func turnOn(creates: Int, deletes: Int, words: String) {
        var state = Fixture.app(Fixture.configuration(isOn: false))
        #expect(state.press(.enter) == [.foretellTurnOn])
        _ = state.handle(.turnOnForetold(.loaded(Self.plan(creates: creates, deletes: deletes))))
        #expect(state.text.replacing(/[│┌┐└┘─\s]+/, with: " ").contains(words))
        #expect(state.text.contains("held by a safeguard"))
        guard deletes > 0 else {
            #expect(state.press(.right, .enter) == [.turnOn])
            return
        }
        #expect(state.press(.tab, .right, .enter).isEmpty)
        state.press(.up)
        state.type("delete")
        #expect(state.press(.enter, .right, .enter) == [.turnOn])
    }

    @Test("Before turning on it is said for whom nothing is done because of their data, and where that is mended; other problems do not count")
    func turnOnWithProblems() {
        func problem(_ id: String, _ problem: PlanProblem) -> ProblemEntry {
            ProblemEntry(PersonReference(id: id, name: "N", email: "n@corp.example"), problem: problem)
        }
        for (problems, words) in [
            (
                [problem("1", .missingValues(["Last name"]))],
                "For 1 person nothing is done, because a value of theirs would be refused: see Data quality."
            ),
            (
                [problem("1", .tooLong(["Title"])), problem("1", .missingValues(["Last name"])), problem("2", .unfit([]))],
                "For 2 people nothing is done, because values of theirs would be refused: see Data quality."
            ),
            ([problem("1", .sameUserName(userName: "n@corp.example", other: "o@corp.example"))], nil),
        ] as [([ProblemEntry], String?)] {
            var state = Fixture.app(Fixture.configuration(isOn: false))
            state.press(.enter)
            let plan = Plan(
                configurationRevision: 3, made: Fixture.now, entries: [], held: [], holds: [:], timerChanges: [], pending: [], problems: problems,
                excluded: [], entitledCount: 4)
            _ = state.handle(.turnOnForetold(.loaded(plan)))
            let text = state.text.replacing(/[│┌┐└┘─\s]+/, with: " ")
            #expect(words.map(text.contains) ?? !text.contains("nothing is done"), "\(text)")
        }
    }

    @Test("What cannot be foretold is said, and turning on is possible all the same")
    func unforetold() {
        var state = Fixture.app(Fixture.configuration(isOn: false))
        state.press(.enter)
        _ = state.handle(.turnOnForetold(.failed("Google did not answer.")))
        #expect(state.text.replacing(/[│\s]+/, with: " ").contains("cannot be predicted now: Google did not answer."))
        #expect(state.press(.right, .enter) == [.turnOn])
    }

    @Test(
        "Turning on by the palette goes to what is in the way",
        arguments: [(UserAccess(), "User access"), (UserAccess(organizationalUnits: ["/": .on]), "")])
    func blocked(access: UserAccess, page: String) {
        var state = Fixture.app(Fixture.configuration(isOn: false, access: access))
        state.press(.control("p"))
        state.type("turn on")
        let effects = state.press(.enter)
        #expect(page.isEmpty ? effects == [.foretellTurnOn] : state.page.crumb == page)
    }

    // MARK: Status line

    @Test(
        "The status line: the authorization and when it ends by itself, the next run, sandbox, home",
        arguments: [
            (
                Fixture.authorized, UnattendedService.absent,
                "authorization ends \((Fixture.now + 604_800).dayWords) if unused · no unattended runs · sandbox · home /home"
            ),
            (.revoked(reason: "gone", since: Fixture.now), .present(next: nil), "authorization ended · sandbox · home /home"),
            (.authorized(owner: nil, since: Fixture.now, idleDeadline: Fixture.now + 86_399), .absent, "authorization ends within a day if unused"),
            (
                .authorized(owner: nil, since: Fixture.now, idleDeadline: nil), .present(next: Fixture.now),
                "authorized · next run \(Fixture.now.clockWords)"
            ),
        ] as [(AuthorizationStatus, UnattendedService, String)])
    func statusLine(authorization: AuthorizationStatus, unattended: UnattendedService, words: String) {
        var state = Fixture.app(Fixture.configuration(isOn: true), authorization)
        state.size = Size(columns: 100, rows: 24)
        var status = Fixture.status(Fixture.configuration(isOn: true), authorization)
        status.unattended = unattended
        status.time = Fixture.now
        _ = state.handle(.statusLoaded(status))
        #expect(state.text.contains(words))
    }

    @Test("A window that is too small says which size is needed", arguments: [Size(columns: 39, rows: 24), Size(columns: 80, rows: 7)])
    func tooSmall(size: Size) {
        var state = Fixture.app()
        _ = state.handle(.terminal(.resized(size)))
        #expect(
            state.text.replacing("\n", with: " ").contains("The window has \(size.columns) columns and \(size.rows) rows. Enlarge it to 40 by 8"))
        _ = state.handle(.terminal(.resized(Size(columns: 80, rows: 24))))
        #expect(state.text.contains("Users created"))
    }

    @Test("Hints lead a newcomer on, also behind the help, and go away when autoprovisioning was first turned on")
    func hints() {
        let fresh = Configuration(revision: 1, administrator: "admin@corp.example")
        #expect(Fixture.app(fresh).text.contains("First: Connection, for"))
        #expect(Fixture.app(Fixture.configuration(progress: .notStarted)).text.contains("Next: Configure autoprovisioning."))
        #expect(Fixture.app(Fixture.configuration(progress: .scopeChosen)).text.contains("Next: Continue the setup."))
        #expect(Fixture.app(Fixture.configuration(access: UserAccess())).text.contains("Next: User access"))
        var state = Fixture.app(Fixture.configuration())
        #expect(state.text.contains("Next: p shows what would be done"))
        state.press(.character("?"), .escape)
        #expect(state.text.contains("Next: p shows what would be done"))
        #expect(!Fixture.app(Fixture.configuration(isOn: true)).text.contains("Next:"))
    }
}
