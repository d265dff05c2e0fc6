import Foundation
import Testing

/// Three accounts that nobody should have, found and dealt with by commands.
@Suite("Who has an account, by commands", .serialized, .timeLimit(.minutes(10)))
struct AccountsJourneyTests {
    private func home(at sandbox: RunningSandbox) async throws -> TestHome {
        let home = try TestHome()
        _ = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit", "/", "--turn-off-unit", "/Contractors", "--deprovision", "suspended:suspend:within24Hours")
        _ = try await home.run("authorize", "--sign-in-for-me")
        _ = try await home.run("on")
        _ = try await home.run("sync")
        return home
    }

    private func accounts(_ home: TestHome, _ arguments: String...) async throws -> Program.Result {
        let words = ["list", "adopt", "link", "ignore", "suspend", "restore", "take-back"]
        let hasWord = arguments.first.map(words.contains) ?? false
        let options = hasWord ? [arguments[0], "--home", home.place] + arguments.dropFirst() : ["--home", home.place] + arguments
        return try await Program.run(Program.autoprovision, ["accounts"] + options)
    }

    @Test("Find what nobody should have, and deal with each")
    func findAndDeal() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        // What the sample organization has from the beginning is ignored first.
        let first = try await accounts(home, "--check", "--json")
        let before = try #require(try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any], "\(first.errors)")
        for account in before["accounts"] as? [[String: Any]] ?? [] {
            #expect(try await accounts(home, "ignore", account["accountID"] as? String ?? "", "--yes").exitCode == 0)
        }
        let quiet = try await accounts(home, "--check")
        #expect(
            quiet.exitCode == 0 && quiet.output.isEmpty && quiet.errors.contains("Nothing waits for a decision."), "\(quiet.output)\(quiet.errors)")

        for name in ["intern", "vendor", "test"] {
            try await sandbox.post("sandbox/accounts", ["userName": "\(name)@outside.example", "givenName": name, "familyName": "Outside"])
        }
        let found = try await accounts(home, "--check")
        #expect(found.exitCode == 1 && found.output.components(separatedBy: "created by somebody else").count == 4, "\(found.output)")
        #expect(try await home.run("status").output.contains("3 findings about accounts in RingCentral wait for your decision"))
        #expect(try await home.run("setup", "--protected-account", "vendor@outside.example", "--yes").exitCode == 0)
        let authorizing = try await accounts(home, "--check")
        #expect(
            authorizing.output.replacing(/\s+/, with: " ").contains(
                "This account is protected: no run suspends or deletes it. If you keep it by hand, ignore the finding: `autoprovision accounts ignore"
            ),
            "\(authorizing.output)")
        #expect(try await accounts(home, "suspend", "intern@outside.example", "--yes").exitCode == 0)
        #expect(try await accounts(home, "ignore", "vendor@outside.example", "--yes").exitCode == 0)
        #expect(try await accounts(home, "ignore", "test@outside.example", "--yes").exitCode == 0)
        #expect(try await accounts(home, "take-back", "test@outside.example").output.contains("Taken back"))
        let plan = try await home.run("plan")
        #expect(
            plan.output.contains("intern@outside.example") && plan.output.contains("an administrator's decision: suspend the account"),
            "\(plan.output)")
        #expect(try await home.run("sync").output.contains("1 suspended"))
        let rest = try await accounts(home, "--check")
        #expect(
            rest.exitCode == 1 && rest.output.contains("test@outside.example") && !rest.output.contains("vendor@outside.example"), "\(rest.output)")
        let log = try await home.run("log", "--kind", "decisions")
        #expect(log.output.contains("suspension decided") && log.output.contains("ignored for good"), "\(log.output)")
        let csv = try await accounts(home, "--kind", "notOurs", "--csv")
        #expect(csv.output.hasPrefix("accountID,userName,active,linked,") && csv.output.contains("test@outside.example"), "\(csv.output)")
    }

    @Test(
        "Wrong input is said in a sentence, and decides nothing",
        arguments: [
            (["adopt", "nobody@nowhere.example", "--yes"], "No account is known by the ID or user name \"nobody@nowhere.example\"."),
            (["suspend", "admin@corp.example", "--yes"], "The account is linked to a person, so rules decide about it"),
            (["link", "admin@corp.example", "Nobody At All", "--yes"], "The directory knows nobody by \"Nobody At All\"."),
            (["ignore", "admin@corp.example", "--yes"], "Nothing was found about this account"),
            (["take-back", "admin@corp.example"], "Nothing was decided about \"admin@corp.example\""), (["--kind", "odd"], "odd"),
            (["--json", "--csv"], "--json and --csv exclude one another."), (["adopt"], "Missing expected argument"),
        ])
    func wrongInput(arguments: [String], sentence: String) async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        let words =
            arguments.first?.hasPrefix("-") == true
            ? ["accounts", "--home", home.place] + arguments : ["accounts", arguments[0], "--home", home.place] + arguments.dropFirst()
        let result = try await Program.run(Program.autoprovision, words)
        #expect(result.exitCode == 2 && result.errors.contains(sentence), "\(result.exitCode) \(result.output)\(result.errors)")
    }

    @Test("What happens to changes by hand is a setting of each row of the mapping, and in the history")
    func drift() async throws {
        let sandbox = try await RunningSandbox()
        let home = try await home(at: sandbox)
        #expect(try await home.run("setup", "--drift", "title=restore", "--yes").exitCode == 0)
        #expect(try await home.configuration().contains("\"drift\" : \"restore\""))
        let history = try await Program.run(Program.autoprovision, ["config", "history", "--home", home.place])
        #expect(history.output.contains("mapping of Job title") && history.output.contains("drift: restore"), "\(history.output)")
        // Other sources leave it as it is.
        #expect(try await home.run("setup", "--map", "title=\"Employee\"", "--yes").exitCode == 0)
        #expect(try await home.configuration().contains("\"drift\" : \"restore\""))
        let unmapped = try await home.run("setup", "--drift", "nickName=restore")
        #expect(unmapped.exitCode == 2 && unmapped.errors.contains("is not mapped"), "\(unmapped.errors)")
        let odd = try await home.run("setup", "--drift", "title=always")
        #expect(odd.exitCode == 2 && odd.errors.contains("there are report, restore, accept"), "\(odd.errors)")
    }
}
