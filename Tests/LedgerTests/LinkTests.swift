import Engine
import Foundation
import Provisioning
import Testing

@testable import Ledger

@Suite("Links to accounts", .databases, .timeLimit(.minutes(5)))
struct LinkTests {
    @Test("A link is never stolen from somebody else: the answer is that person's failure", arguments: [ActionKind.create, .adopt, .update])
    func notStolen(kind: ActionKind) throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let first = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, "first"), now: LedgerTests.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("first")), of: first, now: LedgerTests.now)
        let second = try ledger.recordIntent(run: run, entry: LedgerTests.entry(kind, "second"), now: LedgerTests.now)
        let stolen = AccountLink(personID: "second", accountID: "account-first", values: [:])
        try ledger.recordOutcome(.linked(stolen), of: second, now: LedgerTests.now)
        let state = try ledger.state(now: LedgerTests.now)
        #expect(state.links.keys.sorted() == ["first"])
        #expect(state.failures["second"]?.code == "account-linked-to-another")
        #expect(try ledger.holders(ofAccounts: ["account-first", "account-of-nobody"]) == ["account-first": "first"])
    }

    @Test("Outcomes that are recorded together are taken in their order: an account that one of them gave up can be another one's, and not before")
    func together() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let create = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, "first"), now: LedgerTests.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("first")), of: create, now: LedgerTests.now)
        func link(_ person: String, _ account: String) -> IntentOutcome { .linked(AccountLink(personID: person, accountID: account, values: [:])) }
        let intents = try ledger.record(
            outcomes: [], run: run,
            intents: [
                (LedgerTests.entry(.create, "early"), false), (LedgerTests.entry(.delete, "first", account: "account-first"), false),
                (LedgerTests.entry(.create, "late"), false), (LedgerTests.entry(.create, "later"), false),
                (LedgerTests.entry(.update, "late"), false), (LedgerTests.entry(.create, "latest"), false),
            ], now: LedgerTests.now)
        let outcomes = [
            link("early", "account-first"), .removed, link("late", "account-first"), link("later", "account-first"), link("late", "9"),
            link("latest", "account-first"),
        ]
        #expect(try ledger.record(outcomes: Array(zip(intents, outcomes)), run: run, intents: [], now: LedgerTests.now).isEmpty)
        let state = try ledger.state(now: LedgerTests.now)
        #expect(state.links.mapValues(\.accountID) == ["late": "9", "latest": "account-first"])
        #expect(state.failures.keys.sorted() == ["early", "later"])
        #expect(try ledger.openIntents().isEmpty)
        #expect(try ledger.verifyAudit() == .intact(entries: 7))
    }

    @Test("The app's own form of values and the wait for activation survive a restart, and end with the activation")
    func forms() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let intent = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, "p"), now: LedgerTests.now)
        var link = LedgerTests.link("p")
        link.applicationForms = ["title": "ENGINEER", "emails.value": ""]
        link.awaitsActivation = true
        try ledger.recordOutcome(.linked(link), of: intent, now: LedgerTests.now)
        #expect(try place.open().state(now: LedgerTests.now).links["p"] == link)
        #expect(try ledger.awaitingActivationCount() == 1)
        #expect(try ledger.activity(limit: 1).map(\.code) == ["not-activated"])
        try ledger.noteActivated(accounts: [link.accountID])
        #expect(try ledger.awaitingActivationCount() == 0)
    }

    @Test("A failure because the account is not active is remembered with the account")
    func inactive() throws {
        let place = LedgerTests.Place()
        let ledger = try place.open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        let made = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, "p"), now: LedgerTests.now)
        try ledger.recordOutcome(.linked(LedgerTests.link("p")), of: made, now: LedgerTests.now)
        let update = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.update, "p", account: "account-p"), now: LedgerTests.now)
        try ledger.recordOutcome(.failed(.written(code: "account-inactive", sentence: ""), link: .inactive), of: update, now: LedgerTests.now)
        #expect(try ledger.state(now: LedgerTests.now).links["p"]?.awaitsActivation == true)
    }

    @Test(
        "A suspension of which nobody knows whether it was carried out is remembered with an account that was never activated, until it is seen active"
    )
    func maybeSuspended() throws {
        let ledger = try LedgerTests.Place().open()
        let run = try ledger.startRun(configurationRevision: 1, now: LedgerTests.now)
        for (person, awaits) in [("p", true), ("q", false)] {
            var link = LedgerTests.link(person)
            link.awaitsActivation = awaits
            let made = try ledger.recordIntent(run: run, entry: LedgerTests.entry(.create, person), now: LedgerTests.now)
            try ledger.recordOutcome(.linked(link), of: made, now: LedgerTests.now)
            let entry = LedgerTests.entry(.suspend, person, account: link.accountID)
            let suspended = try ledger.recordIntent(run: run, entry: entry, now: LedgerTests.now)
            try ledger.recordOutcome(
                .failed(.written(code: "active-untold", sentence: ""), link: .maybeSuspended), of: suspended, now: LedgerTests.now)
            let kept = try ledger.state(now: LedgerTests.now).links[person]
            #expect(kept?.isActive == !awaits && kept?.isUsable == true, "\(person)")
        }
        try ledger.noteActivated(accounts: [LedgerTests.link("p").accountID])
        let link = try ledger.state(now: LedgerTests.now).links["p"]
        #expect(link?.isActive == true && link?.awaitsActivation == false)
    }
}
