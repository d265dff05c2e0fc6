import Directory
import Foundation
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The key bar says what keys do now", .timeLimit(.minutes(5)))
struct KeyBarTests {
    static func bar(_ state: ConsoleState) -> String { String(state.text.split(separator: "\n", omittingEmptySubsequences: false).last ?? "") }

    @Test("With a filter that is kept, Esc clears it first, and the bar says so", arguments: ["p", "n", "f", "a", "w"])
    func clear(key: Character) {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[2]
        state.press(.character(key))
        _ = state.handle(.planLoaded(Fixture.plan))
        _ = state.handle(.failuresLoaded(SnapshotWorld.failures, Fixture.now))
        _ = state.handle(.peopleLoaded([ListedPerson(id: "1", name: "Zoë", email: "zoe@corp.example", status: .active, accountIsActive: nil)]))
        let index = ActivityIndex([2, 1])
        _ = state.handle(.activityFound(ActivityQuery(), index, total: 2))
        if key != "w" { state.press(.character("/")) }
        state.type("xyz")
        _ = state.handle(.activityFound(ActivityQuery(text: "xyz"), ActivityIndex([]), total: 2))
        for _ in 0..<2 {
            #expect(Self.bar(state).contains("Esc Clear") && !Self.bar(state).contains("Esc Back"), "\(Self.bar(state))")
            // There is nobody to open.
            #expect(!Self.bar(state).contains("Enter Details") && !Self.bar(state).contains("Enter Why"))
            state.press(.tab)
        }
        let depth = state.pages.count
        state.press(.escape)
        #expect(state.pages.count == depth)
    }

    @Test("Over the help, only keys of the help are named", arguments: Look.sizes)
    func help(size: Size) {
        var state = HelpTests.on(.preview, size)
        _ = state.handle(.planLoaded(Fixture.plan))
        state.press(.character("?"))
        #expect(Self.bar(state).contains("Esc Close") && !Self.bar(state).contains("Details") && !Self.bar(state).contains("Quit"))
        // What the bar has no room for.
        var seen = state.text
        for _ in 0..<4 where state.text.contains("Up/Down Scroll") {
            state.press(.pageDown)
            seen += state.text
        }
        for words in ["Release all of this kind", "Reject all of this kind"] { #expect(seen.contains(words)) }
    }

    @Test("While the authorization is revoked, R is the first key, r is none, and Run now says why", arguments: Look.sizes)
    func revoked(size: Size) {
        var state = Fixture.app(Fixture.configuration(isOn: true), Fixture.revoked)
        state.size = size
        #expect(Self.bar(state).hasPrefix(" R Reauthorize") && !Self.bar(state).contains("r Run"))
        #expect(state.text.contains("after you reauthorize (R)") && !state.text.contains("unattended runs"))
        #expect(!state.press(.character("r")).contains(.run(released: [])))
        #expect(state.page is AuthorizePage && !Self.bar(state).contains("R Reauthorize"))
    }

    @Test("What somebody has to go to now comes first, and no narrow line drops it", arguments: Look.sizes)
    func urgent(size: Size) {
        var state = FirstPageTests.page(size)
        #expect(Self.bar(state).hasPrefix(" Enter Turn off   p Preview"), "\(Self.bar(state))")
        state = FirstPageTests.page(size) { $0.held.undecided = 0 }
        #expect(Self.bar(state).hasPrefix(" Enter Turn off   f Failures"), "\(Self.bar(state))")
    }

    @Test("While a run is under way here, the line that would start one stops it", arguments: Look.sizes)
    func running(size: Size) throws {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = size
        _ = state.handle(.runProgressed(RunPageTests.progress))
        #expect(state.text.contains("a run is under way") && Self.bar(state).contains(". Stop"))
        _ = try FrameTests.click("Stop run", in: &state)
        #expect(state.text.contains("Stopping: changes in progress finish first."))
    }
}
