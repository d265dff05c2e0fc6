import Foundation
import Testing

/// Organizational units and groups that somebody changed in Google, by commands.
@Suite("Journeys by commands: units and aliases", .serialized, .timeLimit(.minutes(10)))
struct UnitJourneyTests {
    @Test("A moved unit is held as one decision: plan, sync and held say so; rejected, taken back, and approved in a run")
    func moved() async throws {
        let sandbox = try await RunningSandbox(users: 60)
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--turn-off-unit", "/contractors", "--deprovision",
            "appTurnedOff:suspend:within24Hours", "--safeguard", "suspend:off", "--safeguard", "update:off")
        #expect(setup.exitCode == 0, "\(setup.errors)")
        try await CommandJourneyTests.authorize(home, at: sandbox)
        #expect(try await home.run("on").exitCode == 0)
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        let units = try JSONSerialization.jsonObject(with: try await sandbox.get("sandbox/units")) as? [String: Any]
        let support = try #require(
            (units?["units"] as? [[String: Any]])?.first { $0["orgUnitPath"] as? String == "/Support" }?["orgUnitId"] as? String)
        try await sandbox.post("sandbox/units/\(support)/move", ["parent": "/Contractors"])

        let plan = try await home.run("plan")
        #expect(plan.exitCode == 4 && plan.output.contains("A unit was moved in the directory: /Support to /Contractors/Support."), "\(plan.output)")
        #expect(try await home.run("sync").exitCode == 4)
        let held = try #require(
            try JSONSerialization.jsonObject(with: Data(try await home.run("held", "--json").output.utf8)) as? [[String: Any]])
        #expect(plan.output.contains("; \(held.count) held, "), "\(plan.output)")
        #expect(
            !held.isEmpty && held.allSatisfy { ($0["unitMove"] as? [String: String])?["from"] == "/Support" && $0["kind"] as? String == "suspend" })

        let rejected = try await home.run("held", "--reject", "units")
        #expect(rejected.exitCode == 0 && rejected.output.contains("REJECTED unit /Support, now /Contractors/Support"), "\(rejected.output)")
        #expect([0, 1].contains(try await home.run("sync").exitCode))
        #expect(try await home.run("held", "--restore", "units").exitCode == 4)
        #expect(try await home.run("held", "--restore", "units").exitCode == 2)
        let approved = try await home.run("sync", "--approve", "units")
        #expect([0, 1].contains(approved.exitCode) && approved.output.contains("\(held.count) suspended"), "\(approved.output)")
        #expect(try await home.run("held").exitCode == 0)
    }

    @Test("A group named by an alias is found, and kept by its id")
    func alias() async throws {
        let sandbox = try await RunningSandbox(users: 20)
        let home = try TestHome()
        let setup = try await home.run(
            "setup", "--sandbox", sandbox.url.absoluteString, "--turn-on-unit", "/", "--scope-group", "Sales@corp-alias.example", "--json")
        #expect(setup.exitCode == 0, "\(setup.errors)")
        #expect(setup.output.contains("\"sales@corp.example\""))
    }
}
