import Foundation
import Provisioning
import Sandbox
import Sync
import Testing

@Suite("Held actions against the sandbox", .serialized, .timeLimit(.minutes(5)))
struct HeldTests {
    /// A home in step, in which more than `limit` suspensions within the rolling window are held.
    static func home(limit: Int) async throws -> (home: SandboxHome, ids: [String]) {
        let home = try await SandboxHome()
        try await home.workspace.setup.update { $0.safeguards.limits[.suspend] = .init(number: limit, percent: 0) }
        _ = try await home.workspace.runs.sync()
        let ids = Array(try await home.activePeople().prefix(5))
        try #require(ids.count == 5)
        return (home, ids)
    }

    @Test("Released singly: only those are done, once, and they do not count later; rejected: not done, until that is taken back")
    func singly() async throws {
        let (home, ids) = try await Self.home(limit: 1)
        let workspace = home.workspace
        for id in ids.prefix(4) { try await home.control("people/\(id)/suspend") }
        let held = try await workspace.runs.preview().held
        #expect(held.count == 4)
        try await workspace.runs.decide(.release, about: [held[0]])
        try await workspace.runs.decide(.reject, about: [held[1]])
        let run = try await workspace.runs.sync()
        #expect(run.counts == [.suspend: 1] && run.held == 2 && run.rejected == 1 && run.outcome == .held)
        #expect(try await home.accounts().filter { ids.contains($0.externalID ?? "") && !$0.active }.map(\.externalID) == [held[0].personID])
        #expect(try await workspace.checks.status().held.undecided == 2)
        #expect(try await workspace.checks.status().pending.due == 2, "what was rejected waits for nothing")
        try await workspace.runs.decide(.reject, about: [held[2]])
        #expect(try await workspace.checks.status().held.undecided == 1)
        let next = try await workspace.runs.preview()
        #expect(next.held.map(\.personID) == [held[3].personID], "what was rejected makes the rest no smaller a mass")
        #expect(next.rejected.count == 2 && next.released.isEmpty && next.entries.isEmpty)
        #expect(try await workspace.runs.sync().counts.isEmpty)
        try await workspace.runs.decide(.restore, about: [held[1]])
        let last = try await workspace.runs.preview()
        #expect(Set(last.held.map(\.personID)) == [held[1].personID, held[3].personID], "taken back is not let through")
        await home.server.stop()
    }

    @Test("A release is not spent on a later suspension: the person came back in between, and the decision is forgotten")
    func comesBack() async throws {
        let (home, ids) = try await Self.home(limit: 0)
        let workspace = home.workspace
        try await home.control("people/\(ids[0])/suspend")
        let held = try await workspace.runs.preview().held
        try await workspace.runs.decide(.release, about: held)
        try await home.control("people/\(ids[0])/unsuspend")
        #expect(try await workspace.runs.sync().counts.isEmpty)
        try await home.control("people/\(ids[0])/suspend")
        #expect(try await workspace.runs.sync().held == 1)
        #expect(try await home.accounts().first { $0.externalID == ids[0] }?.active == true)
        await home.server.stop()
    }

    @Test("Many small runs do not slip under the limit of the rolling window, which opens again after 21 days")
    func rollingWindow() async throws {
        let (home, ids) = try await Self.home(limit: 3)
        var counts: [Int] = []
        for id in ids {
            try await home.control("people/\(id)/suspend")
            counts.append(try await home.workspace.runs.sync().counts[.suspend] ?? 0)
            home.clock.advance(days: 1)
        }
        #expect(counts == [1, 1, 1, 0, 0])
        for _ in 0..<3 {
            // Without a run in seven days the authorization would end.
            home.clock.advance(days: 5.5)
            #expect(try await home.workspace.runs.sync().counts.isEmpty)
        }
        #expect(
            try await home.workspace.runs.preview().holds[.suspend]?.recent == 2,
            "the first is 21 days old, but two are too many for what is left of the limit")
        home.clock.advance(days: 1)
        #expect(try await home.workspace.runs.sync().counts == [.suspend: 2])
        await home.server.stop()
    }
}
