package import Foundation
import GRDB
package import Provisioning

/// An action that was begun and whose outcome was never recorded: to be looked up before anything else.
package struct OpenIntent: Sendable, Equatable {
    package let id: Int64
    package let kind: ActionKind
    package let personID: String
    package let name: String
    package let email: String
    package let accountID: String?
    package let before: [String: String]
    package let after: [String: String]
}

extension Ledger {
    /// Records what is about to be done (`isReleased`: because an administrator released it from a safeguard, so that it does not count against
    /// later runs); returns the id under which the outcome is recorded.
    package func recordIntent(run: Int64, entry: PlanEntry, isReleased: Bool = false, now: Date) throws(LedgerError) -> Int64 {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO journal (run, kind, person, name, email, account, reason, before, after, state, started, released)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)
                    """,
                arguments: [
                    run, entry.kind.rawValue, entry.personID, entry.name, entry.email, entry.accountID, entry.reason.words, Self.json(entry.before),
                    Self.json(entry.after), now.timeIntervalSince1970, isReleased,
                ])
            let id = db.lastInsertedRowID
            try Self.appendAudit(of: id, db)
            return id
        }
    }

    /// Records that it was done, together with the account as it is now: both or neither.
    package func recordSuccess(_ id: Int64, link: AccountLink?, removesLink: Bool, now: Date) throws(LedgerError) {
        try write { db in
            try db.execute(
                sql: "UPDATE journal SET state = 'done', ended = ?, account = coalesce(?, account) WHERE id = ?",
                arguments: [now.timeIntervalSince1970, link?.accountID, id])
            try Self.appendAudit(of: id, db)
            try Self.spendRelease(ofEntry: id, db)
            if let link {
                // An account that was linked to somebody else before (and is adopted now) can only have one owner.
                try db.execute(sql: "DELETE FROM link WHERE account = ? AND person <> ?", arguments: [link.accountID, link.personID])
                try db.execute(
                    sql: "INSERT OR REPLACE INTO link (person, account, attributes, active) VALUES (?, ?, ?, ?)",
                    arguments: [link.personID, link.accountID, Self.json(link.values), link.isActive])
            }
            if removesLink, let person = try String.fetchOne(db, sql: "SELECT person FROM journal WHERE id = ?", arguments: [id]) {
                try Self.removeLink(of: person, db)
            }
        }
    }

    /// Records that the app refused.
    package func recordFailure(_ id: Int64, code: String, message: String, now: Date) throws(LedgerError) {
        try write { db in
            try db.execute(
                sql: "UPDATE journal SET state = 'failed', code = ?, message = ?, ended = ? WHERE id = ?",
                arguments: [code, message, now.timeIntervalSince1970, id])
            try Self.appendAudit(of: id, db)
        }
    }

    /// Records that a lookup found it not carried out: neither done nor a failure; the next plan decides afresh.
    package func recordNotCarriedOut(_ id: Int64, now: Date) throws(LedgerError) {
        try write { db in
            try db.execute(
                sql: "UPDATE journal SET state = 'notCarriedOut', ended = ? WHERE id = ?", arguments: [now.timeIntervalSince1970, id])
            try Self.appendAudit(of: id, db)
        }
    }

    /// Records that nothing can be done for a person. The same problem is recorded again only when something else happened meanwhile.
    package func recordProblem(run: Int64, problem: ProblemEntry, now: Date) throws(LedgerError) {
        try write { db in
            let last = try Row.fetchOne(
                db, sql: "SELECT state, message FROM journal WHERE person = ? ORDER BY id DESC LIMIT 1", arguments: [problem.personID])
            let message = problem.problem.words
            if let last, last["state"] == "failed", last["message"] == message { return }
            try db.execute(
                sql: """
                    INSERT INTO journal (run, kind, person, name, email, reason, before, after, state, code, message, started, ended)
                    VALUES (?, NULL, ?, ?, ?, 'entitled', '{}', '{}', 'failed', ?, ?, ?, ?)
                    """,
                arguments: [
                    run, problem.personID, problem.name, problem.email, problem.problem.code, message, now.timeIntervalSince1970,
                    now.timeIntervalSince1970,
                ])
            try Self.appendAudit(of: db.lastInsertedRowID, db)
        }
    }

    /// What a run that died left open, oldest first.
    package func openIntents() throws(LedgerError) -> [OpenIntent] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM journal WHERE state = 'open' ORDER BY id").compactMap { row in
                guard let kind = ActionKind(rawValue: row["kind"] ?? "") else { return nil }
                return OpenIntent(
                    id: row["id"], kind: kind, personID: row["person"], name: row["name"], email: row["email"], accountID: row["account"],
                    before: Self.values(row["before"]), after: Self.values(row["after"]))
            }
        }
    }

    /// The newest entries, newest first; `failuresOnly` leaves out the rest, `personID` those of others.
    package func activity(limit: Int, failuresOnly: Bool = false, personID: String? = nil) throws(LedgerError) -> [ActivityEntry] {
        try read { db in
            let condition = "WHERE (NOT ?1 OR state = 'failed') AND (?2 IS NULL OR person = ?2)"
            return try Row.fetchAll(
                db, sql: "SELECT * FROM journal \(condition) ORDER BY id DESC LIMIT ?3", arguments: [failuresOnly, personID, limit]
            ).map(Self.activityEntry)
        }
    }

    static func activityEntry(_ row: Row) -> ActivityEntry {
        ActivityEntry(
            id: row["id"], run: row["run"], kind: ActionKind(rawValue: row["kind"] ?? ""), personID: row["person"], name: row["name"],
            email: row["email"], accountID: row["account"], reason: row["reason"], state: .init(rawValue: row["state"]) ?? .open,
            code: row["code"], message: row["message"], before: values(row["before"]), after: values(row["after"]),
            time: date(row["ended"] ?? row["started"]))
    }
}
