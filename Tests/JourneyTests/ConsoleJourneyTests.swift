import Foundation
import Testing

/// The real executable in a real pseudo-terminal, against a living sandbox.
@Suite("Journeys in the console", .serialized, .timeLimit(.minutes(10)))
struct ConsoleJourneyTests {
    /// A console at a home that is connected to a sandbox.
    struct Place {
        let sandbox: RunningSandbox
        let home: TestHome
        let terminal: TmuxTerminal

        init(users: Int = 40, columns: Int = 80, rows: Int = 24) async throws {
            sandbox = try await RunningSandbox(users: users)
            home = try TestHome()
            let setup = try await Program.run(Program.autoprovision, ["setup", "--home", home.place, "--sandbox", sandbox.url.absoluteString])
            try #require(setup.exitCode == 0, "\(setup.errors)")
            terminal = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'", columns: columns, rows: rows)
        }

        /// Presses keys one after the other.
        func press(_ keys: String...) async throws {
            for key in keys { try await terminal.press(key) }
        }

        /// The address that the screen asks to open; it may be broken over lines.
        func shownAddress() async throws -> URL {
            let screen = try await terminal.wait(for: "/restapi/oauth/authorize", "Where it ended")
            let lines = screen.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            let start = try #require(lines.firstIndex { $0.hasPrefix("http://127.0.0.1") })
            let end = try #require(lines[start...].firstIndex { $0.isEmpty || $0.contains(" ") })
            return try #require(URL(string: lines[start..<end].joined()))
        }

        /// Consents in a browser of its own.
        func consent() async throws {
            let administrator = try await sandbox.administrator()
            let page = try await TestBrowser().consent(
                at: try await shownAddress(), userName: administrator.userName, password: administrator.password)
            #expect(page.text.contains("You can close this window"))
        }

        /// From the sign-in line to the finished setup with the app on for everyone.
        func setUp(deprovisioning keys: [String] = ["Space", "Down", "Down", "Space"]) async throws {
            try await terminal.wait(for: "Sign in with an administrator's address")
            try await terminal.type("admin@corp.example")
            try await press("Enter")
            try await terminal.wait(for: "RingCentral Office", "OFF for everyone", "Not set up")
            try await press("Enter")
            try await terminal.wait(for: "Configure autoprovisioning", "to be set up first")
            try await press("Enter")
            try await terminal.wait(for: "Before you set up autoprovisioning")
            try await press("Space", "Tab", "Enter")
            try await terminal.wait(for: "1 Authorize", "[ Authorize ]")
            try await press("Enter")
            try await consent()
            try await terminal.wait(for: "This program is authorized by RingCentral account", "[ Continue ]")
            try await press("Enter")
            try await terminal.wait(for: "User name *", "Primary email")
            try await press("Tab", "Enter")
            try await terminal.wait(for: "Groups of the scope: none", "All staff")
            try await press("Tab", "Enter")
            try await terminal.wait(for: "When the app is turned off for the user", "( Finish )")
            for key in keys + ["Tab", "Enter"] { try await terminal.press(key) }
            try await terminal.wait(for: "The setup is finished", "The app is off for everyone")
        }

        /// Turns the app on for everyone and the slider on, and waits for the first run.
        func turnOn() async throws {
            try await press("Enter")
            try await terminal.wait(for: "Everyone (/)", "not set anywhere")
            try await press("Space", "Tab", "Enter")
            try await terminal.wait(for: "ON for everyone", "[●━━] OFF")
            try await press("Enter")
            try await terminal.wait(for: "Turn on autoprovisioning?", "[ Turn on ]")
            try await press("Right", "Enter")
            try await terminal.wait(for: "[━━●] ON", "Run 1 done")
        }
    }

