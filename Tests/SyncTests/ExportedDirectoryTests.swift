import Directory
import Engine
import Foundation
import Provisioning
import Sandbox
import Synchronization
import Testing
import Timing
import Wording

@testable import Sync

/// A folder of exported files as the directory of a sandbox's home, with file times on the home's clock.
struct ExportHome {
    let home: SandboxHome
    let folder: URL

    /// People by number, with an id of their own if there is a column for it.
    struct Row {
        var number: Int
        var id: String?
        var status = "Active"
        var address: String { "p\(number)@corp.example" }
    }

    init(policy: DeprovisioningPolicy = SandboxHome.suspendAtOnce) async throws {
        home = try await SandboxHome(users: 5, policy: policy)
        folder = home.folder.appending(path: "export")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.path
        try await home.workspace.setup.update {
            $0.directory = .files(folder: path)
            $0.safeguards = Safeguards(limits: [:])
        }
    }

    static func rows(_ count: Int, ids: String? = nil) -> [Row] {
        (1...count).map { number in Row(number: number, id: ids.map { "\($0)\(number)" }) }
    }

    /// Writes users.csv; `age` in seconds by the home's clock.
    func write(_ rows: [Row], age: Double = 120) throws {
        let hasIDs = rows.contains { $0.id != nil }
        let header = "First Name,Last Name,Email Address,Org Unit Path,Status" + (hasIDs ? ",User ID" : "")
        let lines = rows.map { "P,Number\($0.number),\($0.address),/,\($0.status)" + ($0.id.map { ",\($0)" } ?? "") }
        try write(([header] + lines).joined(separator: "\n") + "\n", to: "users.csv", age: age)
    }

    func write(_ text: String, to name: String, age: Double = 120) throws {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.modificationDate: home.clock.now - age], ofItemAtPath: file.path)
    }

    /// Accounts of people of the export, by address; the others are the sandbox's own.
    func accounts() async throws -> [SandboxHome.Account] {
        try await home.accounts().filter { $0.userName.wholeMatch(of: /p\d+@corp.example/) != nil }
    }

    /// The error with which a run ends.
    func failure() async -> OperationError? {
        do throws(OperationError) {
            _ = try await home.workspace.runs.sync()
            return nil
        } catch {
            return error
        }
    }
}

