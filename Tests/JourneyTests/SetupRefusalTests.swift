import Foundation
import Testing

/// Options that cannot do what they say are refused, and what one takes away is named.
@Suite("Options of a setup that would be dropped or go too far", .serialized, .timeLimit(.minutes(10)))
struct SetupRefusalTests {
    @Test("One text as the user name of everyone is refused, alone and as a fallback", arguments: [#"userName="x""#, #"userName=primaryEmail|"x""#])
    func fixedUserName(mapping: String) async throws {
        let home = try TestHome()
        let result = try await home.run("setup", "--map", mapping)
        #expect(result.exitCode == 2 && result.errors.contains("no two accounts can have the same one"), "\(result.errors)")
        #expect(result.errors.contains("--map \(mapping)"), "\(result.errors)")
    }

    @Test("Google's customer and server change the connection that is there, and without one they are refused and not dropped")
    func googleOptions() async throws {
        let home = try TestHome()
        for option in [["--google-server", "https://google.example"], ["--google-customer", "C123"]] {
            let result = try await Program.run(Program.autoprovision, ["setup", "--home", home.place] + option)
            #expect(result.exitCode == 2 && result.errors.contains("this home has none"), "\(result.errors)")
        }
        let sandbox = try await RunningSandbox(users: 10)
        let setup = try await home.run("setup", "--sandbox", sandbox.url.absoluteString)
        try #require(setup.exitCode == 0, "\(setup.errors)")
        let changed = try await home.json("setup", "--google-customer", "C123")
        let directory = try #require(changed["directory"] as? [String: Any])
        #expect(directory["customer"] as? String == "C123")
        #expect(directory["apiBaseURL"] as? String == sandbox.url.absoluteString, "\(directory)")
        let mixed = try await home.run("setup", "--sandbox", sandbox.url.absoluteString, "--google-customer", "C9")
        #expect(mixed.exitCode == 2 && mixed.errors.contains("leave out"), "\(mixed.errors)")
    }

    @Test("--deprovision replaces all rules, and names those that are no more")
    func droppedRules() async throws {
        let home = try TestHome()
        let first = try await home.run("setup", "--deprovision", "suspended:suspend:after7Days", "--deprovision", "deleted:hardDelete:after21Days")
        #expect(first.exitCode == 0 && !first.errors.contains("no more"), "\(first.errors)")
        let second = try await home.run("setup", "--deprovision", "suspended:suspend:after7Days")
        #expect(second.exitCode == 0 && second.errors.contains("It removes: deleted:hardDelete:after21Days."), "\(second.errors)")
    }
}
