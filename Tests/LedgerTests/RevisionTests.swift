import Engine
import Foundation
import Provisioning
import SQL
import Testing
import Wording

@testable import Ledger

@Suite("The history of the configuration in the ledger", .databases, .timeLimit(.minutes(5)))
struct RevisionTests {
    private static let now = LedgerTests.now
    private static let mario = AuditActor(user: "mario", administrator: "admin@corp.example")

    private static func revision(_ number: Int, made: Date = now) -> ConfigurationRevision {
        ConfigurationRevision(
            number: number, configuration: Configuration(revision: number, runIntervalMinutes: number), origin: .saved, actor: mario, made: made)
    }

    private static func save(_ number: Int, made: Date = now, in ledger: Ledger) throws {
        try ledger.intend(revision(number, made: made))
        let entry = LoggedDecision(
            .configured,
            .settings(
                revision: number, changes: [SettingChange(setting: "runIntervalMinutes", before: "\(number - 1)", after: "\(number)")], restored: nil),
            by: mario)
        try ledger.settle(confirming: (entry, made), adding: nil, now: made)
    }

    @Test("A save that is intended is no revision; confirmed, it is one, with its entry of the log, once")
    func intention() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        try ledger.intend(Self.revision(1))
        #expect(try ledger.revisions().isEmpty && ledger.revision(1) == nil)
        #expect(try place.open().newestRevision().intention == Self.revision(1))
        try ledger.settle(confirming: nil, adding: nil, now: Self.now)
        #expect(try ledger.newestRevision() == (nil, nil))
        try Self.save(1, in: ledger)
        #expect(try place.open().revisions() == [Self.revision(1)])
        let entry = try #require(try ledger.activity(limit: 10).first)
        #expect(entry.what == "settings changed" && entry.actor == Self.mario && entry.run == 0 && entry.subject == "Configuration")
        #expect(entry.before == ["runIntervalMinutes": "0"] && entry.after == ["runIntervalMinutes": "1"])
        #expect(try ledger.find(ActivityQuery(what: .configuration)).found.count == 1)
        #expect(try ledger.find(ActivityQuery(what: .decisions)).found.count == 0, "it is about no person")
        #expect(try ledger.verifyAudit() == .intact(entries: 1))
    }

    @Test("Somebody who changes the actor of an entry by hand is noticed")
    func chain() throws {
        let ledger = try LedgerTests.Place().open()
        try Self.save(1, in: ledger)
        try ledger.database.write { try $0.execute("UPDATE journal SET actor = 'luigi'") }
        #expect(try ledger.verifyAudit() != .intact(entries: 1))
        try ledger.database.write { try $0.execute("UPDATE journal SET actor = NULL") }
        #expect(try ledger.verifyAudit() != .intact(entries: 1))
    }

    @Test("Revisions are kept for 3 years, and the one that was in force then; a clock that is years ahead takes none of the newest away")
    func retention() throws {
        let ledger = try LedgerTests.Place().open()
        let year: TimeInterval = 365.25 * 86_400
        for number in 1...150 { try Self.save(number, made: Self.now + Double(number) * 86_400, in: ledger) }
        try Self.save(151, made: Self.now + 3 * year + 40.5 * 86_400, in: ledger)
        #expect(try ledger.revisions().map(\.number).min() == 40)
        try Self.save(152, made: Self.now + 30 * year, in: ledger)
        #expect(try ledger.revisions().count == RevisionRetention.least)
    }

    @Test("A revision that a newer program wrote is not misread")
    func newer() throws {
        let ledger = try LedgerTests.Place().open()
        try Self.save(1, in: ledger)
        try ledger.database.write { try $0.execute(#"UPDATE revision SET content = replace(content, '"version":2', '"version":3')"#) }
        #expect(throws: LedgerError.newer(file: ledger.file)) { try ledger.newestRevision() }
        #expect(throws: LedgerError.newer(file: ledger.file)) { try ledger.revisions() }
    }

    @Test("Deleting the configuration keeps its history")
    func forgotten() throws {
        let ledger = try LedgerTests.Place().open()
        try Self.save(1, in: ledger)
        try ledger.forgetLinks(now: Self.now)
        #expect(try ledger.revisions().count == 1)
    }

    @Test("An authorization is in the log once its tokens are kept, once, and not at all when they never were")
    func authorizing() throws {
        let ledger = try LedgerTests.Place().open()
        try ledger.intend(Authorizing(application: "Example", .browser, obtained: Self.now), by: Self.mario)
        try ledger.settleAuthorizing(obtained: Self.now - 60)
        #expect(try ledger.activity(limit: 10).isEmpty && ledger.isAuthorizing())
        try ledger.settleAuthorizing(obtained: Self.now)
        try ledger.settleAuthorizing(obtained: Self.now)
        let entries = try ledger.activity(limit: 10)
        #expect(entries.map(\.what) == ["authorized"] && entries.first?.actor == Self.mario)
        #expect(entries.map(\.why) == [.decision(.authorized(application: "Example", way: .browser, account: nil))])
        #expect(try !ledger.isAuthorizing())
    }

    @Test("What a run did says who started the run")
    func runs() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, by: Self.mario, now: Self.now)
        _ = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.update, "p", account: "7"), now: Self.now)
        #expect(try ledger.activity(limit: 1).first?.actor == Self.mario)
        #expect(try ledger.entries([1]).first?.actor == Self.mario)
    }
}