    @Test(
        "The whole setup at 80×24: Continue waits for the mandatory attributes, Finish for an action, the slider for user access; then accounts are in the app"
    )
    func wizard() async throws {
        let place = try await Place()
        let terminal = place.terminal
        let before = try await place.sandbox.accounts()

        try await terminal.wait(for: "Sign in with an administrator's address")
        try await terminal.type("somebody@gmail.com")
        try await place.press("Enter")
        try await terminal.wait(for: "ending in @gmail.com cannot manage")
        try await place.press("C-u")
        try await terminal.type("admin@corp.example")
        try await place.press("Enter")
        try await terminal.wait(for: "Web and mobile apps", "Signed in as admin@corp.example")
        try await place.press("Enter")
        try await terminal.wait(for: "to be set up first")
        try await place.press("Enter")
        try await terminal.wait(for: "( Continue )")
        try await place.press("Space", "Tab", "Enter")
        try await terminal.wait(for: "[ Authorize ]")
        try await place.press("Enter")
        try await place.consent()
        try await terminal.wait(for: "This program is authorized by RingCentral account", "[ Continue ]")
        try await place.press("Enter")

        // A mandatory attribute without a source locks Continue.
        try await terminal.wait(for: "User name *", "[ Continue ]")
        try await place.press("Down", "Down", "DC")
        try await terminal.wait(for: "choose one", "( Continue )")
        try await place.press("Tab")
        try await terminal.wait(for: "Map the mandatory attributes first: First name.")
        try await place.press("Tab", "Enter")
        try await terminal.wait(for: "Source for First name *")
        try await terminal.type("first na")
        try await terminal.wait(for: "› First name")
        try await place.press("Enter")
        try await terminal.wait(for: "[ Continue ]")
        try await place.press("Tab", "Enter")

        // Search by any part of a name, add two, remove one, go back and forth: nothing is lost.
        try await terminal.wait(for: "All staff", "once the app is on for them")
        try await terminal.type("taff")
        try await terminal.wait(for: "› All staff")
        try await place.press("Enter")
        try await terminal.wait(for: "Groups of the scope (", "all-staff@corp.example")
        try await terminal.type("ngineer")
        try await terminal.wait(for: "› Engineering")
        try await place.press("Enter", "Tab")
        try await terminal.wait(for: "Del Remove")
        try await place.press("g", "DC")
        try await terminal.wait(for: "› Engineering  ", "✓ Engineering (chosen)", "people, once the app is on")
        try await place.press("Escape")
        try await terminal.wait(for: "Those with * are mandatory")
        try await place.press("Enter")
        try await terminal.wait(for: "› Engineering  ", "✓ Engineering (chosen)", "people, once the app is on")
        try await place.press("DC", "Tab", "Enter")

        // Finish waits for an action; a hard delete that is not later wants a confirmation.
        try await terminal.wait(for: "( Finish )")
        try await place.press("Space", "Down", "Left", "Left", "Left", "Tab", "Enter")
        try await terminal.wait(for: "Delete without suspending first?", "Type \"delete\" to confirm")
        try await place.press("Escape")
        try await place.press("Tab", "Right", "Right", "Right", "Tab", "Enter")
        try await terminal.wait(for: "The setup is finished", "The app is off for everyone", "No numbers until")

        try await place.turnOn()
        let screen = try await terminal.wait(for: "Users created", "Run 1 done")
        let created = try #require(screen.firstMatch(of: /Run 1 done[^:]*: (\d+) created, (\d+) adopted/))
        let after = try await place.sandbox.accounts()
        #expect(after.count - before.count == Int(created.1))
        #expect(after.allSatisfy { $0.active })
        #expect(after.contains { $0.userName == "zoe.kowalczyk@corp.example" && $0.externalId != nil })
        try await place.press("q")
        try await terminal.wait(for: "[exit code 0]")
    }

    @Test("A revoked token shows a banner with the reason; reauthorizing leads back to the settings, and the next run continues")
    func reauthorize() async throws {
        let place = try await Place()
        try await place.setUp()
        try await place.turnOn()
        try await place.sandbox.post("sandbox/password", ["password": "Another-1"])
        try await place.sandbox.post(
            "sandbox/people", ["primaryEmail": "new.hire@corp.example", "givenName": "New", "familyName": "Hire", "orgUnitPath": "/Sales"])
        try await place.press("r")
        try await place.terminal.wait(for: "revoked: the administrator's password was changed or the session was ended.", "R Reauthorize")
        #expect(try await !place.sandbox.accounts().contains { $0.userName == "new.hire@corp.example" })
        try await place.press("R")
        try await place.terminal.wait(for: "[ Reauthorize ]")
        try await place.press("Enter")
        try await place.consent()
        try await place.terminal.wait(for: "Resume the runs?", "Nobody is due to be suspended or deleted", "[ Resume them ]")
        try await place.press("Right", "Right", "Enter")
        try await place.terminal.wait(for: "App authorization", "Runs may start again", "Delete configuration")
        try await place.press("Escape", "r")
        try await place.terminal.wait(for: "1 created")
        #expect(try await place.sandbox.accounts().contains { $0.userName == "new.hire@corp.example" && $0.active })
    }

