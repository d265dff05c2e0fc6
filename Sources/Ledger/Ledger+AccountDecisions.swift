package import Engine
package import Foundation
package import Provisioning
import SQL

/// What administrators decided about accounts.
extension Ledger {
    func accountDecisions(_ db: any SQLConnection) throws -> [AccountDecision] {
        try db.rows("SELECT * FROM account_decision ORDER BY made, account").map { row in
            let findings: String = row["findings"]
            return AccountDecision(
                try KnownWord.read(row, "verdict", in: file), accountID: row["account"], userName: row["user_name"], externalID: row["external_id"],
                personID: row["person"], findings: Set(findings.split(separator: "\n").map(String.init)), made: Self.date(row["made"]))
        }
    }

    /// What administrators decided about accounts, in the order in which they did.
    package func accountDecisions() throws(LedgerError) -> [AccountDecision] { try read { db in try accountDecisions(db) } }

    /// Keeps decisions in place of earlier ones about the same accounts, together with the entries of the log: all or none.
    package func decide(_ decisions: [(decision: AccountDecision, logged: LoggedDecision)], now: Date) throws(LedgerError) {
        try write { db in
            for (decision, logged) in decisions {
                try db.execute(
                    """
                    INSERT INTO account_decision (account, verdict, user_name, external_id, person, findings, made) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (account) DO UPDATE SET verdict = excluded.verdict, user_name = excluded.user_name,
                        external_id = excluded.external_id, person = excluded.person, findings = excluded.findings, made = excluded.made
                    """,
                    [
                        decision.accountID, decision.verdict.rawValue, decision.userName, decision.externalID, decision.personID,
                        decision.findings.sorted().joined(separator: "\n"), decision.made.timeIntervalSince1970,
                    ])
                try Self.log(logged, now: now, db)
            }
        }
    }

    /// Forgets decisions, together with the entries of the log.
    ///
    /// - Parameter run: the run that found that they do not fit any more; none when an administrator takes them back.
    package func forgetAccountDecisions(
        _ decisions: [(accountID: String, logged: LoggedDecision)], run: Int64? = nil, now: Date
    ) throws(LedgerError) {
        guard !decisions.isEmpty else { return }
        try write { db in
            for (account, logged) in decisions {
                try db.execute("DELETE FROM account_decision WHERE account = ?", [account])
                try Self.log(logged, run: run ?? Self.noRun, now: now, db)
            }
        }
    }

    /// Gives up the link to an account that is gone, together with the entry of the log. Only call it while holding the run lock.
    package func forgetLink(of person: String, account: String, logging logged: LoggedDecision, now: Date) throws(LedgerError) {
        try write { db in
            guard try Self.holder(ofAccount: account, db) == person else { return }
            try Self.settleGone(person, db)
            try Self.removeLink(of: person, db)
            try Self.log(logged, now: now, db)
        }
    }

    static func decidedSuspensions(_ db: any SQLConnection) throws -> [String: AccountLink] {
        var links: [String: AccountLink] = [:]
        for row in try db.rows("SELECT account, attributes FROM decided_suspension") {
            let subject = AccountSubject.id(ofAccount: row["account"])
            links[subject] = AccountLink(personID: subject, accountID: row["account"], values: values(row["attributes"]), isActive: false)
        }
        return links
    }

    /// An action on an account was done: what was found about what it wrote, and what was decided about the account, is settled.
    static func settle(_ intent: Int64, _ link: AccountLink, _ db: any SQLConnection) throws {
        let account = link.accountID
        try db.execute(
            "DELETE FROM account_decision WHERE account = ? AND verdict <> ?",
            [account, AccountDecision.Verdict.ignore.rawValue])
        try db.execute("DELETE FROM account_finding WHERE account = ? AND kind <> 'changed'", [account])
        let changed = try db.values(String.self, "SELECT attribute FROM account_finding WHERE account = ? AND kind = 'changed'", [account])
        if !changed.isEmpty,
            let row = try db.first("SELECT before, after FROM journal WHERE id = ?", [intent])
        {
            let (before, after) = (values(row["before"]), values(row["after"]))
            for attribute in changed where before[attribute] != after[attribute] {
                try db.execute("DELETE FROM account_finding WHERE account = ? AND kind = 'changed' AND attribute = ?", [account, attribute])
            }
        }
        try db.execute("UPDATE unlinked_account SET active = ? WHERE account = ?", [link.isActive, account])
        if AccountSubject.isAccount(link.personID, accountID: account), !link.isActive {
            try db.execute(
                """
                INSERT INTO decided_suspension (account, attributes) VALUES (?, ?)
                ON CONFLICT (account) DO UPDATE SET attributes = excluded.attributes
                """,
                [account, json(link.values)])
        } else {
            try db.execute("DELETE FROM decided_suspension WHERE account = ?", [account])
        }
    }

    /// The person's account is no more.
    static func settleGone(_ person: String, _ db: any SQLConnection) throws {
        for table in ["account_finding", "account_decision", "account_reading"] {
            try db.execute("DELETE FROM \(table) WHERE account = (SELECT account FROM link WHERE person = ?)", [person])
        }
    }
}