@Suite("A directory of exported files", .serialized, .timeLimit(.minutes(5)))
struct ExportedDirectoryTests {
    @Test("A file that was written just now stops the run with a sentence; a minute later it counts, and until then nobody has a plan of it")
    func stillness() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(4), age: 5)
        let error = try #require(await export.failure())
        #expect(error.exitCode == 5)
        #expect(error.code == "directory-files-changing")
        #expect(error.description.hasPrefix("users.csv was changed a moment ago and may still be being copied, so nothing was changed."))
        await #expect { _ = try await export.home.workspace.runs.preview() } throws: { ($0 as? OperationError)?.code == "directory-files-changing" }
        #expect(try await export.accounts().isEmpty)
        export.home.clock.advance(days: 56 / 86_400)
        #expect(try await export.home.workspace.runs.sync().counts == [.create: 4])
        await export.home.server.stop()
    }

    @Test("A file whose time is in the future counts once runs saw it unchanged for a minute, and not while it grows")
    func future() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(3), age: -3_600)
        #expect(await export.failure()?.code == "directory-files-changing")
        export.home.clock.advance(days: 61 / 86_400)
        #expect(try await export.home.workspace.runs.sync().counts == [.create: 3])
        try export.write(ExportHome.rows(4), age: -3_600)
        #expect(await export.failure()?.code == "directory-files-changing")
        await export.home.server.stop()
    }

    @Test("26 of 30 rows: nobody loses an account by one cut file, and the whole one forgets it")
    func cutFile() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(30))
        #expect(try await export.home.workspace.runs.sync().counts == [.create: 30])
        export.home.clock.advance(days: 0.1)
        try export.write(ExportHome.rows(26))
        let run = try await export.home.workspace.runs.sync()
        #expect(run.counts.isEmpty)
        #expect(run.pending == 0)
        #expect(run.message?.contains("4 people with an account are missing from users.csv for the first time") == true, "\(run.message ?? "")")
        #expect(try await export.home.workspace.runs.preview().notes.count == 1)
        // The same file again, however often, is no second one.
        export.home.clock.advance(days: 3)
        #expect(try await export.home.workspace.runs.sync().counts.isEmpty)
        try export.write(ExportHome.rows(30))
        let whole = try await export.home.workspace.runs.sync()
        #expect(whole.counts.isEmpty)
        #expect(whole.message == nil)
        #expect(try await !export.accounts().contains { !$0.active })
        await export.home.server.stop()
    }

    @Test("A second, later file that agrees starts the delay; it counts from the second on")
    func secondFile() async throws {
        let export = try await ExportHome(policy: DeprovisioningPolicy(deleted: .init(suspend: .after7Days)))
        try export.write(ExportHome.rows(5))
        _ = try await export.home.workspace.runs.sync()
        try export.write(ExportHome.rows(4))
        #expect(try await export.home.workspace.runs.sync().pending == 0)
        // Half an interval later is too early: the same cut can be in both.
        export.home.clock.advance(days: 0.5 / 24)
        try export.write(ExportHome.rows(4))
        #expect(try await export.home.workspace.runs.sync().pending == 0)
        export.home.clock.advance(days: 1)
        try export.write(ExportHome.rows(4))
        #expect(try await export.home.workspace.runs.sync().pending == 1)
        export.home.clock.advance(days: 6.5)
        try export.write(ExportHome.rows(4))
        #expect(try await export.home.workspace.runs.sync().counts.isEmpty)
        export.home.clock.advance(days: 0.6)
        #expect(try await export.home.workspace.runs.sync().counts == [.suspend: 1])
        await export.home.server.stop()
    }

    @Test("deleted-users.json needs no second file, and a status in the file counts at once")
    func said() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(5, ids: "i"))
        _ = try await export.home.workspace.runs.sync()
        var rows = ExportHome.rows(4, ids: "i")
        rows[0].status = "Suspended"
        try export.write(rows)
        try export.write(#"[{"id": "i5", "primaryEmail": "p5@corp.example"}]"#, to: "deleted-users.json")
        #expect(try await export.home.workspace.runs.sync().counts == [.suspend: 2])
        await export.home.server.stop()
    }

    @Test("A cut list of members takes nobody out of the scope before a second one agrees")
    func members() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(4))
        func members(_ count: Int) throws {
            let lines = (1...count).map { "staff@corp.example,p\($0)@corp.example,USER" }
            try export.write((["Group Email,Member Email,Member Type"] + lines).joined(separator: "\n") + "\n", to: "members.csv")
        }
        try members(4)
        let staff = try #require(try await export.home.workspace.setup.groups().first)
        try await export.home.workspace.setup.update { $0.autoprovisioning.scope.groups = [GroupReference(staff)] }
        #expect(try await export.home.workspace.runs.sync().counts == [.create: 4])
        export.home.clock.advance(days: 0.1)
        try members(2)
        let cut = try await export.home.workspace.runs.sync()
        #expect(cut.counts.isEmpty)
        #expect(
            cut.message?.contains("2 members of staff@corp.example are missing from members.csv for the first time") == true, "\(cut.message ?? "")")
        export.home.clock.advance(days: 0.1)
        try members(3)
        #expect(try await export.home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await export.accounts().filter { !$0.active }.map(\.userName) == ["p4@corp.example"])
        await export.home.server.stop()
    }

    // MARK: The kind of identity

    static let deleteAtOnce = DeprovisioningPolicy(deleted: .init(hardDelete: .within24Hours))

    @Test(
        "Another kind of id stops the run before any write; the links are carried over, and the next run writes the new ids",
        arguments: [("column came", false), ("column left", false), ("users.json beside users.csv", true)])
    func carried(change: String, isJSON: Bool) async throws {
        let export = try await ExportHome(policy: Self.deleteAtOnce)
        let (before, after): (String?, String?) = change == "column left" ? ("i", nil) : (nil, "i")
        try export.write(ExportHome.rows(5, ids: before))
        _ = try await export.home.workspace.runs.sync()
        let accounts = try await export.accounts()
        try await export.home.control("requests/reset")
        if isJSON {
            let people = ExportHome.rows(5, ids: after).map {
                #"{"id": "\#($0.id ?? "")", "primaryEmail": "\#($0.address)", "name": {"givenName": "P", "familyName": "Number\#($0.number)"}, "orgUnitPath": "/", "suspended": false}"#
            }
            try export.write("[\(people.joined(separator: ","))]", to: "users.json")
        } else {
            try export.write(ExportHome.rows(5, ids: after))
        }
        // Not by a second file either.
        for _ in 0..<2 {
            let error = try #require(await export.failure())
            #expect(error.exitCode == 5)
            #expect(error.code == "identity-changed")
            #expect(error.description.hasPrefix("5 of 5 linked people are in the directory with the same address under another id"), "\(error)")
            export.home.clock.advance(days: 1)
        }
        await #expect { _ = try await export.home.workspace.runs.preview() } throws: { ($0 as? OperationError)?.code == "identity-changed" }
        let status = try await export.home.workspace.checks.status()
        #expect(status.identityChange?.pairs.count == 5)
        #expect(status.lastRun?.message?.contains("setup --carry-links") == true)
        #expect(try await export.home.writes().isEmpty)

        let found = try #require(try await export.home.workspace.setup.identityChange())
        #expect(try await export.home.workspace.setup.carryLinks(found) == 5)
        #expect(try await export.home.workspace.checks.status().identityChange == nil)
        #expect(try await export.home.workspace.history.activity(limit: 5).allSatisfy { $0.code == "carried" && $0.reason.contains(" is now ") })
        #expect(try await export.home.workspace.history.verifyLog().isIntact)
        let run = try await export.home.workspace.runs.sync()
        #expect(run.counts == [.update: 5])
        #expect(run.failures == 0)
        let carried = try await export.accounts()
        #expect(carried.map(\.id) == accounts.map(\.id))
        #expect(!carried.contains { !$0.active })
        #expect(Set(carried.compactMap(\.externalID)) == Set(ExportHome.rows(5, ids: after).map { $0.id ?? $0.address }))
        #expect(try await export.home.workspace.runs.sync().counts.isEmpty)
        await export.home.server.stop()
    }

    @Test("Timers, decisions, held decisions and failures go over with the link; the history is one")
    func everythingGoesOver() async throws {
        let export = try await ExportHome(policy: DeprovisioningPolicy(suspended: .init(suspend: .after7Days)))
        try export.write(ExportHome.rows(5))
        _ = try await export.home.workspace.runs.sync()
        var rows = ExportHome.rows(5)
        rows[0].status = "Suspended"
        rows[1].status = "Suspended"
        try export.write(rows)
        #expect(try await export.home.workspace.runs.sync().pending == 2)
        let pending = try await export.home.workspace.runs.preview().pending
        try await export.home.workspace.runs.decide(.cancel, about: try #require(pending.first { $0.email == "p2@corp.example" }))
        export.home.clock.advance(days: 3)
        rows = rows.map { row in
            var row = row
            row.id = "i\(row.number)"
            return row
        }
        try export.write(rows)
        let change = try #require(try await export.home.workspace.setup.identityChange())
        _ = try await export.home.workspace.setup.carryLinks(change)
        let plan = try await export.home.workspace.runs.preview()
        #expect(
            plan.pending.first { $0.personID == "i1" }?.scheduled.firstSeen == pending.first { $0.email == "p1@corp.example" }?.scheduled.firstSeen)
        #expect(plan.pending.first { $0.personID == "i2" }?.isCancelled == true)
        let history = try await export.home.workspace.runs.explain("i1").history
        #expect(history.contains { $0.kind == .create && $0.personID == "p1@corp.example" })
        await export.home.server.stop()
    }

    @Test("Other people at the same addresses: nobody gets another one's account, and who is gone counts as gone")
    func separated() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(3, ids: "i"))
        _ = try await export.home.workspace.runs.sync()
        try export.write(ExportHome.rows(3, ids: "n"))
        #expect(await export.failure()?.code == "identity-changed")
        try await export.home.workspace.setup.separate(try #require(try await export.home.workspace.setup.identityChange()))
        #expect(try await export.home.workspace.setup.identityChange() == nil)
        #expect(try await export.home.workspace.runs.sync().counts.isEmpty)
        export.home.clock.advance(days: 1)
        try export.write(ExportHome.rows(3, ids: "n"))
        #expect(try await export.home.workspace.runs.sync().counts == [.suspend: 3])
        #expect(try await export.accounts().allSatisfy { $0.externalID?.hasPrefix("i") == true && !$0.active })
        await export.home.server.stop()
    }

    @Test("One recycled address stops nobody and hands no account over")
    func recycled() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(5, ids: "i"))
        _ = try await export.home.workspace.runs.sync()
        var rows = ExportHome.rows(5, ids: "i")
        rows[4].id = "new"
        try export.write(rows)
        let run = try await export.home.workspace.runs.sync()
        #expect(run.counts.isEmpty)
        #expect(run.problems == 1)
        export.home.clock.advance(days: 1)
        try export.write(rows)
        #expect(try await export.home.workspace.runs.sync().counts == [.suspend: 1])
        #expect(try await export.accounts().first { $0.userName == "p5@corp.example" }?.externalID == "i5")
        await export.home.server.stop()
    }

    @Test("Unattended runs look again as soon as the file may count, not after the interval", .clockMovesWithWaits)
    func unattended() async throws {
        let export = try await ExportHome()
        try export.write(ExportHome.rows(2), age: 10)
        let events = Mutex<[String]>([])
        let clock = export.home.clock
        let runs = UnattendedRuns(
            workspace: export.home.workspace,
            time: Time(
                now: { clock.now },
                sleep: { duration in
                    try Task.checkCancellation()
                    let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
                    clock.advance(days: seconds / 86_400)
                    if events.withLock({ $0.count >= 2 }) { throw CancellationError() }
                }), jitter: { 0.5 },
            report: { event in
                let word =
                    switch event {
                    case .ran(let run): "ran \(run.counts[.create] ?? 0)"
                    case .failed(let error): error.code
                    case .isOff, .keptAlive, .standsBy, .leads, .steppedDown, .lostTurn: "other"
                    }
                events.withLock { $0.append(word) }
            })
        let start = clock.now
        await runs.perform()
        #expect(events.withLock { $0 } == ["directory-files-changing", "ran 2"])
        #expect(clock.now.timeIntervalSince(start) < 200)
        await export.home.server.stop()
    }

    @Test("doctor says what it thinks of the files")
    func doctor() async throws {
        let export = try await ExportHome()
        func check() async throws -> Check { try #require(await export.home.workspace.checks.everything().first { $0.name == "Exported files" }) }
        try export.write(ExportHome.rows(3))
        #expect(try await check().finding.contains("has no column \"User ID\""))
        _ = try await export.home.workspace.runs.sync()
        try export.write(ExportHome.rows(3, ids: "i"))
        #expect(try await check().result == .failed)
        #expect(try await check().finding.contains("under another id"))
        try export.write(ExportHome.rows(3, ids: "i"), age: 5)
        #expect(try await check().finding.contains("may still be being copied"))
        try export.write(ExportHome.rows(3), age: 8 * 86_400)
        #expect(try await check().finding.contains("more than a week ago"))
        await export.home.server.stop()
    }
}