    @Test("Deleting the configuration revokes the grant and changes no account")
    func deleteConfiguration() async throws {
        let place = try await Place()
        try await place.setUp()
        try await place.turnOn()
        let before = try await place.sandbox.accounts()
        try await place.press("s")
        try await place.terminal.wait(for: "Delete configuration")
        try await place.press("G", "Enter")
        try await place.terminal.wait(for: "Delete the configuration?", "Type \"delete\" to confirm")
        try await place.terminal.type("delete")
        try await place.press("Tab", "Right", "Enter")
        try await place.terminal.wait(for: "The configuration is deleted", "Configure autoprovisioning")
        #expect(try await place.sandbox.accounts() == before)
        let status = try JSONSerialization.jsonObject(with: try await place.sandbox.get("sandbox/status")) as? [String: Any]
        #expect(status?["sessions"] as? Int == 0)
    }

    @Test("A setup that was left halfway goes on where it was left; an authorization is not asked for twice")
    func resumed() async throws {
        let place = try await Place()
        let terminal = place.terminal
        try await terminal.wait(for: "Sign in with an administrator's address")
        try await terminal.type("admin@corp.example")
        try await place.press("Enter")
        try await terminal.wait(for: "Not set up")
        try await place.press("Enter")
        try await terminal.wait(for: "to be set up first")
        try await place.press("Enter")
        try await terminal.wait(for: "( Continue )")
        try await place.press("Space", "Tab", "Enter")
        try await terminal.wait(for: "[ Authorize ]")
        try await place.press("Enter")
        try await place.consent()
        try await terminal.wait(for: "[ Continue ]")
        try await place.press("Enter")
        try await terminal.wait(for: "User name *")
        try await place.press("C-c")
        try await terminal.wait(for: "[exit code 0]")

        let again = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.home.place)'")
        try await again.wait(for: "Setup begun")
        try await again.press("Enter")
        try await again.wait(for: "left halfway")
        try await again.press("Enter")
        try await again.wait(for: "✓ Authorize", "User name *")
        try await again.press("Escape")
        try await again.wait(for: "This program is authorized by RingCentral account", "[ Continue ]")
    }

    @Test("Ctrl-C in the middle of a run stops it at a request boundary; the next run continues without a duplicate")
    func interrupted() async throws {
        let place = try await Place(users: 60)
        try await place.setUp()
        // From the sixth creation on each takes so long that the run is still seen, however slow this machine is.
        try await place.sandbox.post(
            "sandbox/faults", ["kind": "slow", "path": "/scim/v2/Users", "method": "POST", "milliseconds": 2_000, "skip": 5, "times": 10_000])
        try await place.press("Enter")
        try await place.terminal.wait(for: "Everyone (/)", "not set anywhere")
        try await place.press("Space", "Tab", "Enter")
        try await place.terminal.wait(for: "[●━━] OFF", "ON for everyone")
        try await place.press("Enter")
        try await place.terminal.wait(for: "[ Turn on ]")
        try await place.press("Right", "Enter")
        try await place.terminal.wait(for: " of 5", "left")
        try await place.press("C-c")
        try await place.terminal.wait(for: "[exit code 0]")
        let halfWay = try await place.sandbox.accounts().count
        try await place.sandbox.post("sandbox/faults/clear", [:])
        let sync = try await Program.run(Program.autoprovision, ["sync", "--home", place.home.place, "--json"])
        #expect([0, 1].contains(sync.exitCode), "\(sync.errors)")
        let accounts = try await place.sandbox.accounts()
        #expect(accounts.count > halfWay)
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        #expect(Set(accounts.compactMap(\.externalId)).count == accounts.compactMap(\.externalId).count)
    }

    @Test("The demo starts everything by itself, leaves nothing behind, and ends with 0")
    func demo() async throws {
        let folder = try TemporaryFolder()
        let terminal = try await TmuxTerminal("TMPDIR='\(folder.path)' '\(Program.autoprovision)' demo --users 30")
        try await terminal.wait(for: "In the sandbox, everybody is invented", "sandbox")
        try await terminal.type("admin@corp.example")
        try await terminal.press("Enter")
        try await terminal.wait(for: "OFF for everyone")
        try await terminal.press("q")
        try await terminal.wait(for: "[exit code 0]")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
