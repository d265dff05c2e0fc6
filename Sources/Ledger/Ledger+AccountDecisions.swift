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
            let chain = AuditChain(db)
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
                try Self.log(logged, now: now, chain)
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
            let chain = AuditChain(db)
            for (account, logged) in decisions {
                try db.execute("DELETE FROM account_decision WHERE account = ?", [account])
                try Self.log(logged, run: run ?? Self.noRun, now: now, chain)
            }
        }
    }

    /// Gives up the link to an account that is gone, together with the entry of the log. Only call it while holding the run lock.
    package func forgetLink(of person: String, account: String, logging logged: LoggedDecision, now: Date) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            guard try Self.holders(ofAccounts: [account], db)[account] == person else { return }
            try Self.settleGone(person, db)
            try Self.removeLink(of: person, db)
            try Self.log(logged, now: now, chain)
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

    /// The person's account is no more.
    static func settleGone(_ person: String, _ db: any SQLConnection) throws {
        for table in ["account_finding", "account_decision", "account_reading"] {
            try db.executeLater("DELETE FROM \(table) WHERE account = (SELECT account FROM link WHERE person = ?)", [person])
        }
    }
}
