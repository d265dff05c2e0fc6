import Engine
import FileHome
import Foundation
import Ledger
import Provisioning
import Sandbox
import Testing
import Wording

@testable import Sync

/// The configuration file and its history in the ledger, with real files.
@Suite("The history of the configuration", .timeLimit(.minutes(5)))
struct ConfigurationHistoryTests {
    /// A home in a folder of its own.
    final class Place: Sendable {
        let folder = FileManager.default.temporaryDirectory.appending(path: "history-\(UUID().uuidString)")
        var home: Home { Home(folder: folder) }

        /// Another process at this home.
        func open() throws -> Workspace { try Workspace(home: home, environment: [:]) }

        /// The ledger beside the workspaces.
        func ledger() throws -> Ledger { try Ledger(file: home.ledgerFile) }

        /// What an editor does: another text in the same file.
        func edit(_ change: (inout Configuration) -> Void) throws {
            let store = ConfigurationStore(home: home, targets: [], standardAttributes: [])
            var configuration = try #require(try store.load())
            change(&configuration)
            try store.write(configuration)
        }

        func remove() throws { try FileManager.default.removeItem(at: home.configurationFile) }

        deinit { try? FileManager.default.removeItem(at: folder) }
    }

    private static let user = ActorName.current(environment: [:])

    private static func words(_ workspace: Workspace) async throws -> [String] {
        try await workspace.history.revisions().map { "\($0.revision.number) \($0.revision.originWords): \($0.changes?.words ?? "-")" }
    }

    private static func log(_ workspace: Workspace) async throws -> [ActivityEntry] {
        try await workspace.history.entries(try await workspace.history.find(ActivityQuery(what: .configuration)).found.ids(0..<100))
    }

