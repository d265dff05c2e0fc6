import Foundation
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Undo against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct UndoTests {
    @Test("A mass accident is taken back, and the next run does not repeat it; the log, the counters and the app agree")
    func accident() async throws {
        let home = try await SandboxHome()
        let workspace = home.workspace
        _ = try await workspace.runs.sync()
        let zoe = try await home.personID("zoe.kowalczyk@corp.example")
        let before = try await home.accounts()
        let suspended = try #require(try await home.activePeople().first { $0 != zoe })
        try await home.control("people/\(suspended)/suspend")
        try await home.control("people/\(zoe)/rename", ["primaryEmail": "zoe.new@corp.example"])
        let accident = try await workspace.runs.sync()
        #expect(accident.counts == [.suspend: 1, .rename: 1])
        #expect(try await home.accounts() != before)

        let undo = try await workspace.runs.undoPlan(of: accident.id)
        #expect(undo.summary == "1 to re-enable, 1 to rename")
        let writes = try await home.writes().values.reduce(0, +)
        let run = try await workspace.runs.undo(run: accident.id)
        #expect(run.id == accident.id + 1)
        #expect(run.counts == [.reenable: 1, .rename: 1] && run.outcome == .done)
        #expect(try await home.accounts() == before)
        #expect(try await home.writes().values.reduce(0, +) == writes + 2)
        #expect(try await workspace.history.activity(limit: 2).allSatisfy { $0.state == .done && $0.reason == "undo of run \(accident.id)" })

        let next = try await workspace.runs.sync()
        #expect(next.counts.isEmpty && next.rejected == 1)
        #expect(try await home.accounts() == before)
        #expect(try await workspace.runs.preview().pending.filter(\.isCancelled).map(\.personID) == [suspended])
        #expect(try await workspace.history.verifyLog().isIntact)

        // Taken back, the run does what the directory says.
        try await workspace.runs.decide(.restore, about: try await workspace.runs.preview().rejected)
        #expect(try await workspace.runs.sync().counts == [.rename: 1])
        // Once the person is back in Google and leaves again, it counts anew.
        try await home.control("people/\(suspended)/unsuspend")
        #expect(try await workspace.runs.sync().counts.isEmpty)
        try await home.control("people/\(suspended)/suspend")
        #expect(try await workspace.runs.sync().counts == [.suspend: 1])
        await home.server.stop()
    }

    @Test("What changed since is left and named; an undo twice does nothing more; an unknown run is refused")
    func changedSince() async throws {
        let home = try await SandboxHome()
        let workspace = home.workspace
        let first = try await workspace.runs.sync()
        let zoe = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(zoe)/rename", ["primaryEmail": "zoe.new@corp.example"])
        let second = try await workspace.runs.sync()
        try await home.control("people/\(zoe)/rename", ["primaryEmail": "zoe.newer@corp.example"])
        let third = try await workspace.runs.sync()
        let created = try await workspace.runs.undoPlan(of: first.id)
        #expect(created.entries.isEmpty)
        #expect(created.skipped.contains { $0.obstacle == .irreversible(.create) })
        #expect(try await workspace.runs.undoPlan(of: second.id).skipped.map(\.obstacle) == [.changedLater(run: third.id)])
        let undo = try await workspace.runs.undo(run: third.id)
        #expect(undo.counts == [.rename: 1])
        #expect(try await workspace.runs.undoPlan(of: third.id).skipped.map(\.obstacle) == [.takenBack])
        #expect(try await home.accounts().first { $0.externalID == zoe }?.userName == "zoe.new@corp.example")
        await #expect {
            _ = try await workspace.runs.undo(run: 99)
        } throws: { String(describing: $0).contains("There is no run 99.") }
        try await workspace.runs.turnOff()
        await #expect {
            _ = try await workspace.runs.undo(run: second.id)
        } throws: { String(describing: $0).contains("Autoprovisioning is off") }
        await home.server.stop()
    }

    @Test("An undo whose reply is lost is looked up, not repeated", arguments: ["dropAfter", "dropBefore"])
    func lostReply(kind: String) async throws {
        let home = try await SandboxHome()
        let workspace = home.workspace
        _ = try await workspace.runs.sync()
        let zoe = try await home.personID("zoe.kowalczyk@corp.example")
        try await home.control("people/\(zoe)/suspend")
        let run = try await workspace.runs.sync()
        try await home.control("faults", ["kind": kind, "path": "/scim/v2/Users", "method": "PATCH", "times": 1])
        _ = try? await workspace.runs.undo(run: run.id)
        if kind == "dropBefore" { _ = try await workspace.runs.undo(run: run.id) }
        #expect(try await home.accounts().first { $0.externalID == zoe }?.active == true)
        #expect(try await workspace.runs.sync().counts.isEmpty)
        #expect(try await home.accounts().first { $0.externalID == zoe }?.active == true)
        await home.server.stop()
    }
}
