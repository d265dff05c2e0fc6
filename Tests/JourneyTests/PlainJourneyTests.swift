import Foundation
import Testing

/// The console for the ear: the whole way over a pipe, and at a terminal that can do nothing.
@Suite("Journeys in plain mode", .serialized, .timeLimit(.minutes(10)))
struct PlainJourneyTests {
    /// Nothing but text and line ends may be in what is said.
    static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)) }
    }

    @Test("The whole setup over a pipe, from the sign-in to the first run, by numbers alone; nothing but lines of text is ever sent")
    func setUp() async throws {
        let sandbox = try await RunningSandbox()
        let home = try TestHome()
        let setup = try await home.run("setup", "--sandbox", sandbox.url.absoluteString)
        try #require(setup.exitCode == 0, "\(setup.errors)")
        let talk = try PlainTalk(["console", "--plain", "--home", home.place], environment: ["TERM": "dumb"])

        try await talk.wait(for: "Plain mode.", "Sign in with an administrator's address")
        try talk.type("somebody@gmail.com")
        try await talk.wait(for: "Address: \"somebody@gmail.com\"")
        try talk.type("")
        try await talk.wait(for: "ending in @gmail.com cannot manage")
        try talk.type("admin@corp.example")
        try await talk.wait(for: "Address: \"admin@corp.example\"")
        try talk.type("")
        try await talk.wait(for: "1. RingCentral Office; Web; OFF for everyone; Not set up")
        try talk.type("")
        try await talk.wait(for: "Single sign-on (to be set up first)")
        try talk.choose("Configure autoprovisioning")
        try await talk.wait(for: "Before you set up autoprovisioning", "Continue (not available: Tick the box first.)")
        try talk.choose("Single sign-on is set up")
        try await talk.wait(for: "(ticked)")
        try talk.choose("Continue")
        try await talk.wait(for: "Step 1 of 4: Authorize")
        try talk.choose("Authorize")

        // The address is on one line; where the browser ended is typed as it is.
        let waiting = try await talk.wait(for: "/restapi/oauth/authorize", "Where it ended: empty")
        let line = try #require(waiting.split(separator: "\n").first { $0.hasPrefix("http://127.0.0.1") })
        let administrator = try await sandbox.administrator()
        let page = try await TestBrowser().consent(
            at: try #require(URL(string: String(line))), userName: administrator.userName, password: administrator.password, followsBack: false)
        try talk.type(try #require(page.location).absoluteString)
        try await talk.wait(for: "Where it ended: \"http://127.0.0.1")
        try talk.type("")
        try await talk.wait(for: "This program is authorized by RingCentral account", "Continue")
        try talk.choose("Continue")
        try await talk.wait(for: "Step 2 of 4: Attributes", "User name * (Primary email", "Value for")
        try talk.choose("Continue")
        try await talk.wait(for: "Step 3 of 4: Scope", "Search: empty", "All staff; all-staff@corp.example")
        try talk.choose("Continue")
        try await talk.wait(for: "Step 4 of 4: Deprovisioning", "Finish (not available")
        try talk.choose("Suspend")
        try await talk.wait(for: "Suspend (ticked)", "Finish")
        try talk.choose("Finish")
        try await talk.wait(for: "The setup is finished", "The app is off for everyone")

        try talk.choose("User access")
        try await talk.wait(for: "Everyone (/) (OFF; not set anywhere)", "/Sales (OFF;")
        try talk.type("space")
        try await talk.wait(for: "Everyone (/) (ON; set here (changed)")
        try talk.choose("Save")
        try await talk.wait(for: "Saved.", "User access (ON for everyone)")
        try talk.choose("Switch")
        let question = try await talk.wait(for: "Question: Turn on autoprovisioning?", "The first run starts at once. It will create")
        let planned = try #require(question.firstMatch(of: /It will create (\d+)/))
        try talk.choose("Turn on")
        let end = try await talk.wait(for: "Switch (ON)", "Run 1 done")
        #expect(end.contains(": \(planned.1) created"))
        try talk.type("quit")
        #expect(await talk.exitCode() == 0)
        #expect(Self.isPlain(talk.said))
        #expect(talk.errors.isEmpty)
        #expect(try await sandbox.accounts().contains { $0.userName == "zoe.kowalczyk@corp.example" && $0.externalId != nil })
    }

    @Test("The end of the input, Ctrl-C and SIGTERM end the talk with 0", arguments: [nil, SIGINT, SIGTERM] as [Int32?])
    func ends(signal: Int32?) async throws {
        let home = try TemporaryFolder()
        let talk = try PlainTalk(["console", "--plain", "--home", home.path])
        try await talk.wait(for: "Sign in")
        if let signal { talk.signal(signal) } else { try talk.hangUp() }
        #expect(await talk.exitCode() == 0)
        #expect(talk.said.hasSuffix("\n"))
        #expect(talk.errors.contains("told to (SIGTERM)") == (signal == SIGTERM), "\(talk.errors)")
    }

    @Test("What a pipe says before it could be answered waits for its answer")
    func early() async throws {
        let home = try TemporaryFolder()
        _ = try await Program.run(Program.autoprovision, ["setup", "--home", home.path, "--administrator", "admin@corp.example"])
        let talk = try PlainTalk(["console", "--plain", "--home", home.path])
        for line in ["", ":activity", "nonsense", "quit"] { try talk.type(line) }
        #expect(await talk.exitCode() == 0)
        #expect(!talk.said.contains("One cannot go anywhere from here"), "\(talk.said)")
        #expect(talk.said.contains("\"nonsense\""), "\(talk.said)")
        #expect(talk.said.contains("Connection ("), "\(talk.said)")
    }

    @Test("The demo talks over a pipe too", arguments: [(["--plain"], [:]), ([], ["ACCESSIBLE": "1"])] as [([String], [String: String])])
    func demo(arguments: [String], environment: [String: String]) async throws {
        let talk = try PlainTalk(["demo", "--users", "10"] + arguments, environment: environment)
        try await talk.wait(for: "Plain mode.", "Sign in", "Its administrator is admin@corp.example.")
        try talk.type("quit")
        #expect(await talk.exitCode() == 0)
        #expect(talk.errors.isEmpty)
    }

    @Test("With --read-only the switch, a run and a decision are refused with a sentence, and nothing of the home is changed")
    func readOnly() async throws {
        let place = try await SideBySideTests.Place()
        let accounts = try await place.sandbox.accounts()
        let history = try await Program.run(Program.autoprovision, ["config", "history", "--home", place.path]).output
        let talk = try PlainTalk(["console", "--plain", "--read-only", "--home", place.path])
        try await talk.wait(for: "RingCentral Office")
        try talk.type("")
        try await talk.wait(for: "Switch")
        try talk.type("r")
        try await talk.wait(for: "started with --read-only, so it changes nothing")
        try talk.type("")
        try await talk.wait(for: "Turn off autoprovisioning?")
        try talk.choose("Turn off")
        try await talk.wait(for: "started with --read-only, so it changes nothing")
        #expect(try await place.sandbox.accounts() == accounts)
        #expect(try await Program.run(Program.autoprovision, ["config", "history", "--home", place.path]).output == history)
    }

    @Test("ACCESSIBLE has the effect of --plain; without either a pipe is refused with a sentence that names it")
    func variable() async throws {
        let home = try TemporaryFolder()
        let talk = try PlainTalk(["console", "--home", home.path], environment: ["ACCESSIBLE": "1", "LC_ALL": "C"])
        try await talk.wait(for: "Plain mode.", "Sign in")
        try talk.type("営業")
        try await talk.wait(for: "Address: \"????\"")
        try talk.hangUp()
        #expect(await talk.exitCode() == 0)
        #expect(talk.said.allSatisfy { $0.isASCII })
        let refused = try await Program.run(Program.autoprovision, ["console", "--home", home.path], environment: ["ACCESSIBLE": ""])
        #expect(refused.exitCode == 2)
        #expect(refused.errors.contains("--plain"))
    }

    @Test("At a dumb terminal: a secret is not echoed, the echo comes back, Ctrl-C asks before input is lost, and the modes are as before")
    func dumbTerminal() async throws {
        let home = try TemporaryFolder()
        let configured = try await Program.run(Program.autoprovision, ["setup", "--home", home.path, "--administrator", "admin@corp.example"])
        try #require(configured.exitCode == 0, "\(configured.errors)")
        let (before, after) = ("\(home.path)/before", "\(home.path)/after")
        let terminal = try await TmuxTerminal(
            "stty -a > '\(before)'; TERM=dumb '\(Program.autoprovision)' console --plain --home '\(home.path)'; code=$?; stty -a > '\(after)'; (exit $code)",
            columns: 100, rows: 50)
        try await terminal.wait(for: "Selected: RingCentral Office")
        try await terminal.press("Enter")
        try await terminal.wait(for: "1. Connection (no directory; no app registration)")
        try await terminal.type("1")
        try await terminal.press("Enter")
        let form = try await terminal.wait(for: "Client secret: empty", "Redirect port:")
        let number = try #require(form.firstMatch(of: /(\d+)\. Client secret/))
        try await terminal.type(String(number.1))
        try await terminal.press("Enter")
        try await terminal.wait(for: "Client secret (not shown)>")
        try await terminal.type("s3cret=17")
        try await terminal.press("Enter")
        let answered = try await terminal.wait(for: "Client secret: 9 hidden characters")
        #expect(!answered.contains("s3cret"))
        try await terminal.press("Enter")
        try await terminal.wait(for: "Redirect port>")
        try await terminal.type("=81")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Redirect port> =81", "Redirect port: \"81\"")
        try await terminal.press("C-c")
        try await terminal.wait(for: "Question: Leave the console?", "What you changed on this page is not saved.")
        try await terminal.press("C-c")
        try await terminal.wait(for: "[exit code 0]")
        let (old, new) = (try String(contentsOfFile: before, encoding: .utf8), try String(contentsOfFile: after, encoding: .utf8))
        #expect(old == new)
    }
}
