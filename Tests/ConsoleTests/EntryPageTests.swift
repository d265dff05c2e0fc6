import Foundation
import Terminal
import Testing

@testable import Console
@testable import Provisioning

@Suite("One entry in full", .timeLimit(.minutes(5)))
struct EntryPageTests {
    static let address = "maximiliane.von.hohenstein-wiesengrund.the.second@subsidiary.corp.example"

    /// An entry whose texts are longer than a row of the smallest screen.
    static func page(_ size: Size, _ symbols: SymbolSet) -> ConsoleState {
        var state = Fixture.console(Fixture.configuration(isOn: true), size: size, symbols: symbols)
        state.press(.enter)
        let entry = PlanEntry(
            PersonReference(id: "5", name: "Maximiliane Freifrau von und zu Hohenstein-Wiesengrund", email: address), kind: .rename,
            accountID: "1005",
            before: ["userName": "max@corp.example", "title": "Engineer"], after: ["userName": address, "title": "Senior engineer"],
            reason: .attributesChanged(["User name", "Job title", "Everything else that a long list of attributes can name in a row"]))
        let hold = SafeguardHold(kind: .rename, planned: 20, recent: 4, allowance: 10)
        _ = state.push(EntryPage(entry.name, Detail(entry, standing: .held, hold: hold, targets: Fixture.targets)))
        return state
    }

    @Test("Nothing is cut, and the last row can be reached", arguments: Look.sizes, Look.symbols)
    func whole(size: Size, symbols: SymbolSet) {
        var state = Self.page(size, symbols)
        let first = state.text
        // Without the path, which may lose its beginning.
        func rows() -> String { state.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast(2).joined(separator: "\n") }
        var body = rows()
        for _ in 0..<20 {
            state.press(.down)
            body += rows()
        }
        #expect(!body.contains(symbols.ellipsis), "\(body)")
        // A long address is broken where the row ends.
        let unbroken = body.filter { !$0.isWhitespace && !$0.isNewline && !"█│#|".contains($0) }
        for words in [Self.address, "20renamesareheld:with4inthelast21daystheyexceedthelimitof10.", "Seniorengineer", "1005"] {
            #expect(unbroken.contains(words), "\(words)\n\(body)")
        }
        // The key is named where it does something, and only there.
        #expect(first.contains("Up/Down Scroll") == (first != state.text))
        let last = state.text
        state.press(.up)
        #expect((state.text != last) == (first != last), "no key is lost at the end")
        state.press(.home)
        #expect(state.text == first)
        state.press(.end)
        #expect(state.text == last)
    }

    @Test("A change that fits stands in one row, a longer one in two, the new value with its arrow")
    func change() {
        let text = Self.page(Look.sizes[1], .unicode).text
        #expect(text.contains("Job title    Engineer → Senior engineer"))
        #expect(text.contains("User name    max@corp.example\n            → maximiliane"))
    }
}
