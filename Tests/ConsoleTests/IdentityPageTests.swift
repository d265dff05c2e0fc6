import Engine
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("Changed ids on the screen", .timeLimit(.minutes(5)))
struct IdentityPageTests {
    static let change = IdentityChange(
        pairs: (1...30).map {
            IdentityPair(address: "person\($0)@corp.example", name: "Person \($0)", from: "person\($0)@corp.example", to: "10439281726354\($0 + 100)")
        }, linked: 30)

    static func status(_ status: WorkspaceStatus) -> WorkspaceStatus {
        var status = status
        status.identityChange = change
        return status
    }

    static func app() -> ConsoleState {
        let configuration = Fixture.configuration(isOn: true)
        var state = Fixture.app(configuration)
        _ = state.handle(.statusLoaded(status(Fixture.status(configuration))))
        return state
    }

    @Test("The app's page leads there first; the page shows the pairs, asks, and carries the accounts over")
    func carry() {
        var state = Self.app()
        #expect(state.text.contains("Changed ids") && state.text.contains("30 people have another id"))
        #expect(state.press(.enter) == [.foretellIdentities])
        _ = state.handle(.identitiesForetold(Self.change))
        for part in ["30 of 30 people with an account", "Id before", "Id now", "1043928172635", "person1@corp"] {
            #expect(state.text.contains(part), "\(part)")
        }
        state.press(.character("C"))
        #expect(state.text.contains("Carry the accounts over?") && state.text.contains("30 accounts go over to the new ids"))
        #expect(state.press(.tab, .enter) == [.decideIdentities(Self.change, carry: true)])
        _ = state.handle(.answer(IdentityPage.Decide(change: Self.change, carry: true), 30))
        #expect(state.page is AppPage)
        #expect(state.text.contains("30 accounts went over to the new ids."))
    }

    @Test("That they are other people has to be typed")
    func others() {
        var state = Self.app()
        state.press(.enter)
        _ = state.handle(.identitiesForetold(Self.change))
        state.press(.character("<"))
        #expect(state.text.contains("Are these other people?") && state.text.contains("counts as gone"))
        #expect(state.press(.tab, .enter).isEmpty)
    }

    @Test("Where nothing changed there is nothing to decide, a failure is said, and during a run nothing is asked")
    func nothing() {
        var state = Self.app()
        state.press(.enter)
        _ = state.handle(.failure(IdentityPage.Find(), "users.csv was changed a moment ago."))
        #expect(state.text.contains("users.csv was changed a moment ago."))
        _ = state.handle(.identitiesForetold(nil))
        #expect(state.text.contains("There is nothing to decide."))
        #expect(state.press(.character("C")).isEmpty && state.question == nil)
        _ = state.handle(.identitiesForetold(Self.change))
        _ = state.handle(.runProgressed(RunProgress()))
        state.press(.character("C"))
        #expect(state.question == nil && state.text.contains("A run is under way."))
    }
}
