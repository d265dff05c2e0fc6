import Directory
import Foundation
import Terminal
import Testing
import Wording

@testable import Console
@testable import Provisioning
@testable import Sync

@Suite("From 110 columns on, each list has the detail of its selected row beside it", .timeLimit(.minutes(5)))
struct ListWithDetailTests {
    /// A list, the news that fill it, and what its detail says of the first row.
    struct List: Sendable, CustomTestStringConvertible {
        let place: Place
        let news: @Sendable () -> [ConsoleEvent]
        let words: [String]

        var testDescription: String { place.name }
    }

    static let people = [
        ListedPerson(id: "20", name: "Ana Silva", email: "ana.silva@corp.example", status: .suspended, accountIsActive: false),
        ListedPerson(id: "1", name: "Zoë Kowalczyk", email: "zoe.kowalczyk@corp.example", status: .active, accountIsActive: nil),
    ]
    static let plan: [ConsoleEvent] = [.planLoaded(SnapshotWorld.plan)]

    static let lists = [
        List(
            place: .people, news: { [.peopleLoaded(people)] },
            words: ["Ana Silva <ana.silva@corp.example>", "Directory suspended", "Account   suspended"]),
        List(place: .preview, news: { plan }, words: ["What         to be deleted", "exceed the limit", "Account id   201"]),
        List(place: .pending, news: { plan }, words: ["Ana Silva <ana.silva@corp.example>", "Account id   1001"]),
        List(
            place: .activity,
            news: {
                [.activityFound(ActivityQuery(), ActivityIndex([2]), total: 1), .entriesRead(ActivityQuery(), start: 0, [SnapshotWorld.entry(2)])]
            },
            words: ["Log entry", "Account id"]),
        List(place: .failures, news: { [.failuresLoaded(SnapshotWorld.failures, SnapshotWorld.now)] }, words: ["Cause ", "Cure ", "Last time "]),
        List(place: .accounts, news: { [.accountsListed(AccountsPageTests.overview)] }, words: ["Whose ", "Rule "]),
        List(place: .userAccess, news: { [.scopeCounted(SnapshotWorld.unitSummary, request: 0)] }, words: ["Because ", "Units below 6"]),
        List(place: .scope, news: { [] }, words: ["Members 812 directly", "not chosen"]),
    ]

    static func state(_ list: List, _ columns: Int, rows: Int = 40) -> ConsoleState {
        var state = ConsoleState(
            model: ConsoleModel(targets: SnapshotWorld.targets, homeName: "/home", sandbox: nil), size: Size(columns: columns, rows: rows))
        _ = state.handle(.statusLoaded(SnapshotWorld.status(SnapshotWorld.configuration(isOn: true), Fixture.authorized)))
        _ = state.handle(
            .groupsLoaded(SnapshotWorld.groups.enumerated().map { Group(id: "g\($0)", email: $1.1, name: $1.0, directMemberCount: $1.2) }))
        _ = state.handle(.unitsLoaded(SnapshotWorld.units))
        _ = state.enter(list.place)
        for event in list.news() { _ = state.handle(event) }
        return state
    }

    @Test("The detail stands right of the list, and on a narrower screen only where it is asked for", arguments: lists, [110, 120, 200])
    func beside(list: List, columns: Int) {
        let wide = Self.state(list, columns)
        for words in list.words { #expect(wide.text.contains(words), "\(words)\n\(wide.text)") }
        let narrow = Self.state(list, 109)
        #expect(!list.words.allSatisfy(narrow.text.contains), "\(narrow.text)")
    }

    @Test(
        "What the detail says is what Enter opens",
        arguments: lists.filter { [.preview, .pending, .activity, .failures, .accounts].contains($0.place) })
    func enter(list: List) {
        var state = Self.state(list, 80)
        state.press(.enter)
        #expect(state.page is EntryPage)
        let said = Look.sentences(state)
        for words in list.words { #expect(said.contains(words.split { $0 == " " }.joined(separator: " ")), "\(words)\n\(state.text)") }
    }

    @Test("A detail that is longer than the screen says how to see the rest")
    func long() {
        let state = Self.state(Self.lists[1], 120, rows: 15)
        #expect(state.text.contains("Enter shows the rest."))
        #expect(!Self.state(Self.lists[1], 120).text.contains("Enter shows the rest."))
    }

    @Test("Beside the people stands why, which is found out once for all of them and told for one after the other")
    func why() throws {
        var state = Self.state(Self.lists[0], 120)
        #expect(state.text.contains("Finding out why..."))
        var narrow = Self.state(Self.lists[0], 80)
        #expect(narrow.press(.down).isEmpty)
        let explainer = PersonExplainer(
            input: PlanInput(
                configuration: Configuration(), targets: [], snapshot: DirectorySnapshot(primaryDomain: "corp.example"), now: Fixture.now),
            plan: SnapshotWorld.plan)
        let begun: [ConsoleEffect] = state.handle(.answer(PeoplePage.Understand(), explainer))
        #expect(begun == [.task(PeoplePage.Explain(personID: "20", explainer: explainer))])
        _ = state.handle(.answer(PeoplePage.Explain(personID: "20", explainer: explainer), SnapshotWorld.explained.explanation))
        for words in ["Should not be provisioned; the account is suspended.", "no, decides: suspended since 2026-05-27"] {
            #expect(Look.beside(state).contains(words), "\(state.text)")
        }
        // Another person: what was said of the one before is gone at once, and an answer about that one comes too late.
        state.press(.down)
        let moved = state.press(.down)
        #expect(moved == [.task(PeoplePage.Explain(personID: "1", explainer: explainer))], "\(moved)")
        #expect(!state.text.contains("the account is suspended"))
        _ = state.handle(.answer(PeoplePage.Explain(personID: "20", explainer: explainer), SnapshotWorld.explained.explanation))
        #expect(!state.text.contains("the account is suspended") && state.text.contains("zoe.kowalczyk@corp.example>"))
    }

    @Test("A move in a list of 100,000 costs about what it costs in one of 300")
    func large() {
        func seconds(_ count: Int) -> Double {
            var list = Self.lists[0]
            let many = (0..<count).map { number in
                ListedPerson(
                    id: "\(number)", name: "Person \(number)", email: "person-\(number)@corp.example", status: .active, accountIsActive: true)
            }
            list = List(place: .people, news: { [.peopleLoaded(many)] }, words: [])
            var state = Self.state(list, 200, rows: 60)
            state.press(.enter, .escape, .down)
            return (0..<5).map { _ in
                let start = ContinuousClock.now
                for _ in 0..<8 {
                    state.press(.down)
                    _ = state.frame()
                }
                return (ContinuousClock.now - start) / .seconds(1)
            }.min() ?? 0
        }
        let (small, large) = (seconds(300), seconds(100_000))
        #expect(large < 4 * small + 0.02, "\(small) s and \(large) s")
    }
}