    @Test("Each save is a revision and an entry of the log: who, when, before and after")
    func saves() async throws {
        let place = Place()
        let workspace = try place.open()
        try await workspace.setup.update { $0.administrator = "admin@corp.example" }
        try await workspace.setup.update { $0.runIntervalMinutes = 15 }
        #expect(
            try await Self.words(workspace) == [
                "2 saved: minutes between runs from 60 to 15", "1 saved: signed-in administrator set to admin@corp.example",
            ])
        let entry = try #require(try await Self.log(workspace).first)
        #expect(entry.actor == AuditActor(user: Self.user, administrator: "admin@corp.example"))
        #expect(entry.what == "settings changed" && entry.reason == "revision 2: minutes between runs from 60 to 15")
        #expect(entry.before == ["runIntervalMinutes": "60"] && entry.after == ["runIntervalMinutes": "15"])
        #expect(abs(entry.time.timeIntervalSinceNow) < 60)
        #expect(try await workspace.history.verifyLog().isIntact)
    }

    @Test("A change by hand is a revision once it is read, with a number of its own; the next save counts on, and reading again adds nothing")
    func byHand() async throws {
        let place = Place()
        try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        try place.edit { $0.runIntervalMinutes = 5 }
        let reader = try place.open()
        #expect(try await reader.setup.configuration().revision == 2)
        for _ in 0..<3 { _ = try await place.open().setup.configuration() }
        #expect(try await Self.words(reader).first == "2 edited by hand: minutes between runs from 15 to 5")
        #expect(try await Self.log(reader).first?.actor == .editedByHand)
        #expect(try await Self.log(reader).first?.deciderWords == "; edited by hand")
        #expect(try await reader.setup.update { $0.runIntervalMinutes = 10 }.revision == 3)
        #expect(try await Self.words(place.open()).map { $0.prefix(3) } == ["3 s", "2 e", "1 s"])
    }

    @Test("A console that stays open notices a change by hand by its number, and does not save over it")
    func overByHand() async throws {
        let place = Place()
        let workspace = try place.open()
        var mine = try await workspace.setup.update { $0.runIntervalMinutes = 15 }
        try place.edit { $0.singleSignOnAcknowledged = true }
        mine.runIntervalMinutes = 20
        await #expect {
            try await workspace.setup.save(mine)
        } throws: { error in
            guard case OperationError.overtaken(let overtaking) = error, let error = error as? OperationError else { return false }
            return error.exitCode == 2 && error.code == "configuration-stale" && overtaking.others.map(\.actor) == [.editedByHand]
                && "\(error)".contains("somebody with an editor at ") && "\(error)".contains("Theirs: single sign-on acknowledged from no to yes.")
                && "\(error)".contains("Yours: minutes between runs from 15 to 20.")
        }
        #expect(try await workspace.setup.configuration().singleSignOnAcknowledged)
    }

    @Test("A configuration from before there was a history is the first revision, and nobody is said to have made it")
    func found() async throws {
        let place = Place()
        try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.home.ledgerFile.path + suffix) }
        try place.edit { $0.revision = 7 }
        let workspace = try place.open()
        #expect(try await workspace.setup.configuration().revision == 7)
        #expect(try await Self.words(workspace) == ["7 found as it was: -"])
        #expect(try await Self.log(workspace).first?.actor == .found)
        #expect(try await workspace.setup.update { $0.runIntervalMinutes = 20 }.revision == 8)
    }

    @Test("A file that somebody removed is a revision too, once; what is saved then is nobody's deletion of settings")
    func removed() async throws {
        let place = Place()
        try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        try place.remove()
        let workspace = try place.open()
        #expect(try await workspace.setup.configuration() == Configuration())
        #expect(try await workspace.setup.configuration().revision == 0)
        try await workspace.setup.update { $0.singleSignOnAcknowledged = true }
        #expect(
            try await Self.words(workspace) == [
                "3 saved: single sign-on acknowledged from no to yes", "2 config.json removed: minutes between runs from 15 to 60",
                "1 saved: minutes between runs from 60 to 15",
            ])
    }

    @Test(
        "A save that dies before the file is replaced leaves no trace; one that dies after it is complete, with who it was", arguments: [false, true])
    func killed(isReplaced: Bool) async throws {
        let place = Place()
        let saved = try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        var next = saved
        next.revision = 2
        next.runIntervalMinutes = 30
        let who = AuditActor(user: "mario", administrator: "admin@corp.example")
        try place.ledger().intend(ConfigurationRevision(number: 2, configuration: next, origin: .saved, actor: who, made: Date()))
        if isReplaced { try place.edit { $0 = next } }

        let workspace = try place.open()
        #expect(try await workspace.setup.configuration() == (isReplaced ? next : saved))
        let revisions = try await workspace.history.revisions().map(\.revision)
        #expect(revisions.map(\.number) == (isReplaced ? [2, 1] : [1]))
        if isReplaced { #expect(revisions.first?.actor == who && revisions.first?.origin == .saved) }
        #expect(try await Self.log(workspace).count == revisions.count)
        #expect(try await Self.log(workspace).first?.actor?.user == (isReplaced ? "mario" : Self.user))
        #expect(try await workspace.setup.update { $0.runIntervalMinutes = 45 }.revision == (isReplaced ? 3 : 2))
        #expect(try await Self.log(place.open()).count == revisions.count + 1)
    }

    @Test("Of many saves at once from the same revision exactly one wins; the others are told by whom they were overtaken")
    func concurrent() async throws {
        let place = Place()
        let opened = try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        let results = await withTaskGroup(of: String.self) { group in
            for minutes in 20..<28 {
                group.addTask {
                    do {
                        var mine = opened
                        mine.runIntervalMinutes = minutes
                        try await place.open().setup.save(mine)
                        return "saved"
                    } catch {
                        if case OperationError.overtaken(let overtaking)? = error as? OperationError, overtaking.overlap.hasConflicts {
                            return "overtaken"
                        }
                        return "\(error)"
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        #expect(results == ["saved": 1, "overtaken": 7])
        #expect(try await Self.words(place.open()).count == 2)
    }

    @Test("Many processes that read a change by hand at once make one revision of it")
    func readers() async throws {
        let place = Place()
        try await place.open().setup.update { $0.runIntervalMinutes = 15 }
        try place.edit { $0.runIntervalMinutes = 5 }
        let numbers = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<8 { group.addTask { try? await place.open().setup.configuration().revision } }
            return await group.reduce(into: Set<Int?>()) { $0.insert($1) }
        }
        #expect(numbers == [2])
        #expect(try await Self.words(place.open()).count == 2)
    }

    @Test("Restoring is a save that says of which revision; the switch stays, and nothing to restore is said")
    func restored() async throws {
        let place = Place()
        let workspace = try place.open()
        try await workspace.setup.update { $0.runIntervalMinutes = 15 }
        try await workspace.setup.update { $0.runIntervalMinutes = 5 }
        try await workspace.setup.save(try await workspace.history.restoration(of: 1), restoring: 1)
        #expect(try await Self.words(workspace).first == "3 revision 1 restored: minutes between runs from 5 to 15")
        #expect(try await Self.log(workspace).first?.what == "settings restored")
        for (number, words) in [(1, "the settings are the same as in revision 1"), (9, "There is no revision 9. The oldest is 1, the newest 3")] {
            await #expect {
                try await workspace.history.restoration(of: number)
            } throws: { error in
                "\(error)".contains(words)
            }
        }
    }

    @Test(
        "Deleting the configuration, the switch, authorizing and a secret are in the log with who did it; no secret is in any file's history",
        .homeInFolder)
    func wholeLife() async throws {
        let home = try await SandboxHome(users: 10)
        let workspace = home.workspace
        try await workspace.setup.setClientSecret("S3cret-of-the-app")
        try await workspace.runs.turnOff()
        try await workspace.setup.deleteConfiguration()
        let entries = try await Self.log(workspace)
        let words = entries.map { "\($0.what): \($0.reason)" }
        #expect(entries.allSatisfy { $0.actor?.user == Self.user })
        for expected in [
            "configuration deleted: revision", "authorization revoked: ", "autoprovisioning turned off", "autoprovisioning turned on",
            "authorized: RingCentral was authorized with a personal JWT", "settings changed: a client secret was entered",
        ] { #expect(words.contains { $0.contains(expected) }, "\(expected) is missing of \(words)") }
        #expect(try await workspace.history.revisions().first?.revision.origin == .deleted)
        let ledger =
            try Data(contentsOf: Home(folder: home.folder).ledgerFile)
            + ((try? Data(contentsOf: home.folder.appending(path: "ledger.sqlite-wal"))) ?? Data())
        let connection = try await SandboxHome.json(home.url.appending(path: "sandbox/connection.json"))
        let token = try #require((connection["ringCentral"] as? [String: String])?["personalJWT"])
        for secret in ["S3cret-of-the-app", token] { #expect(ledger.range(of: Data(secret.utf8)) == nil) }
        await home.server.stop()
    }
}
