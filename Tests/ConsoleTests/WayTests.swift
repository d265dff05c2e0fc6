import Directory
import Foundation
import Terminal
import Testing

@testable import Console
@testable import Engine
@testable import Provisioning
@testable import Sync
@testable import Wording

@Suite("Never a dead end", .timeLimit(.minutes(5)))
struct WayTests {
    static func explained(_ lines: [(String, String)], unit: String? = nil) -> ExplainPage.Explained {
        var explanation = Explanation(
            personID: "7", name: "Ewa Nowak", email: "ewa.nowak@corp.example", answer: "Deleted.",
            lines: lines.map { .init(title: $0.0, text: $0.1, isObstacle: false, mark: .yes) }, decidingLine: nil)
        explanation.unit = unit
        return .init(explanation: explanation, history: [])
    }

    /// The page that Enter on a step leads to.
    static func enter(_ title: String, unit: String? = nil) -> ConsoleState {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.handle(.planLoaded(SnapshotWorld.plan))
        _ = state.push(ExplainPage(personID: "7"))
        _ = state.handle(.explained(explained([("Google account", "active"), (title, "words")], unit: unit)))
        state.press(.down, .enter)
        return state
    }

    @Test(
        "From Why each step opens where it is decided",
        arguments: [
            ("Pending", "Pending"), ("Timer", "Pending"), ("User access", "User access"), ("Scope", "Provisioning scope"),
            ("Mapping", "Attribute mapping"), ("Account", "Accounts"), ("App's form", "Accounts"), ("Problem", "Failures"), ("Failure", "Failures"),
            ("Safeguard", "Preview"), ("Rejected", "Preview"), ("Unit moved", "Preview"),
        ])
    func steps(title: String, page: String) {
        #expect(Self.enter(title).page.crumb == page)
    }

    @Test("Enter on Pending goes to the person's line, where x cancels it")
    func pending() {
        var state = Self.enter("Pending")
        #expect(state.text.contains("› in 18 d"), "\(state.text)")
        state.press(.character("x"))
        #expect(Look.question(state).contains("Ewa Nowak <ewa.nowak@corp.example> will not be deleted for good"))
    }

