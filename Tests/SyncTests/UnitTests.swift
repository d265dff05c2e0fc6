import Directory
import Engine
import FileHome
import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Organizational units against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct UnitTests {
    /// A home in step whose user access is `units`, without ids, as version 1 of the configuration has them.
    static func home(_ units: [String: UserAccess.Setting], users: Int = 80) async throws -> SandboxHome {
        let home = try await SandboxHome(users: users)
        try await home.workspace.setup.update {
            $0.userAccess = UserAccess(organizationalUnits: units)
            $0.safeguards = Safeguards(limits: [:])
        }
        #expect(try await home.workspace.runs.sync().outcome?.isComplete == true)
        return home
    }

    static func act(_ home: SandboxHome, _ path: String, _ act: String, _ body: [String: any Sendable] = [:]) async throws {
        let units = try await SandboxHome.json(home.url.appending(path: "sandbox/units"))["units"] as? [[String: Any]]
        let id = try #require(units?.first { $0["orgUnitPath"] as? String == path }?["orgUnitId"] as? String)
        try await home.control("units/\(id)/\(act)", body)
    }

    static func savedUnits(_ home: SandboxHome) throws -> [[String: String]] {
        let text = try #require(try home.workspace.home.read(.configuration))
        let object = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        return (object?["userAccess"] as? [String: Any])?["organizationalUnits"] as? [[String: String]] ?? []
    }

    @Test("/Sales (on) becomes /Vertrieb: nobody is suspended; the run and the log say so; the next save has the id and the new path")
    func renamed() async throws {
        let home = try await Self.home(["/Sales": .on])
        let accounts = try await home.accounts().filter(\.active).count
        #expect(try Self.savedUnits(home) == [["path": "/Sales", "access": "on"]], "a run never writes config.json")
        try await Self.act(home, "/Sales", "rename", ["name": "Vertrieb"])
        let run = try await home.workspace.runs.sync()
        #expect(run.outcome?.isComplete == true && run.held == 0 && run.counts.isEmpty)
        #expect(run.message?.contains("The organizational unit /Sales was renamed to /Vertrieb in the directory") == true)
        #expect(try await home.accounts().filter(\.active).count == accounts)
        let entry = try #require(try await home.workspace.history.activity(limit: 1).first)
        #expect(entry.what == "renamed" && entry.name == "Unit /Vertrieb" && entry.run == run.id)
        #expect(try Self.savedUnits(home) == [["path": "/Sales", "access": "on"]])
        try await home.workspace.setup.update { $0.runIntervalMinutes = 30 }
        let saved = try Self.savedUnits(home)
        #expect(saved.map { $0["path"] } == ["/Vertrieb"] && saved.first?["id"]?.hasPrefix("id:03ph8a2z") == true)
        #expect(try await home.workspace.runs.sync().message?.contains("renamed") != true, "it is told once")
        await home.server.stop()
    }

    @Test("/Contractors (off) becomes /External: nobody in it gets an account")
    func renamedOff() async throws {
        let home = try await Self.home(["/": .on, "/Contractors": .off])
        let accounts = try await home.accounts()
        try await Self.act(home, "/Contractors", "rename", ["name": "External"])
        #expect(try await home.workspace.runs.preview().entries.isEmpty)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(try await home.accounts() == accounts)
        await home.server.stop()
    }

    @Test(
        "A unit of the settings that is gone stops the run with exit code 5, and the doctor says it; made anew under the same path it is another one")
    func gone() async throws {
        let home = try await Self.home(["/": .on, "/Former": .off])
        for isNew in [false, true] {
            if isNew {
                try await home.control("units", ["name": "Former"])
            } else {
                try await Self.act(home, "/Former", "delete", ["moveTo": "/People"])
            }
            await #expect {
                _ = try await home.workspace.runs.sync()
            } throws: { error in
                guard let error = error as? OperationError else { return false }
                return error.exitCode == 5 && error.description.contains("The organizational unit /Former is no longer in the directory")
            }
        }
        let check = try #require(await home.workspace.checks.everything().first { $0.name == "Directory" })
        #expect(check.result == .failed && check.finding.contains("/Former"))
        try await home.workspace.setup.update { $0.userAccess.inherit(at: OrganizationalUnit(id: "", path: "/Former", name: "")) }
        #expect(try await home.workspace.runs.sync().outcome != .failed)
        await home.server.stop()
    }

    @Test("A moved unit: held as one decision below every limit; rejected, nothing changes; released, it happens")
    func moved() async throws {
        let home = try await Self.home(["/": .on, "/Contractors": .off])
        let workspace = home.workspace
        let accounts = try await home.accounts()
        let active = accounts.filter(\.active).count
        try await Self.act(home, "/Support", "move", ["parent": "/Contractors"])
        let run = try await workspace.runs.sync()
        #expect(run.outcome == .held && run.held == 1 && run.counts.isEmpty)
        #expect(run.message?.contains("A unit was moved in the directory: /Support to /Contractors/Support.") == true)
        #expect(try await home.accounts() == accounts)
        #expect(try await workspace.checks.status().held.undecided == 1)
        let plan = try await workspace.runs.preview()
        let hold = try #require(plan.unitHold)
        #expect(hold.losses > 0 && hold.gains == 0)

        try await workspace.runs.decide(.reject, about: plan.undecidedUnitMoves)
        #expect(try await workspace.checks.status().held.undecided == 0)
        let rejected = try await workspace.runs.sync()
        #expect(rejected.outcome?.isComplete == true && rejected.held == 0 && rejected.counts.isEmpty)
        #expect(try await workspace.runs.preview().rejectedUnitMoves.map(\.to) == ["/Contractors/Support"])

        try await workspace.runs.decide(.restore, about: plan.undecidedUnitMoves)
        #expect(try await workspace.runs.preview().unitHold == hold)
        try await workspace.runs.decide(.release, about: plan.undecidedUnitMoves)
        let released = try await workspace.runs.sync()
        #expect(released.outcome?.isComplete == true && released.held == 0 && released.counts == [.suspend: hold.losses])
        #expect(try await home.accounts().filter(\.active).count == active - hold.losses)

        // Back again: a decision of its own, which a run can be told at once.
        try await Self.act(home, "/Contractors/Support", "move", ["parent": "/"])
        #expect(try await workspace.runs.sync().held == 1)
        #expect(try await workspace.runs.sync(releasesUnitMoves: true).counts == [.reenable: hold.losses])
        #expect(try await home.accounts().filter(\.active).count == active)
        let words = try await workspace.history.activity(limit: 500).filter { $0.name.hasPrefix("Unit ") }.map(\.what)
        #expect(words == ["moved", "released", "taken back", "rejected", "moved"])
        await home.server.stop()
    }

    @Test("Deletions that wait with the move of their unit are neither announced nor counted until it is rejected")
    func deletionsByUnit() async throws {
        let home = try await Self.home(["/": .on, "/Contractors": .off])
        let workspace = home.workspace
        func isAnnounced() async throws -> Bool {
            _ = try await workspace.checks.judgeAlerts()
            return try await workspace.checks.alerts().open.contains { $0.alert.kind == .deletionsDue }
        }
        try await workspace.setup.update { $0.autoprovisioning.deprovisioning = DeprovisioningPolicy(appTurnedOff: .init(hardDelete: .after7Days)) }
        try await Self.act(home, "/Support", "move", ["parent": "/Contractors"])
        _ = try await workspace.runs.sync(releasesUnitMoves: true)
        home.clock.advance(days: 6.5)
        #expect(try await isAnnounced())
        let pending = try await workspace.checks.measures().pending.count
        #expect(pending > 1)

        // One of them is suspended meanwhile: that delay for access waits too.
        let people = try await SandboxHome.json(home.url.appending(path: "sandbox/people"))["people"] as? [[String: Any]] ?? []
        let linked = Set(try await home.accounts().compactMap(\.externalID))
        let inUnit = people.filter { ($0["orgUnitPath"] as? String)?.hasPrefix("/Contractors/Support/") == true && $0["suspended"] as? Bool != true }
        let suspended = try #require(inUnit.compactMap { $0["id"] as? String }.first(where: linked.contains))
        try await home.control("people/\(suspended)/suspend")
        try await Self.act(home, "/Contractors/Support", "move", ["parent": "/"])
        #expect(try await workspace.runs.sync().outcome == .held)
        #expect(try await !isAnnounced())
        #expect(try await workspace.checks.measures().pending.isEmpty)
        home.clock.advance(days: 1)
        let plan = try await workspace.runs.preview()
        #expect(plan.entries.isEmpty && plan.unitHold?.gains == pending - 1)

        try await workspace.runs.decide(.reject, about: plan.undecidedUnitMoves)
        #expect(try await isAnnounced(), "the next run deletes")
        #expect(try await workspace.checks.measures().pending.count == pending)
        await home.server.stop()
    }

    @Test("A moved unit that concerns nobody counts at once, without a question")
    func movedQuietly() async throws {
        let home = try await Self.home(["/": .on])
        try await Self.act(home, "/Sales", "move", ["parent": "/Support"])
        let run = try await home.workspace.runs.sync()
        #expect(run.outcome?.isComplete == true && run.held == 0 && run.message?.contains("was moved to /Support/Sales") == true)
        #expect(try await home.workspace.runs.preview().undecidedUnitMoves.isEmpty)
        await home.server.stop()
    }
}
