import Directory
import Engine
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Synchronization
import Testing
import Wording

@Suite("Runs against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct RunTests {
    @Test("The preview is exactly what is applied, and a second run has nothing to do")
    func previewIsApplied() async throws {
        let home = try await SandboxHome()
        let plan = try await home.workspace.runs.preview()
        #expect(try await home.writes().isEmpty)
        let run = try await home.workspace.runs.sync()
        #expect(run.counts == plan.counts)
        let applied = try await home.workspace.history.activity(limit: 1_000).filter { $0.kind != nil }.map {
            "\($0.kind?.rawValue ?? "") \($0.email)"
        }
        #expect(applied.reversed() == plan.entries.map { "\($0.kind.rawValue) \($0.email)" })
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(try await home.writes().values.reduce(0, +) == plan.entries.count)
        await home.server.stop()
    }

    @Test("Suspended in Google is suspended in the app; back in Google is re-enabled; the log says why")
    func suspendAndReturn() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.accounts().first { $0.externalID == id }?.active == false)
        #expect(try await home.workspace.history.activity(limit: 1).first?.reason == "suspended in Google")
        try await home.control("people/\(id)/unsuspend")
        #expect(try await home.workspace.runs.sync().counts == [.reenable: 1])
        #expect(try await home.accounts().first { $0.externalID == id }?.active == true)
        await home.server.stop()
    }

    @Test("A delay of seven days: nothing before, done after, canceled when the cause goes away")
    func delay() async throws {
        let home = try await SandboxHome(users: 60, policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days)))
        _ = try await home.workspace.runs.sync()
        let (first, second) = (try await home.personID("zoe.kowalczyk@corp.example"), try await home.personID("u1045@corp.example"))
        for id in [first, second] { try await home.control("people/\(id)/suspend") }
        #expect(try await home.workspace.runs.sync().pending == 2)
        home.clock.advance(days: 6.9)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        try await home.control("people/\(second)/unsuspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        home.clock.advance(days: 0.2)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await home.accounts().first { $0.externalID == first }?.active == false)
        #expect(try await home.accounts().first { $0.externalID == second }?.active == true)
        await home.server.stop()
    }

    @Test("Archived in Google is left alone, however long")
    func archived() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/archive")
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        home.clock.advance(days: 40)
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(try await home.accounts().first { $0.externalID == id }?.active == true)
        await home.server.stop()
    }

    @Test("A renamed person keeps the account")
    func rename() async throws {
        let home = try await SandboxHome()
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        let before = try await home.accounts()
        try await home.control("people/\(id)/rename", ["primaryEmail": "zoe.new@corp.example"])
        #expect(try await home.workspace.runs.sync().counts == [.rename: 1])
        let after = try await home.accounts()
        #expect(after.count == before.count)
        #expect(after.first { $0.externalID == id }?.userName == "zoe.new@corp.example")
        #expect(after.first { $0.externalID == id }?.id == before.first { $0.externalID == id }?.id)
        await home.server.stop()
    }

    @Test(
        "A source that lies leads to no write in any way",
        arguments: ["emptyListing", "shortListing", "truncate", "repeatPageToken"], ["/admin/directory/v1/users", "/admin/directory/v1/groups"])
    func lyingSource(kind: String, path: String) async throws {
        let home = try await SandboxHome(users: 60)
        _ = try await home.workspace.runs.sync()
        let groups = try await home.workspace.setup.groups()
        let everyone = try #require(groups.first { $0.email == "all-staff@corp.example" })
        // Without limits nothing but the doubt about the source itself holds anything back.
        try await home.workspace.setup.update {
            $0.autoprovisioning.scope.groups = [GroupReference(everyone)]
            $0.safeguards = Safeguards(limits: [:])
        }
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        try await home.control("faults", ["kind": kind, "path": path, "times": 100])
        _ = try? await home.workspace.runs.sync()
        #expect(try await home.accounts() == before)
        await home.server.stop()
    }

    @Test("An effect without a reply is looked up, not repeated: no duplicate, and it counts as done", arguments: ["dropAfter", "dropBefore"])
    func lostReply(kind: String) async throws {
        let home = try await SandboxHome()
        try await home.control("faults", ["kind": kind, "path": "/scim/v2/Users", "method": "POST", "times": 1, "skip": 3])
        let plan = try await home.workspace.runs.preview()
        _ = try? await home.workspace.runs.sync()
        _ = try await home.workspace.runs.sync()
        let accounts = try await home.accounts()
        #expect(Set(accounts.map { $0.userName.lowercased() }).count == accounts.count)
        #expect(accounts.count { $0.externalID != nil } >= plan.entries.count)
        #expect(try await home.workspace.checks.status().usage?.created == plan.counts[.create])
        // Asked for once each, except for the one that never arrived.
        let creations = try await home.writes().filter { $0.key.hasPrefix("POST") }
        #expect(creations.values.reduce(0, +) == (plan.counts[.create] ?? 0) + (kind == "dropBefore" ? 1 : 0), "\(creations)")
        await home.server.stop()
    }

    @Test(
        "A clock that jumped, in either direction, stops the run before any write and is named",
        arguments: [5 * 86_400, -40 * 86_400] as [TimeInterval])
    func clockJump(seconds: Double) async throws {
        let home = try await SandboxHome(users: 60, policy: DeprovisioningPolicy(suspended: .init(suspend: .after1Day)))
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/suspend")
        #expect(try await home.workspace.runs.sync().pending == 1)
        home.drift.seconds.withLock { $0 = seconds }
        let error = await #expect(throws: OperationError.self) { try await home.workspace.runs.sync() }
        #expect(error?.code == "clock-wrong")
        #expect(error?.description.contains(seconds > 0 ? "5 days ahead of" : "40 days behind") == true)
        home.drift.seconds.withLock { $0 = 0 }
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        #expect(try await home.accounts().first { $0.externalID == id }?.active == true)
        await home.server.stop()
    }

    @Test("A clock that is set right while the directory is read leaves no moment from before: the delay begins now")
    func clockSetRightWhileReading() async throws {
        let home = try await SandboxHome(users: 60, policy: DeprovisioningPolicy(suspended: .init(suspend: .after1Day)))
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/suspend")
        let drift = home.drift
        drift.seconds.withLock { $0 = -3_000 }
        let start = home.clock.now
        let run = try await home.workspace.runs.sync { progress in
            if progress.peopleRead > 0 { drift.seconds.withLock { $0 = 0 } }
        }
        #expect(run.pending == 1)
        let due = try #require(try await home.workspace.runs.preview().pending.first?.scheduled.due)
        #expect(due >= start + 86_400)
        await home.server.stop()
    }

    @Test("An update that only takes a value away and got lost on the way is not taken for done")
    func lostRemoval() async throws {
        let home = try await SandboxHome(users: 60)
        _ = try await home.workspace.runs.sync()
        let id = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(id)/edit", ["department": ""])
        try await home.control("faults", ["kind": "dropBefore", "path": "/scim/v2/Users", "method": "PATCH", "times": 1])
        #expect(try await home.workspace.runs.sync().counts.isEmpty)
        home.clock.advance(days: 1.0 / 24)
        #expect(try await home.workspace.runs.sync().counts == [.update: 1])
        await home.server.stop()
    }

    @Test("A list of members that leaves somebody out is not believed, and names group and person")
    func lyingMembers() async throws {
        let home = try await SandboxHome(users: 60)
        let everyone = try #require(try await home.workspace.setup.groups().first { $0.email == "all-staff@corp.example" })
        try await home.workspace.setup.update {
            $0.autoprovisioning.scope.groups = [GroupReference(everyone)]
            $0.safeguards = Safeguards(limits: [:])
        }
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        try await home.control(
            "faults", ["kind": "shortListing", "path": "/admin/directory/v1/groups/\(everyone.id)/members", "times": 100])
        let error = await #expect(throws: OperationError.self) { try await home.workspace.runs.sync() }
        #expect(error?.description.contains("All staff") == true && error?.code == "directory-unreliable")
        #expect(try await home.accounts() == before)
        await home.server.stop()
    }

    @Test("Turned off in the middle of a run, nothing more is begun; what was in flight ends and is recorded")
    func switchOff() async throws {
        let home = try await SandboxHome()
        let workspace = home.workspace
        let run = try await workspace.runs.sync { progress in
            if progress.phase == .writing, progress.done > 0 { home.turnOffFromAnotherProcess() }
        }
        #expect(run.outcome == .stopped)
        let written = try await home.writes().values.reduce(0, +)
        #expect(run.counts.values.reduce(0, +) == written)
        // One request tells the limits, then as many are in flight as may be.
        #expect((1...1 + 16).contains(written))
        await home.server.stop()
    }

    @Test("Under ten writes a minute the app never has to answer 429")
    func pace() async throws {
        let home = try await SandboxHome(
            users: 30, limits: SandboxRateLimits(light: 40, medium: 40, heavy: 10, auth: 10, windowSeconds: 2, penaltySeconds: 2))
        let run = try await home.workspace.runs.sync()
        #expect((run.counts[.create] ?? 0) > 15)
        #expect(try await home.writes().keys.allSatisfy { !$0.hasSuffix("429") })
        await home.server.stop()
    }

    @Test("A group of the scope that is gone stops the run before any write and is named")
    func missingGroup() async throws {
        let home = try await SandboxHome()
        let group = try #require(try await home.workspace.setup.groups().first { $0.email == "engineering@corp.example" })
        try await home.workspace.setup.update { $0.autoprovisioning.scope.groups = [GroupReference(group)] }
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        try await home.control("groups/engineering/delete")
        await #expect {
            _ = try await home.workspace.runs.sync()
        } throws: { String(describing: $0).contains("The group Engineering <engineering@corp.example> is no longer in the directory") }
        #expect(try await home.accounts() == before)
        await home.server.stop()
    }
}