    @Test("Enter on User access goes to the person's unit; Google's own word is said to be Google's")
    func unit() {
        #expect(
            Self.enter("User access", unit: "/Sales/West").text.contains("› │  └─ West")
                || Self.enter("User access", unit: "/Sales/West").text.contains("›    └─ West"))
        var state = Self.enter("Pending")
        state.press(.escape, .up, .enter)
        #expect(state.page is ExplainPage && state.text.contains("This is decided in Google's Admin console."))
    }

    static func palette(_ text: String) -> ConsoleState {
        var state = ConsoleState(
            model: ConsoleModel(targets: SnapshotWorld.targets, homeName: "/home", sandbox: nil), size: Look.sizes[1])
        _ = state.handle(.statusLoaded(SnapshotWorld.status(SnapshotWorld.configuration(isOn: true), Fixture.authorized)))
        _ = state.enter(.app)
        state.press(.character(":"))
        let asked = state.type(text)
        #expect(asked.contains(.loadPeople))
        _ = state.handle(.peopleLoaded(ListWithDetailTests.people))
        _ = state.handle(
            .groupsLoaded(SnapshotWorld.groups.enumerated().map { Group(id: "g\($0)", email: $1.1, name: $1.0, directMemberCount: $1.2) }))
        _ = state.handle(.unitsLoaded(SnapshotWorld.units))
        return state
    }

    @Test(
        "People, groups, units, runs and settings are found from anywhere",
        arguments: [
            ("silva", "Ana Silva", "Why"), ("vente", "Group Équipe de vente", "Provisioning scope"), ("west", "Unit /Sales/West", "User access"),
            ("run 9", "Run 9", "Activity"), ("job ti", "Job title", "Attribute mapping"), ("limit of del", "Limit of deletions", "Safeguards"),
        ])
    func found(text: String, title: String, page: String) {
        var state = Self.palette(text)
        #expect(state.text.contains("› \(title)"), "\(state.text)")
        state.press(.enter)
        #expect(state.page.crumb == page)
        if text == "west" { #expect(state.text.contains("› ") && state.text.contains("West")) }
    }

    @Test("Each entry of the palette shows the key that leads there too")
    func keys() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.press(.character(":"))
        #expect(state.text.contains(/Pending +suspensions and deletions to come +n/), "\(state.text)")
    }

    @Test("A click on the line at the top goes back there, and asks where input would be lost")
    func breadcrumb() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.enter(.scope)
        #expect(state.path.count == 5)
        state.size = Look.sizes[2]
        func place(_ words: String) -> Point { Point(column: state.text.prefix { $0 != "\n" }.description.distance(words), row: 0) }
        _ = state.handle(.terminal(.mouse(.press(place("RingCentral")))))
        #expect(state.page is AppPage)
        state.press(.character("U"), .character(" "))
        _ = state.handle(.terminal(.mouse(.press(place("Web and")))))
        #expect(state.question?.purpose == .discardChanges(nil) && state.page is UserAccessPage)
    }

    @Test("What is marked is acted on at once, with one question that says the sum")
    func marks() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.enter(.pending)
        _ = state.handle(.planLoaded(SnapshotWorld.plan))
        state.press(.character(" "), .down, .down, .down, .down, .character(" "))
        #expect(state.text.contains("✓") && KeyBarTests.bar(state).contains("Esc Unmark"))
        state.press(.character("x"))
        #expect(Look.question(state).contains("1 suspension and 1 hard delete will not happen"), "\(Look.question(state))")
        let effects = state.press(.right, .enter)
        #expect(effects.contains { $0.pending(.cancel)?.count == 2 })
        state.press(.up, .character(" "), .character("P"))
        #expect(Look.question(state).contains("will come seven days later than now"))
        state.press(.escape, .character(" "), .escape)
        #expect(state.page is PendingPage && !state.text.contains("✓"))
    }

    @Test("In the preview, what is marked is released or rejected at once")
    func marksInPreview() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.enter(.preview)
        _ = state.handle(.planLoaded(SnapshotWorld.plan))
        state.press(.character(" "), .character(" "), .character("-"))
        #expect(Look.question(state).contains("Reject these 2 actions?"), "\(Look.question(state))")
    }

    @Test("A list is sorted by one column after the other, up and down, and then by itself again; what is selected stays selected")
    func sort() {
        var state = PeopleTests.opened()
        state.press(.enter, .escape)
        if state.page is PeoplePage == false { state = PeopleTests.opened() }
        state.press(.down)
        func names() -> [String] {
            state.text.split(separator: "\n").compactMap { line in
                ["Zoë", "Max", "old@"].first { line.contains("  \($0)") || line.contains("› \($0)") }
            }
        }
        let own = names()
        state.press(.character("S"))
        #expect(names() == ["Max", "old@", "Zoë"] && state.text.contains("Name ↑"), "\(state.text)")
        state.press(.character("S"))
        #expect(names() == ["Zoë", "old@", "Max"] && state.text.contains("Name ↓"))
        for _ in 0..<7 { state.press(.character("S")) }
        #expect(names() == own)
    }

    @Test("The preview is sorted by its columns too, and Enter opens what is selected then")
    func sortedPreview() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[2]
        _ = state.enter(.preview)
        _ = state.handle(.planLoaded(Fixture.plan))
        func people() -> [String] { (state.page as? PreviewPage).map { page in page.list.rows.map { page.rows[$0].personID } } ?? [] }
        #expect(people() == ["3", "1", "2"])
        for _ in 0..<3 { state.press(.character("S")) }
        #expect(people() == ["2", "1", "3"] && state.text.contains("Who ↑"), "\(state.text)")
        state.press(.home)
        #expect((state.page as? PreviewPage)?.selected?.personID == "2")
        state.press(.character("S"), .character("S"), .character("S"), .character("S"), .character("S"), .character("S"))
        #expect(people() == ["3", "1", "2"] && (state.page as? PreviewPage)?.selected?.personID == "2")
    }

    @Test("Activity is sorted by its columns, and Escape shows the newest first again")
    func sortedActivity() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        _ = state.enter(.activity)
        func sorted(_ column: ActivityQuery.Order.Column, _ isDescending: Bool) -> ConsoleEffect {
            var query = ActivityQuery()
            query.order = .init(column, isDescending: isDescending)
            return .findActivity(query)
        }
        for column in ActivityQuery.Order.Column.allCases {
            #expect(state.press(.character("S")) == [sorted(column, false)])
            #expect(state.press(.character("S")) == [sorted(column, true)])
        }
        #expect(state.press(.character("S")) == [.findActivity(ActivityQuery())])
        state.press(.character("S"))
        #expect(state.press(.escape) == [.findActivity(ActivityQuery())] && state.page is ActivityPage)
        #expect(state.press(.character("S")) == [sorted(.time, false)], "it begins anew")
    }

    @Test("Activity shows a calendar month, the one before with each press, and the days from one to another")
    func months() throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        var status = Fixture.status(Fixture.configuration(isOn: true))
        status.time = Fixture.now
        _ = state.handle(.statusLoaded(status))
        _ = state.enter(.activity)
        func month(_ back: Int) throws -> Range<Date> {
            let day = try #require(Calendar.current.date(byAdding: .month, value: -back, to: Fixture.now))
            let month = try #require(Calendar.current.dateInterval(of: .month, for: day))
            return month.start..<month.end
        }
        #expect(state.press(.character("m")) == [.findActivity(ActivityQuery(time: try month(0)))])
        #expect(state.press(.character("m")) == [.findActivity(ActivityQuery(time: try month(1)))])
        state.press(.character("M"), .control("u"))
        state.type("2026-02-30")
        state.press(.enter, .control("u"), .enter)
        #expect(state.text.contains("A day is written as"))
        state.press(.tab, .control("u"))
        state.type("2026-02-03")
        state.press(.tab, .control("u"))
        state.type("2026-02-03")
        let day = try #require(Calendar.current.date(from: DateComponents(year: 2026, month: 2, day: 3)))
        let next = try #require(Calendar.current.date(byAdding: .day, value: 1, to: day))
        #expect(state.press(.enter) == [.findActivity(ActivityQuery(time: day..<next))])
        #expect(state.page is ActivityPage && (state.page as? ActivityPage)?.words == "Everything, 2026-02-03")
    }

    @Test("Down to 40×8 the headline and the line that has the focus remain", arguments: [Size(columns: 40, rows: 8), Size(columns: 50, rows: 10)])
    func small(size: Size) {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = size
        for _ in 0..<20 {
            #expect(state.text.contains("[━━●] ON") && state.text.contains("\n › "), "\(state.text)")
            state.press(.down)
        }
        _ = state.enter(.people)
        _ = state.handle(.peopleLoaded(PeopleTests.people))
        #expect(state.text.contains("› Zoë"), "\(state.text)")
    }

    @Test("News of the home that come while a task is waited for are looked at afterwards")
    func missed() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.model.isBusy = true
        var other = Fixture.configuration(isOn: true)
        other.revision = 9
        #expect(state.handle(.homeChanged(Fixture.status(other))).isEmpty)
        state.model.isBusy = false
        #expect(state.handle(.runFailed("It failed.")).count { $0 == .loadStatus } == 2)
        #expect(state.handle(.runFailed("It failed.")).count { $0 == .loadStatus } == 1)
    }
}

extension String {
    /// Columns before some words.
    fileprivate func distance(_ words: String) -> Int { range(of: words).map { distance(from: startIndex, to: $0.lowerBound) } ?? 0 }
}
