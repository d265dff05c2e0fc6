package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// Records outcomes and the intents that follow them in one durable step, so that many requests in flight cost few syncs of the disk. Returns the
    /// ids of the intents, in their order.
    package func record(
        outcomes: [(intent: Int64, outcome: IntentOutcome)], run: Int64, intents: [(entry: PlanEntry, isReleased: Bool)], now: Date
    ) throws(LedgerError) -> [Int64] {
        guard !outcomes.isEmpty || !intents.isEmpty else { return [] }
        return try write { db in
            let chain = AuditChain(db)
            var writer = try OutcomeWriter(outcomes.map(\.outcome), now: now, chain)
            for (intent, outcome) in outcomes { try writer.write(outcome, of: intent) }
            return try intents.map { try Self.insertIntent(run: run, entry: $0.entry, isReleased: $0.isReleased, now: now, chain) }
        }
    }

    private static func insertIntent(run: Int64, entry: PlanEntry, isReleased: Bool, now: Date, _ chain: AuditChain) throws -> Int64 {
        let why = try LoggedReason.plan(entry.reason).columns()
        let row = try chain.db.inserted(
            """
            INSERT INTO journal (run, kind, person, name, email, account, reason, why, before, after, state, started, released)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?) RETURNING *
            """,
            [
                run, entry.kind.rawValue, entry.personID, entry.name, entry.email, entry.accountID, why.sentence, why.data,
                json(entry.before), json(entry.after), now.timeIntervalSince1970, isReleased,
            ])
        try chain.append(row)
        try rememberName(person: entry.personID, name: entry.name, email: entry.email, chain.db)
        return row["id"]
    }

    /// Records that nothing can be done for these people, all or none. The same problem is recorded again only when something else happened meanwhile.
    package func record(_ problems: [ProblemEntry], run: Int64, now: Date) throws(LedgerError) {
        guard !problems.isEmpty else { return }
        try write { db in
            let chain = AuditChain(db)
            for problem in problems { try Self.record(problem, run: run, now: now, chain) }
        }
    }

    private static func record(_ problem: ProblemEntry, run: Int64, now: Date, _ chain: AuditChain) throws {
        let db = chain.db
        let last = try db.first(
            "SELECT state, detail FROM journal WHERE person = ? AND state <> 'decided' ORDER BY id DESC LIMIT 1", [problem.personID])
        let detail = OutcomeDetail.problem(problem.problem)
        if let last, last["state"] == "failed", OutcomeDetail(data: last["detail"], code: nil, sentence: nil) == detail { return }
        let kept = try detail.columns()
        let row = try db.inserted(
            """
            INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, code, detail, started, ended)
            VALUES (?, NULL, ?, ?, ?, 'entitled', '{}', '{}', 'failed', ?, ?, ?, ?) RETURNING *
            """,
            [
                run, problem.personID, problem.name, problem.email, detail.code, kept.data, now.timeIntervalSince1970,
                now.timeIntervalSince1970,
            ])
        try chain.append(row)
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
