import Directory
import Foundation
import Provisioning
import Terminal
import Testing

@testable import Console

@Suite("The page of the provisioning scope", .timeLimit(.minutes(5)))
struct ScopeFlowTests {
    static func scoped(_ size: Size = Size(columns: 80, rows: 24)) -> ConsoleState {
        var configuration = Fixture.configuration(progress: .attributesMapped)
        configuration.autoprovisioning.scope.groups = Fixture.groups.prefix(2).map { GroupReference($0) }
        var state = Fixture.app(configuration)
        state.size = size
        state.press(.enter)
        _ = state.handle(
            .scopeCounted(
                ScopeSummary(
                    entitled: 1212, groups: [.init(groupID: "g1", people: 1200, onlyHere: 900), .init(groupID: "g2", exists: false)],
                    excluded: [.appOff: 30, .secondaryDomain: 4, .archived: 2]), request: state.model.scopeRequest))
        return state
    }

    @Test(
        "What each group adds, the total, and who is left out why", arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24)])
    func numbers(size: Size) {
        let text = Self.scoped(size).text
        #expect(text.contains("1,212 people in scope"))
        #expect(text.contains("Left out: 30 with the app off, 4 on a secondary domain, 2"))
        #expect(text.contains("1,200 people, 900 in no other group"))
        #expect(text.contains("gone from the directory"))
        #expect(text.replacing(/\s+/, with: " ").contains("archived (groups leave it out)."))
        #expect(size.columns < 80 || text.contains("presales@corp.example"))
    }

    @Test("Enter takes no group that nobody searched for or went to: not at first, not after an Add, not after the last was removed, not after Tab")
    func nobodyAsked() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped))
        state.press(.enter)
        func chosen() -> [String] { (state.page as? ScopePage)?.scope.groups.map(\.id) ?? [] }
        state.press(.enter)
        #expect(chosen().isEmpty && state.text.contains("Type a part of the group's name"))
        state.type("equipe")
        state.press(.enter, .enter, .enter)
        #expect(chosen() == ["g3"])
        #expect(state.text.contains("  ✓ Équipe 営業 (chosen)"), "no pointer stands where Enter does nothing")
        state.press(.tab, .delete, .enter)
        #expect(chosen().isEmpty)
        state.press(.tab, .tab, .enter)
        #expect(chosen().isEmpty)
        state.press(.up, .enter)
        #expect(chosen() == ["g2"])
    }

    @Test("The picker of access groups takes none by accident either, and a click is asking")
    func picker() throws {
        var state = Fixture.app()
        state.press(.character("U"), .character("A"), .enter)
        #expect(state.page is GroupPickerPage && state.text.contains("Type a part of the group's name"))
        _ = try FrameTests.click("Sales", in: &state)
        #expect(state.page is UserAccessPage && state.text.contains("Group Sales"))
    }

    @Test("On a wide screen a name and its address stay near each other, and only the list with the focus has a pointer")
    func wide() throws {
        var state = Self.scoped(Size(columns: 200, rows: 60))
        let line = try #require(state.text.split(separator: "\n").first { $0.contains("Équipe") })
        let name = try #require(line.range(of: "Équipe")), address = try #require(line.range(of: "team@"))
        #expect(line.distance(from: name.lowerBound, to: address.lowerBound) < 60)
        #expect(!state.text.contains("\n › "), "nobody went to a group yet")
        state.press(.down)
        #expect(state.text.components(separatedBy: "\n › ").count == 2)
        state.press(.tab)
        #expect(state.text.components(separatedBy: "\n › ").count == 2)
        #expect(state.text.contains("› Sales"))
    }

    @Test("A group that is added already is marked, and Enter does not add it again")
    func marked() {
        var state = Self.scoped()
        #expect(state.text.contains("✓ Sales (chosen)"))
        state.type("sales@")
        #expect(state.press(.enter).isEmpty)
        #expect(state.text.contains("Sales is in the scope already."))
    }

    @Test("Another list of groups is searched from then on, also while a text is in the field")
    func replaced() {
        var state = Self.scoped()
        state.type("fresh")
        #expect(state.text.contains("No group matches."))
        _ = state.handle(.groupsLoaded([Group(id: "n", email: "new@corp.example", name: "Fresh")]))
        guard let edited = state.press(.enter).first?.task(CountScope.self)?.configuration else {
            Issue.record("the new group must be found")
            return
        }
        #expect(edited.autoprovisioning.scope.groups.last?.id == "n")
    }

    @Test("The access groups are marked in their picker too")
    func access() {
        var state = Fixture.app(Fixture.configuration(access: UserAccess(groups: [GroupReference(Fixture.groups[0])])))
        state.press(.character("U"), .character("A"))
        #expect(state.text.contains("✓ Sales (chosen)"))
        state.press(.up, .enter)
        #expect(state.text.contains("Sales has access already."))
    }
}
