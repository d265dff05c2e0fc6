package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// Records what is about to be done (`isReleased`: because an administrator released it from a safeguard, so that it does not count against
    /// later runs); returns the id under which the outcome is recorded.
    package func recordIntent(run: Int64, entry: PlanEntry, isReleased: Bool = false, now: Date) throws(LedgerError) -> Int64 {
        try write { db in try Self.insertIntent(run: run, entry: entry, isReleased: isReleased, now: now, db) }
    }

    /// Records what became of an intent, together with the account as it is now: both or neither.
    package func recordOutcome(_ outcome: IntentOutcome, of intent: Int64, now: Date) throws(LedgerError) {
        try write { db in try Self.conclude(intent, outcome, now: now, db) }
    }

    /// Records outcomes and the intents that follow them in one durable step, so that many requests in flight cost few syncs of the disk. Returns the
    /// ids of the intents, in their order.
    package func record(
        outcomes: [(intent: Int64, outcome: IntentOutcome)], run: Int64, intents: [(entry: PlanEntry, isReleased: Bool)], now: Date
    ) throws(LedgerError) -> [Int64] {
        guard !outcomes.isEmpty || !intents.isEmpty else { return [] }
        return try write { db in
            for (intent, outcome) in outcomes { try Self.conclude(intent, outcome, now: now, db) }
            return try intents.map { try Self.insertIntent(run: run, entry: $0.entry, isReleased: $0.isReleased, now: now, db) }
        }
    }

    private static func insertIntent(run: Int64, entry: PlanEntry, isReleased: Bool, now: Date, _ db: any SQLConnection) throws -> Int64 {
        let why = try LoggedReason.plan(entry.reason).columns()
        let id = try db.insert(
            """
            INSERT INTO journal (run, kind, person, name, email, account, reason, why, before, after, state, started, released)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?) RETURNING id
            """,
            [
                run, entry.kind.rawValue, entry.personID, entry.name, entry.email, entry.accountID, why.sentence, why.data,
                json(entry.before), json(entry.after), now.timeIntervalSince1970, isReleased,
            ])
        try appendAudit(of: id, db)
        try rememberName(person: entry.personID, name: entry.name, email: entry.email, db)
        return id
    }

    private static func conclude(_ intent: Int64, _ outcome: IntentOutcome, now: Date, _ db: any SQLConnection) throws {
        var outcome = outcome
        // Whatever the app answered: an account that is linked to somebody stays theirs.
        if case .linked(let link) = outcome, let holder = try holder(ofAccount: link.accountID, db), holder != link.personID {
            outcome = .failed(
                .found(.linkedToAnother(accountID: link.accountID, personID: holder), application: AppRefusal.anyApplication))
        }
        let state: ActivityEntry.State
        var (detail, account): (OutcomeDetail?, String?)
        switch outcome {
        case .linked(let link):
            (state, account) = (.done, link.accountID)
            if link.awaitsActivation { detail = .awaitsActivation }
        case .removed: state = .done
        case .failed(let failure, _), .inDoubt(let failure): (state, detail) = (.failed, failure)
        case .notCarriedOut: state = .notCarriedOut
        }
        let kept = try detail?.columns()
        try db.execute(
            "UPDATE journal SET state = ?, code = ?, detail = ?, message = ?, ended = ?, account = coalesce(?, account) WHERE id = ?",
            [state.rawValue, detail?.code, kept?.data, kept?.sentence, now.timeIntervalSince1970, account, intent])
        try appendAudit(of: intent, db)
        switch outcome {
        case .linked(let link):
            try spendRelease(ofEntry: intent, db)
            try settle(intent, link, db)
            // No link is made for an account that is nobody's.
            guard !AccountSubject.isAccount(link.personID, accountID: link.accountID) else { return }
            try db.execute(
                """
                INSERT INTO link (person, account, attributes, active, forms, awaits_activation) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (person) DO UPDATE SET account = excluded.account, attributes = excluded.attributes, active = excluded.active,
                    forms = excluded.forms, awaits_activation = excluded.awaits_activation
                """,
                [link.personID, link.accountID, json(link.values), link.isActive, json(link.applicationForms), link.awaitsActivation])
            try noteReading(by: intent, link.accountID, now: now, db)
        case .failed(_, .maybeSuspended):
            // An account that was activated once shows whether it is suspended.
            try db.execute("UPDATE link SET active = 0 WHERE awaits_activation = 1 AND person = (SELECT person FROM journal WHERE id = ?)", [intent])
        case .failed(_, .inactive):
            try db.execute("UPDATE link SET awaits_activation = 1 WHERE active = 1 AND person = (SELECT person FROM journal WHERE id = ?)", [intent])
        case .removed, .failed(_, .forgotten):
            if outcome == .removed { try spendRelease(ofEntry: intent, db) }
            if let person = try db.value(String.self, "SELECT person FROM journal WHERE id = ?", [intent]) {
                try settleGone(person, db)
                try removeLink(of: person, db)
            }
        case .inDoubt: try reopen(intent, now: now, db)
        case .failed, .notCarriedOut: break
        }
    }

    private static func reopen(_ intent: Int64, now: Date, _ db: any SQLConnection) throws {
        let entry = try db.insert(
            """
            INSERT INTO journal (run, kind, person, name, email, account, reason, why, before, after, state, started, released)
            SELECT run, kind, person, name, email, account, reason, why, before, after, 'open', CAST(? AS DOUBLE PRECISION), released FROM journal WHERE id = ? RETURNING id
            """, [now.timeIntervalSince1970, intent])
        try appendAudit(of: entry, db)
    }

    /// Records that nothing can be done for these people, all or none. The same problem is recorded again only when something else happened meanwhile.
    package func record(_ problems: [ProblemEntry], run: Int64, now: Date) throws(LedgerError) {
        guard !problems.isEmpty else { return }
        try write { db in for problem in problems { try Self.record(problem, run: run, now: now, db) } }
    }

    private static func record(_ problem: ProblemEntry, run: Int64, now: Date, _ db: any SQLConnection) throws {
        let last = try db.first(
            "SELECT state, detail FROM journal WHERE person = ? AND state <> 'decided' ORDER BY id DESC LIMIT 1", [problem.personID])
        let detail = OutcomeDetail.problem(problem.problem)
        if let last, last["state"] == "failed", OutcomeDetail(data: last["detail"], code: nil, sentence: nil) == detail { return }
        let kept = try detail.columns()
        let entry = try db.insert(
            """
            INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, code, detail, started, ended)
            VALUES (?, NULL, ?, ?, ?, 'entitled', '{}', '{}', 'failed', ?, ?, ?, ?) RETURNING id
            """,
            [
                run, problem.personID, problem.name, problem.email, detail.code, kept.data, now.timeIntervalSince1970,
                now.timeIntervalSince1970,
            ])
        try Self.appendAudit(of: entry, db)
        try Self.rememberName(person: problem.personID, name: problem.name, email: problem.email, db)
    }

    /// What a run that died left open, oldest first.
    package func openIntents() throws(LedgerError) -> [OpenIntent] {
        try read { db in
            try db.rows("SELECT * FROM journal WHERE state = 'open' ORDER BY id").map { row in
                OpenIntent(
                    id: row["id"], kind: try KnownWord.read(row, "kind", in: file),
                    person: PersonReference(id: row["person"], name: row["name"], email: row["email"]),
                    accountID: row["account"],
                    before: Self.values(row["before"]), after: Self.values(row["after"]))
            }
        }
    }
}
