import Foundation
import Provisioning
import Sync
import Terminal
import Testing
import Wording

@testable import Console

@Suite("The forms", .timeLimit(.minutes(5)))
struct FormTests {
    @Test("The time line follows the choices, says when no suspension comes first, and u puts back what is saved")
    func timeline() {
        var state = Fixture.app()
        state.press(.character("s"), .down, .down, .down, .enter)
        #expect(state.text.contains("Cause seen ──────── 7 days: suspend"))
        #expect(state.text.contains("Nothing happens: the account stays as it is."))
        state.press(.down, .down, .down, .character(" "))
        #expect(state.text.contains("Cause seen ──────── 7 days: suspend ────── 21 days: hard delete"))
        #expect(state.text.contains("When the user is suspended in Google (changed)"))
        state.press(.left, .left, .left)
        #expect(state.text.contains("Cause seen ── within 24 h: hard delete (never suspended)"))
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && !state.text.contains("(changed)"))
    }

    @Test("At 60×15 the line in time of the cause with the focus is there; the warning is whole at 80×24")
    func small() {
        var state = Fixture.app()
        _ = state.go(to: .deprovisioning)
        state.size = Size(columns: 60, rows: 15)
        #expect(state.text.contains("When the app is off for the user, or out of scope"))
        #expect(state.text.contains("App off: nothing happens, the account stays as it is."))
        state.press(.down, .down)
        #expect(state.text.contains("Suspended ──── 7 days: suspend"))
        state.press(.tab)
        #expect(state.text.contains("[ Update ]") && !state.text.contains("Suspended ─"))
        state.press(.up, .character(" "), .left, .left)
        state.press(.up, .character(" "), .up, .character(" "), .up, .up, .character(" "), .left, .left, .left, .up, .character(" "))
        state.size = Size(columns: 80, rows: 24)
        state.press(.down, .character(" "), .left, .left, .left)
        #expect(
            state.text.replacing(/\s+/, with: " ").contains("the hard delete is not later than the suspension, so nobody gets a chance to notice."),
            "\(state.text)")
        #expect(state.text.contains("When the app is turned off for the user or the user leaves the scope (changed)"))
    }

    @Test("What happens to a change by hand is chosen with H, a new source keeps it, and u puts back what is saved")
    func changesByHand() {
        var state = Fixture.app()
        _ = state.go(to: .mapping)
        state.press(.down, .character("H"))
        #expect(state.text.contains("a change by hand is written over"))
        state.press(.character("D"))
        #expect(state.page.hasUnsavedChanges(state.model) && state.text.contains("First name; by hand: written over"))
        state.press(.character("H"))
        #expect(state.text.replacing(/\s+/, with: " ").contains("a change by hand stays until the directory's value changes"))
        #expect(state.text.contains("First name; by hand: stays"))
        state.press(.character("H"))
        #expect(!state.page.hasUnsavedChanges(state.model))
        state.press(.character("H"), .character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && !state.text.contains("First name; by hand"))
    }

    @Test("A text for everyone takes no fallback, and a user name takes no text for everyone")
    func texts() {
        var state = Fixture.app()
        _ = state.go(to: .mapping)
        state.press(.down, .down, .enter)
        state.type("Consultant")
        state.press(.enter, .character("F"))
        #expect(state.page is AttributesPage && state.text.contains("A text for everyone is never missing"))
        state.press(.home, .enter)
        #expect(state.page is SourcePickerPage)
        state.type("Consultant")
        #expect(state.press(.enter).isEmpty && state.page is SourcePickerPage)
        #expect(state.text.replacing(/\s+/, with: " ").contains("the user name differs from person to person"))
    }

    @Test("What is not saved is not told as if it were so; an added group is selected and marked, and keys without effect say why")
    func accessWords() {
        var state = Fixture.app()
        state.press(.character("U"))
        #expect(state.text.contains("The app is ON for everyone."))
        #expect(state.press(.delete).isEmpty && state.text.contains("Del removes a group."))
        state.press(.down, .character(" "))
        #expect(Look.sentences(state).contains("Not saved yet: the app will be ON, except for 1 unit (2 with the units below it)."))
        state.press(.character("A"))
        state.type("presales")
        state.press(.enter)
        #expect(state.text.contains("› Group Presales") && state.text.contains("presales@corp.example (added)"))
        state.press(.character("i"))
        #expect(state.text.contains("Only a unit inherits."))
    }

    @Test("Steps of the setup that are done keep their mark on the way back; the button that goes on is the last one")
    func progress() {
        var state = Fixture.app(Fixture.configuration(progress: .attributesMapped))
        state.press(.enter)
        #expect(state.text.contains("Step 3 of 4:  ✓ Authorize  ›  ✓ Attributes  ›  [3 Scope]  ›  4 Deprovisioning"))
        state.press(.escape, .escape)
        #expect(state.text.contains("Step 1 of 4:  [✓ Authorize]  ›  ✓ Attributes  ›  3 Scope  ›  4 Deprovisioning"))
        #expect(state.text.contains("[ Back ]  [ Continue ]") && state.page.step == .authorize)
        #expect(state.press(.enter).contains(.loadAttributes) || state.page.step == .attributes)
    }

    @Test("A changed row of the mapping says what it was; u puts it back")
    func mapping() {
        var state = Fixture.app()
        state.press(.character("s"), .down, .enter, .down, .down, .delete)
        #expect(state.text.contains("not mapped (changed, was Job title)"))
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && !state.text.contains("changed"))
    }

    @Test("A changed unit says so, with those that inherit from it; u takes it back")
    func userAccess() {
        var state = Fixture.app()
        state.press(.character("U"), .down, .character(" "))
        #expect(state.text.components(separatedBy: "(changed)").count == 3)
        state.press(.character("u"))
        #expect(!state.page.hasUnsavedChanges(state.model) && !state.text.contains("(changed)"))
    }

    @Test(
        "Below the last line of a form Space presses nothing: only Enter presses a button", arguments: [Place.deprovisioning, .mapping, .userAccess])
    func space(place: Place) {
        var state = Fixture.app()
        _ = state.go(to: place)
        for _ in 0..<20 { state.press(.down) }
        #expect(state.text.contains(place == .userAccess ? "Enter Save" : "Enter Update"))
        #expect(state.press(.character(" "), .character(" ")).isEmpty)
        #expect(state.page.crumb == place.way(state.model).last?.crumb)
    }

    @Test("Whoever comes to the buttons comes to the one that saves, wherever the focus was before")
    func primary() {
        var state = Fixture.app(Fixture.configuration(progress: .notStarted, singleSignOn: false), .notAuthorized)
        state.press(.enter, .tab, .left, .up, .character(" "), .enter)
        #expect(state.text.contains("Enter Continue"))
        #expect(state.press(.enter).contains { $0.begunSave?.way == .atOnce })
        var kept = Fixture.app(Fixture.configuration(progress: .scopeChosen))
        kept.press(.enter, .character(" "), .tab, .left, .enter)
        #expect(kept.page.step == .scope)
        kept.press(.tab)
        #expect(!kept.press(.enter).isEmpty)
        _ = kept.push(SetupStep.deprovisioning)
        #expect(kept.text.contains("Enter Finish"))
        var form = Fixture.app()
        _ = form.go(to: .deprovisioning)
        form.press(.down, .enter)
        #expect(form.text.contains("Enter Update"), "Space ticks a box, Enter goes on")
    }

    @Test(
        "The connection goes to the field that is wrong and says what would be right",
        arguments: [
            (0, "", "key file"), (4, "ftp://x", "https://; http:// only for a sandbox"), (5, "", "client id"), (7, "99999", "from 0 (any free one)"),
        ])
    func connection(line: Int, text: String, words: String) throws {
        var state = Fixture.app()
        state.pages.append(ConnectionPage(state.model))
        var downs = line
        if line == 0 {
            // Google, and the way with a key and an administrator.
            state.press(.left, .down, .right, .right, .right, .up)
            downs = 2
        } else {
            // The files' folder takes the place of the three lines of Google.
            downs = line == 4 ? 2 : line == 5 ? 3 : 5
        }
        for _ in 0..<downs { state.press(.down) }
        state.press(.control("a"), .control("k"))
        state.type(text)
        let before = state.draw().cursor
        for _ in 0..<8 { state.press(.down) }
        #expect(state.press(.enter).isEmpty)
        #expect(state.text.replacing(/\s+/, with: " ").contains(words), "\(state.text)")
        #expect(state.draw().cursor?.row == before?.row)
    }

    @Test("Saving the connection changes what the page shows and nothing else: the profile of another app stays")
    func connectionKeepsProfile() throws {
        var configuration = Fixture.configuration()
        configuration.application.profile = "/etc/autoprovision/profile.json"
        var state = Fixture.app(configuration)
        state.pages.append(ConnectionPage(state.model))
        // Source, folder, server, client id.
        state.press(.down, .down, .down)
        state.press(.control("a"), .control("k"))
        state.type("other")
        for _ in 0..<8 { state.press(.down) }
        let effects = state.press(.enter)
        guard let edited = effects.first?.save(.back, .connect(clientSecret: nil)) else {
            Issue.record("\(effects)")
            return
        }
        var expected = configuration
        expected.application.clientID = "other"
        #expect(edited == expected)
    }

    @Test(
        "The address to open is whole, on lines of its own, at every size, and the button and c copy it",
        arguments: [Size(columns: 60, rows: 15), Size(columns: 80, rows: 24), Size(columns: 140, rows: 50)], [nil, "Sandbox: sign in as admin"])
    func address(size: Size, hint: String?) throws {
        let url = try #require(URL(string: "https://platform.example/restapi/oauth/authorize?state=\(String(repeating: "y", count: 300))&end=1"))
        var state = Fixture.app(Fixture.configuration(progress: .notStarted), .notAuthorized)
        state.size = size
        state.press(.enter, .enter)
        _ = state.handle(.authorizationBegun(url, browserStarted: false, hint: hint))
        let lines = state.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let start = try #require(lines.firstIndex { $0.hasPrefix("https://") })
        let end = try #require(lines[start...].firstIndex { $0.hasSuffix("&end=1") })
        #expect(lines[start...end].joined() == url.absoluteString)
        #expect(state.text.contains("Where it ended"))
        #expect(hint.map(state.text.contains) ?? true, "\(state.text)")
        #expect(state.page.isTyping, "without a browser here, an address will be pasted, key by key in some terminals")
        #expect(state.press(.tab, .enter) == [.copy(url.absoluteString)])
        #expect(state.press(.character("Y")) == [.copy(url.absoluteString)])
    }
}
