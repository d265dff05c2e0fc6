import Foundation
import Testing

/// Bad days with the configuration, in a real terminal.
@Suite("Who changed the configuration, in the console", .serialized, .timeLimit(.minutes(10)))
struct HistoryJourneyTests {
    private func home(at sandbox: RunningSandbox, isOn: Bool = false) async throws -> TestHome {
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit",
            "/", "--deprovision", "appTurnedOff:suspend:after7Days", "--scope-group", "engineering@corp.example")
        _ = try await home.run("authorize", "--sign-in-for-me")
        if isOn {
            _ = try await home.run("on")
            _ = try await home.run("sync")
        }
        return home
    }

    private func console(_ home: TestHome, columns: Int = 80, rows: Int = 24) async throws -> TmuxTerminal {
        let terminal = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'", columns: columns, rows: rows)
        try await terminal.wait(for: "RingCentral Office")
        try await terminal.press("Enter")
        try await terminal.wait(for: "User access")
        return terminal
    }

    @Test("Who changed the scope, from what to what; and put it back, after the question that every save asks")
    func scope() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox, isOn: true)
        #expect(try await home.run("setup", "--scope-group", "sales@corp.example", "--yes").exitCode == 0)
        #expect(try await home.run("setup", "--run-interval", "30").exitCode == 0)
        let terminal = try await console(home)
        try await terminal.press(":")
        try await terminal.type("history")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Revisions of the configuration", "minutes between runs from 60 to 30")
        try await terminal.press("/")
        try await terminal.type("scope group sales")
        try await terminal.press("Enter")
        try await terminal.wait(for: "(administrator admin@corp.example), saved: scope group")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Revision ", "scope group engineering@corp.example", "scope group sales@corp.example", "Before", "After")
        // The revision before that one has the scope as it was.
        try await terminal.press("Escape")
        try await terminal.wait(for: "Esc Clear")
        try await terminal.press("Escape")
        try await terminal.wait(for: "Revisions of the configuration", "autoprovisioning turned on")
        try await terminal.press("Down", "Down", "Z")
        try await terminal.wait(for: "Restore revision ", "Scope group Engineering", "Scope group Sales", "Minutes between runs from 30 to 60.")
        try await terminal.press("Tab", "Enter")
        try await terminal.wait(for: "Save this change?")
        try await terminal.press("Tab", "Enter")
        try await terminal.wait(for: "were restored.", "restored:")
        let saved = try await home.configuration()
        #expect(saved.contains("engineering@corp.example") && !saved.contains("\"sales@corp.example\"") && saved.contains("\"on\" : true"))
        #expect(try await home.run("log", "--kind", "configuration", "--limit", "1").output.contains("settings restored"))
    }

    @Test("Two consoles save over each other: the second one sees theirs, its own and who, chooses, and nothing is dropped")
    func overEachOther() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        let first = try await console(home)
        let second = try await console(home, columns: 120, rows: 40)
        for terminal in [first, second] {
            try await terminal.press("U")
            try await terminal.wait(for: "Everyone (/)", "Contractors", "Engineering")
        }
        try await first.press("Down", "Space")
        try await first.wait(for: "set here")
        try await second.press("Down", "Down", "Space")
        try await second.wait(for: "set here")
        try await first.press("Tab", "Enter")
        try await first.wait(for: "Saved.")
        try await second.wait(for: "The configuration was changed elsewhere.")
        try await second.press("Tab", "Enter")
        try await second.wait(
            for: "Changed meanwhile", "(administrator admin@corp.example)", "user access of /Contractors", "user access of /Engineering", "Theirs",
            "Yours")
        try await second.press("Tab", "Enter")
        try await second.wait(for: "Saved.")
        let saved = try await home.configuration()
        #expect(saved.contains("\"/Contractors\"") && saved.contains("\"/Engineering\""))

        // Both change the same: whose value counts has to be chosen.
        try await second.press("U")
        try await second.wait(for: "Everyone (/)", "Engineering")
        try await second.press("Space")
        try await second.wait(for: "Everyone (/)")
        #expect(try await home.run("setup", "--inherit-unit", "/").exitCode == 0)
        try await second.wait(for: "The configuration was changed elsewhere.")
        try await second.press("Tab", "Enter")
        try await second.wait(
            for: "Changed meanwhile", "user access of /", "Both of you changed it", "Choose a value for the setting that both of you changed.")
        try await second.press("Right", "Tab", "Enter")
        try await second.wait(for: "Saved.")
        let history = try await Program.run(Program.autoprovision, ["config", "history", "--home", home.place, "--limit", "2"]).output
        #expect(history.contains("user access of / removed; it was on") && history.contains("user access of / set to off"), "\(history)")
    }

    @Test("Signing out leads to the sign-in; who signs in then is who does things from then on")
    func signOut() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        let terminal = try await console(home)
        try await terminal.press(":")
        try await terminal.type("sign out")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Sign out?")
        try await terminal.press("Tab", "Enter")
        try await terminal.wait(for: "Sign in with an administrator's address")
        #expect(try await home.json("status")["administrator"] is NSNull?)
        try await terminal.type("admin@corp.example")
        try await terminal.press("Enter")
        try await terminal.wait(for: "Signed in as admin@corp.example")
        let log = try await home.run("log", "--kind", "configuration", "--limit", "2").output.split(separator: "\n").map(String.init)
        #expect(log.first?.contains("signed-in administrator set to admin@corp.example") == true, "\(log)")
        #expect(log.last?.contains("signed-in administrator removed; it was admin@corp.example; by ") == true, "\(log)")
        #expect(try await home.run("setup", "--administrator", "").exitCode == 0)
        #expect(try await home.json("status")["administrator"] is NSNull?)
    }
}
