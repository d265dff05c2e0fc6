import Foundation
import Testing

/// Three accounts that nobody should have are in the app; an administrator finds them and deals with each.
@Suite("Accounts that nobody should have, in the console", .serialized, .timeLimit(.minutes(10)))
struct AccountsPageJourneyTests {
    struct Place {
        let sandbox: RunningSandbox
        let home: TestHome

        init() async throws {
            sandbox = try await RunningSandbox()
            home = try TestHome()
            let setup = try await home.run(
                "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
                "--turn-on-unit", "/", "--deprovision", "deleted:suspend:after1Day")
            try #require(setup.exitCode == 0, "\(setup.errors)")
            try await CommandJourneyTests.authorize(home, at: sandbox)
            _ = try await home.run("on")
            _ = try await home.run("sync")
            // What was there before is no concern of this journey.
            _ = try await home.run("accounts", "--check")
            let before = try await home.json("accounts", "--waiting")["accounts"] as? [[String: Any]] ?? []
            let ids = before.compactMap { $0["accountID"] as? String }
            if !ids.isEmpty {
                let ignored = try await Program.run(
                    Program.autoprovision, ["accounts", "ignore", "--home", home.place, "--yes"] + ids)
                try #require(ignored.exitCode == 0, "\(ignored.errors)")
            }
            for name in ["shadow", "helper", "intern"] {
                try await sandbox.post(
                    "sandbox/accounts",
                    ["userName": "\(name)@elsewhere.example", "givenName": name, "familyName": "Account", "externalId": "okta-\(name)"])
            }
        }

        func account(_ name: String) async throws -> RunningSandbox.Account? {
            try await sandbox.accounts().first { $0.userName == "\(name)@elsewhere.example" }
        }
    }

    @Test("In the console: compare, filter to what waits, suspend one, ignore one for good, link one to a person; the run carries it out")
    func console() async throws {
        let place = try await Place()
        try await place.sandbox.post(
            "sandbox/people", ["primaryEmail": "new.hire@corp.example", "givenName": "New", "familyName": "Hire", "orgUnitPath": "/Sales"])
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(place.home.place)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press("Enter")
        try await console.wait(for: "[━━●] ON")
        try await console.press("o")
        try await console.wait(for: "Compared with RingCentral")
        try await console.press("C-r")
        try await console.wait(for: "Waiting for you", "3")
        try await console.press("Right", "Right")
        try await console.wait(for: "helper@elsewhere", "intern@elsewhere", "shadow@elsewhere")
        // The first is the helper's: what was found about it is ignored for good.
        try await console.press("I")
        try await console.wait(for: "Ignore what was found, for good?", "[ Ignore ]")
        try await console.press("Right", "Enter")
        try await console.wait(untilGone: "helper@elsewhere")
        // The intern's goes to the new hire.
        try await console.press("L")
        try await console.wait(for: "Choose a person")
        try await console.type("new.hire")
        try await console.wait(for: "› New Hire")
        try await console.press("Enter")
        try await console.wait(for: "Link this account?", "New Hire", "[ Link ]")
        try await console.press("Right", "Enter")
        try await console.wait(untilGone: "Link this account?")
        try await console.wait(untilGone: "intern@elsewhere")
        // The shadow's is suspended.
        try await console.press("z")
        try await console.wait(for: "Suspend this account?", "[ Suspend ]")
        try await console.press("Right", "Enter")
        try await console.wait(for: "No account is like that.")
        try await console.press("Escape")
        try await console.wait(for: "[━━●] ON")
        try await console.press("r")
        try await console.wait(for: "Run 2 ", within: 60)
        #expect(try await place.account("shadow")?.active == false)
        #expect(try await place.account("helper")?.active == true)
        #expect(try await place.account("intern") == nil)
        let hired = try await place.sandbox.accounts().filter { $0.userName == "new.hire@corp.example" }
        #expect(hired.count == 1 && hired.first?.active == true)
        #expect(try await place.home.run("accounts", "--check").exitCode == 0)
    }
}
