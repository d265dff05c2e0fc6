import Engine
import Foundation
import Provisioning
import SQL
import Testing

@testable import Ledger

@Suite("The ledger", .databases, .timeLimit(.minutes(5)))
struct LedgerTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static func entry(_ kind: ActionKind, _ person: String, account: String? = nil) -> PlanEntry {
        PlanEntry(
            PersonReference(id: person, name: "Person \(person)", email: "\(person)@corp.example"), kind: kind, accountID: account,
            before: ["title": "old"],
            after: ["title": "new"], reason: .attributesChanged(["Job title"]))
    }

    static func link(_ person: String, active: Bool = true) -> AccountLink {
        AccountLink(personID: person, accountID: "account-\(person)", values: ["userName": "\(person)@corp.example"], isActive: active)
    }

    @Test("An intent is durable before its outcome: after a restart it is open, with everything that a lookup needs")
    func openIntent() throws {
        let place = Place()
        let run = try place.open().startRun(configurationRevision: 1, now: Self.now)
        let id = try place.open().recordIntent(run: run, entry: Self.entry(.update, "p", account: "7"), now: Self.now)
        let open = try place.open().openIntents()
        #expect(open.map(\.id) == [id])
        #expect(open.first?.accountID == "7")
        #expect(open.first?.before == ["title": "old"])
        #expect(open.first?.after == ["title": "new"])
    }

    @Test("A success and its link are one step; the link survives a restart")
    func success() throws {
        let place = Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let id = try ledger.recordIntent(run: run, entry: Self.entry(.create, "p"), now: Self.now)
        try ledger.recordOutcome(.linked(Self.link("p")), of: id, now: Self.now)
        let state = try place.open().state(now: Self.now)
        #expect(state.links["p"]?.accountID == "account-p")
        #expect(try place.open().openIntents().isEmpty)
    }

    @Test("Removing an account removes its link and its timers, and the recent actions count it")
    func removal() throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let create = try ledger.recordIntent(run: run, entry: Self.entry(.create, "p"), now: Self.now)
        try ledger.recordOutcome(.linked(Self.link("p")), of: create, now: Self.now)
        try ledger.applyTimerChanges([.start(personID: "p", DeprovisioningTimer(cause: .deleted, firstSeen: Self.now))])
        let delete = try ledger.recordIntent(run: run, entry: Self.entry(.delete, "p", account: "account-p"), now: Self.now)
        try ledger.recordOutcome(.removed, of: delete, now: Self.now)
        let state = try ledger.state(now: Self.now)
        #expect(state.links.isEmpty && state.timers.isEmpty)
        #expect(state.recentActions[.delete] == 1)
    }

    @Test("A timer keeps the moment at which its cause was first seen, whatever is started again")
    func timers() throws {
        let place = Place()
        try place.open().applyTimerChanges([.start(personID: "p", DeprovisioningTimer(cause: .suspended, firstSeen: Self.now))])
        try place.open().applyTimerChanges([.start(personID: "p", DeprovisioningTimer(cause: .suspended, firstSeen: Self.now + 86_400))])
        #expect(try place.open().state(now: Self.now).timers["p"]?.map(\.firstSeen) == [Self.now])
        try place.open().applyTimerChanges([.cancel(personID: "p", .suspended)])
        #expect(try place.open().state(now: Self.now).timers["p"] == nil)
    }

    @Test("The counters equal the journal: adopted is not created, older than 30 days does not count, failures count")
    func usage() throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let journal: [(ActionKind, Date, Bool)] = [
            (.create, Self.now, true), (.create, Self.now - 31 * 86_400, true), (.adopt, Self.now, true), (.suspend, Self.now, true),
            (.suspend, Self.now, false), (.delete, Self.now, true), (.update, Self.now, true),
        ]
        for (index, (kind, time, isDone)) in journal.enumerated() {
            let id = try ledger.recordIntent(run: run, entry: Self.entry(kind, "p\(index)"), now: time)
            if isDone {
                try ledger.recordOutcome(kind == .delete ? .removed : .linked(Self.link("p\(index)")), of: id, now: time)
            } else {
                try ledger.recordOutcome(.failed(.written(code: "refused", sentence: "no")), of: id, now: time)
            }
        }
        let usage = try ledger.usage(since: Self.now - 30 * 86_400)
        let counters: [Int] = [usage.created, usage.suspended, usage.deleted, usage.failures]
        #expect(counters == [1, 1, 1, 1])
    }

    @Test("The same problem of a person is noted once, until something else happens")
    func problems() throws {
        let ledger = try Place().open()
        let problem = ProblemEntry(PersonReference(id: "p", name: "P", email: "p@corp.example"), problem: .missingValues(["Last name"]))
        for _ in 0..<3 {
            let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
            try ledger.record([problem], run: run, now: Self.now)
        }
        #expect(try ledger.activity(limit: 10).count == 1)
        let other = ProblemEntry(PersonReference(id: "p", name: "P", email: "p@corp.example"), problem: .missingValues(["First name"]))
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        try ledger.record([other], run: run, now: Self.now)
        #expect(try ledger.activity(limit: 10, failuresOnly: true).count == 2)
    }

    @Test("A run whose process died is closed as interrupted by the next one")
    func interrupted() throws {
        let place = Place()
        _ = try place.open().startRun(configurationRevision: 1, now: Self.now)
        #expect(try place.open().lastRun()?.outcome == nil)
        let next = try place.open().startRun(configurationRevision: 1, now: Self.now)
        try place.open().finishRun(next, outcome: .done, message: nil, peopleRead: 5, held: 0, pending: 2, problems: 0, now: Self.now)
        let record = try #require(try place.open().lastRun())
        #expect(record.outcome == .done && record.peopleRead == 5 && record.pending == 2)
    }

    @Test("A file that is no ledger is named and left alone")
    func foreignFile() throws {
        let place = Place(.sqlite)
        let text = Data(
            "this is no database, and it is longer than a header of one hundred bytes would be, so that nothing can be mistaken here".utf8)
        try text.write(to: place.file)
        #expect(throws: LedgerError.self) { try place.open() }
        #expect(try Data(contentsOf: place.file) == text)
    }

    @Test("A decision survives a restart, and goes with its cause, its account, or when it is taken back")
    func decisions() throws {
        let place = Place()
        let ledger = try place.open()
        let cancelled = PendingDecision(cause: .suspended, action: .suspend)
        let postponed = PendingDecision(cause: .deleted, action: .hardDelete, notBefore: Self.now + 86_400)
        for person in ["p", "q"] {
            try ledger.decide(cancelled, personID: person, cause: .suspended, action: .suspend, now: Self.now)
            try ledger.decide(postponed, personID: person, cause: .deleted, action: .hardDelete, now: Self.now)
        }
        #expect(try place.open().state(now: Self.now).decisions["p"] == [postponed, cancelled])
        try ledger.applyTimerChanges([.cancel(personID: "p", .suspended)])
        #expect(try ledger.state(now: Self.now).decisions["p"] == [postponed])
        try ledger.decide(nil, personID: "p", cause: .deleted, action: .hardDelete, now: Self.now)
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let id = try ledger.recordIntent(run: run, entry: Self.entry(.update, "q", account: "7"), now: Self.now)
        try ledger.recordOutcome(.failed(.written(code: "account-missing", sentence: "gone"), link: .forgotten), of: id, now: Self.now)
        #expect(try ledger.state(now: Self.now).decisions.isEmpty)
    }

    @Test("A ledger that an older copy replaced begins its timers anew; the same ledger opened again does not")
    func restored() throws {
        let place = Place(.sqlite)
        let timer = DeprovisioningTimer(cause: .suspended, firstSeen: Self.now)
        do {
            let ledger = try place.open()
            _ = try ledger.startRun(configurationRevision: 1, now: Self.now)
            try ledger.applyTimerChanges([.start(personID: "p", timer)])
        }
        let backup = FileManager.default.temporaryDirectory.appending(path: "backup-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: place.file, to: backup)
        do {
            let ledger = try place.open()
            #expect(try ledger.restartTimersIfRestored(now: Self.now + 3_600) == false)
            _ = try ledger.startRun(configurationRevision: 1, now: Self.now + 3_600)
        }
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.file.path + suffix) }
        try FileManager.default.moveItem(at: backup, to: place.file)
        let ledger = try place.open()
        #expect(try ledger.restartTimersIfRestored(now: Self.now + 86_400))
        #expect(try ledger.state(now: Self.now + 86_400).timers["p"]?.map(\.firstSeen) == [Self.now + 86_400])
        _ = try ledger.startRun(configurationRevision: 1, now: Self.now + 86_400)
        #expect(try ledger.restartTimersIfRestored(now: Self.now + 86_401) == false)
        // That links may be missing is not over with the run that noticed.
        #expect(try place.open().linkDoubt() == .replaced)
        try ledger.rememberUnlinked([], now: Self.now + 86_401)
        #expect(try ledger.linkDoubt() == nil)
    }

    @Test("A ledger that lost its newest run, as after a failover, begins its timers anew: this machine remembers the run")
    func lostTail() throws {
        let place = Place()
        let ledger = try place.open()
        try ledger.applyTimerChanges([.start(personID: "p", DeprovisioningTimer(cause: .suspended, firstSeen: Self.now))])
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        #expect(try ledger.restartTimersIfRestored(now: Self.now + 60) == false)
        try ledger.write { db in try db.execute("DELETE FROM run WHERE id = ?", [run]) }
        #expect(try place.open().linkDoubt() == .replaced)
        #expect(try ledger.restartTimersIfRestored(now: Self.now + 60))
        #expect(try ledger.state(now: Self.now + 60).timers["p"]?.map(\.firstSeen) == [Self.now + 60])
    }

    @Test("A ledger of a writer who lost the right writes nothing; reading goes on")
    func fenced() throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let fenced = ledger.fenced { db in
            if try db.hasRow("SELECT 1 FROM run WHERE message = 'over'") { throw SQLError(.fenced, "somebody else leads") }
        }
        _ = try fenced.recordIntent(run: run, entry: Self.entry(.update, "p", account: "7"), now: Self.now)
        try ledger.write { db in try db.execute("UPDATE run SET message = 'over'") }
        #expect(throws: LedgerError.self) { try fenced.recordIntent(run: run, entry: Self.entry(.update, "q", account: "8"), now: Self.now) }
        #expect(try fenced.openIntents().map(\.person.id) == ["p"])
    }

    @Test(
        "Whatever a name holds, the entry is kept and found, and the chain stays whole",
        arguments: ["a\0b", "\u{1b}[31mred", String(repeating: "Łü", count: 5_000), "'; DROP TABLE journal; --", "", "100 % _\\ ?"])
    func names(name: String) throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        let person = PersonReference(id: "p", name: name, email: "p@corp.example")
        for _ in 0..<2 {
            let id = try ledger.recordIntent(
                run: run, entry: PlanEntry(person, kind: .create, after: ["title": name], reason: .attributesChanged(["Job title"])), now: Self.now)
            try ledger.recordOutcome(
                .linked(AccountLink(personID: "p", accountID: "7", values: ["title": name], isActive: true)), of: id, now: Self.now)
        }
        // SQLite is asked for texts as C has them, which end at a zero.
        let shown = Place.engine == .sqlite ? String(name.prefix { $0 != "\0" }) : name
        #expect(try ledger.activity(limit: 1).first?.person.name == shown)
        #expect(try ledger.state(now: Self.now).links["p"]?.values["title"] == name)
        #expect(try ledger.find(ActivityQuery(text: String(name.prefix(20)))).found.count == 2)
        #expect(try ledger.verifyAudit() == .intact(entries: 2))
    }

    @Test("What an administrator released does not count against later runs")
    func released() throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        for (index, isReleased) in [true, true, false].enumerated() {
            let id = try ledger.recordIntent(run: run, entry: Self.entry(.suspend, "p\(index)"), isReleased: isReleased, now: Self.now)
            try ledger.recordOutcome(.linked(Self.link("p\(index)", active: false)), of: id, now: Self.now)
        }
        #expect(try ledger.state(now: Self.now).recentActions[.suspend] == 1)
        #expect(try ledger.usage(since: Self.now - 1).suspended == 3)
    }

    @Test(
        "A changed, removed or inserted entry is found",
        arguments: [
            ("", .intact(entries: 3)), ("UPDATE journal SET reason = 'other' WHERE id = 2", .broken(entry: 2, .entryChanged)),
            ("UPDATE journal SET state = 'done', message = NULL WHERE id = 3", .broken(entry: 3, .entryChanged)),
            ("DELETE FROM journal WHERE id = 2", .broken(entry: 2, .entryRemoved)),
            (
                "INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, started) SELECT run, kind, person, name, email, reason, before, after, 'done', started FROM journal WHERE id = 1",
                .broken(entry: 4, .entryInserted)
            ), ("DELETE FROM audit WHERE id = 2", .broken(entry: 2, .stepRemoved)),
            ("DELETE FROM audit WHERE entry = 3", .broken(entry: nil, .endRemoved)),
            ("UPDATE audit SET text = replace(text, 'p0', 'px') WHERE id = 1", .broken(entry: 1, .stepChanged)),
        ] as [(String, AuditVerdict)])
    func audit(tampering: String, verdict: AuditVerdict) throws {
        let ledger = try Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: Self.now)
        for index in 0..<3 {
            let id = try ledger.recordIntent(run: run, entry: Self.entry(.create, "p\(index)"), now: Self.now + 0.123_456)
            if index == 2 {
                try ledger.recordOutcome(.failed(.written(code: "refused", sentence: "no")), of: id, now: Self.now)
            } else {
                try ledger.recordOutcome(.linked(Self.link("p\(index)")), of: id, now: Self.now)
            }
        }
        if !tampering.isEmpty { try ledger.write { db in try db.execute(tampering) } }
        #expect(try ledger.verifyAudit() == verdict)
    }
}
