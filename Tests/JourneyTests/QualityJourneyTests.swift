import Foundation
import Testing

/// A directory as people typed it, and an app that looks at what it gets: what would be refused is known and mended before the first run.
@Suite("Journeys: the quality of the data", .serialized, .timeLimit(.minutes(10)))
struct QualityJourneyTests {
    private static let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"
    private static let mobile = #"phoneNumbers[type eq "mobile"].value"#

    /// A home whose mapping sends values as they are, as one from before there were steps.
    ///
    /// - Parameter users: how many people there are.
    private static func place(users: Int = 20) async throws -> (RunningSandbox, TestHome) {
        let sandbox = try await RunningSandbox(users: users)
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--administrator", "admin@corp.example", "--acknowledge-single-sign-on",
            "--turn-on-unit", "/",
            "--deprovision", "deleted:suspend:after1Day", "--map", "\(mobile)=phones[mobile]", "--map",
            "title=organizations[primary].title>replace:Engineer:\(String(repeating: "Engineer ", count: 10))")
        try #require(setup.exitCode == 0, "\(setup.errors)")
        return (sandbox, home)
    }

    @Test("By commands: what would be refused is listed with what mends it, accepted, and the first run fails for nobody")
    func commands() async throws {
        let (sandbox, home) = try await Self.place()
        let before = try await home.run("quality")
        #expect(before.exitCode == 1)
        #expect(before.output.contains("would be refused"))
        #expect(
            before.output.contains("Mobile phone") && before.output.contains("Job title") && before.output.contains("1: Add a step to Mobile phone"))
        let list = try await home.json("quality")
        let findings = try #require(list["findings"] as? [[String: Any]])
        #expect(list["refused"] as? Int ?? 0 > 10)
        #expect(Set(findings.filter { $0["refused"] as? Bool == true }.compactMap { $0["rule"] as? String }) == ["unfit.phoneNumber", "tooLong"])
        #expect(try await home.run("quality", "--csv").output.hasPrefix("attribute,rule,refused,id,name,email,value"))

        let wrong = try await home.run("quality", "--accept", "99")
        #expect(wrong.exitCode == 2 && wrong.errors.contains("There is no proposal 99"))
        for step in ["e164", "cut:64"] {
            let proposals = try #require(try await home.json("quality")["findings"] as? [[String: Any]]).flatMap {
                $0["proposals"] as? [[String: Any]] ?? []
            }
            let number = try #require(proposals.first { $0["step"] as? String == step }?["number"] as? Int)
            let accepted = try await home.run("quality", "--accept", "\(number)")
            #expect(accepted.errors.contains("Saved: Add a step to"))
        }
        let after = try await home.run("quality")
        #expect(after.exitCode == 0, "\(after.output)")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        _ = try await home.run("on")
        let sync = try await home.run("sync")
        // The sample organization has an account of another program, which is nobody's fault here.
        #expect(sync.exitCode == 1, "\(sync.output)\(sync.errors)")
        let failures = try await home.run("failures", "--csv").output.split(whereSeparator: \.isNewline).dropFirst()
        #expect(!failures.isEmpty && failures.allSatisfy { $0.contains("accountOfAnother") }, "\(failures)")
    }

    @Test("In the console: the page says what is wrong, D takes what is proposed, and the steps show a person's value after each")
    func console() async throws {
        let (sandbox, home) = try await Self.place()
        try await CommandJourneyTests.authorize(home, at: sandbox)
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press(":")
        try await console.type("data quality")
        try await console.wait(for: "› Data quality")
        try await console.press("Enter")
        try await console.wait(for: "would be refused", "Mobile phone", "Job title")
        // The most people come first: these are the phone numbers.
        try await console.press("D")
        try await console.wait(untilGone: "not an international phone number")
        try await console.press("D")
        try await console.wait(for: "Nothing would be refused")
        try await console.press(":")
        try await console.type("attribute mapping")
        try await console.wait(for: "› Attribute mapping")
        try await console.press("Enter")
        try await console.wait(for: "Directory attribute", "Mobile phone")
        try await console.press("Down", "Down", "Down", "Down", "Down", "Down", "|")
        try await console.wait(for: "Steps of Mobile phone", "as an international phone number")
        try await console.press("A")
        try await console.wait(for: "Step for Mobile phone")
        try await console.type("cut:x")
        try await console.press("Enter")
        try await console.wait(for: "Write cut:CHARACTERS.")
        try await console.press("Escape")
        try await console.wait(for: "Steps of Mobile phone")
        try await console.press("Escape")
        try await console.wait(for: "Directory attribute")
    }

    @Test("In a real terminal: hundreds of people would be refused, and after three proposals nobody is")
    func hundreds() async throws {
        let (sandbox, home) = try await Self.place(users: 600)
        let long = String(repeating: "Sales and more ", count: 6)
        let third = try await home.run("setup", "--map", "\(Self.department)=organizations[primary].department>replace:Sales:\(long)")
        try #require(third.exitCode == 0, "\(third.errors)")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        let before = try await home.json("quality")
        #expect(before["refused"] as? Int ?? 0 > 400)
        let console = try await TmuxTerminal("'\(Program.autoprovision)' --home '\(home.place)'")
        try await console.wait(for: "RingCentral Office")
        try await console.press(":")
        try await console.type("data quality")
        try await console.wait(for: "› Data quality")
        try await console.press("Enter")
        try await console.wait(for: "would be refused", "Mobile phone", "Department", "Job title")
        let list = try #require(before["findings"] as? [[String: Any]])
        let refused = list.filter { $0["refused"] as? Bool == true }
        #expect(Set(refused.compactMap { $0["label"] as? String }) == ["Mobile phone", "Department", "Job title"])
        for finding in refused {
            // The most people come first; the row of a finding that was mended goes.
            let row = "\((finding["people"] as? [Any])?.count ?? 0)  \(finding["label"] as? String ?? "")"
            try await console.wait(for: row)
            try await console.press("D")
            try await console.wait(untilGone: row)
        }
        try await console.wait(for: "Nothing would be refused")
        let after = try await home.run("quality")
        #expect(after.exitCode == 0, "\(after.output)")
    }
}
