import Foundation
import Terminal
import Testing

@testable import Console

@Suite("A key means the same on every page", .timeLimit(.minutes(5)))
struct KeyMeaningTests {
    /// What each letter and sign does wherever it does something, in all the words that pages have for it. A letter that leads to a page says so with the page's
    /// name.
    static let meanings: [String: Set<String>] = [
        "+": ["Release", "Postpone", "Postpone 7 days"], "*": ["Release all of this kind"], "/": ["Filter"], ":": ["Go to"], "?": ["Help"],
        "A": ["Release all, run"], "C": ["Check everybody"], "D": ["Take what is proposed"], "F": ["Steps"], "M": ["From-to"], "N": ["Find person"],
        "R": ["Reauthorize", "Runs go on?"],
        "S": ["Sort"], "T": ["All again"], "X": ["Cancel all that are shown", "Reject all of this kind"],
        // Takes something in.
        "J": ["Move down"], "K": ["Move up"], "a": ["Add group", "Add a step", "Add a condition", "Adopt", "Exclude a person", "Tell me by mail"],
        "B": ["Exclude an account"], "E": ["Exclusions"],
        "O": ["Conditions"], "W": ["Secondary domains"],
        // Puts back what was.
        "b": ["Put back", "Put back this revision", "Put back what was changed by hand"], "c": ["Copy address"], "d": ["Days"], "e": ["CSV"],
        "f": ["Fallback"], "i": ["Inherit"], "l": ["Link to", "Carry over"], "m": ["Month"], "n": ["Next person"], "o": ["Other people"],
        "p": ["Pause", "Go on"], "q": ["Quit"],
        // Once more, from what is so now.
        "r": ["Run", "Run now", "Run for this person", "Plan again", "Read again", "Compare again", "Look again"], "s": ["Suspend"],  // Tries.
        "t": ["Try again", "Try again what failed", "Test message"],
        // Takes back what somebody did.
        "u": ["Take back", "Take a decision back", "Undo", "Undo all", "Undo it", "Undo row", "Undo the run"], "v": ["This run", "All runs"],
        "w": ["By hand"],
        // Takes away, or stops.
        "x": ["Cancel", "Clear", "Ignore", "Reject", "Remove", "Remove group", "Stop"], "y": ["Why"],
    ]

    @Test("No page has another meaning for a key, in any state that was looked at", arguments: Scene.all)
    func same(scene: Scene) {
        for size in Look.sizes {
            let state = scene.state(size, .unicode)
            for hint in state.pageHints + state.page.helpHints where hint.key.count == 1 {
                if Place.allCases.contains(where: { $0.key.map(String.init) == hint.key && $0.name == hint.label }) {
                    continue
                }
                #expect(Self.meanings[hint.key]?.contains(hint.label) == true, "\(state.page.crumb): \(hint.key) \(hint.label)")
            }
        }
    }

    @Test("The app's page offers exactly the letters that the pages have, each with the page's own name")
    func letters() {
        var state = Fixture.app(Fixture.configuration(isOn: true))
        state.size = Look.sizes[3]
        let hints = state.pageHints
        for place in Place.allCases {
            guard let key = place.key else { continue }
            #expect(hints.contains(KeyHint(String(key), place.name)), "\(place.name)")
        }
    }
}
