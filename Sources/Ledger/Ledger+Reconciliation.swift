package import Engine
package import Foundation
import GRDB
package import Provisioning

/// What comparisons with the app's accounts found.
extension Ledger {
    /// When the accounts were last compared and read.
    package func reconciliationMoments() throws(LedgerError) -> ReconciliationMoments {
        try read { db in
            var moments = ReconciliationMoments()
            guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT compared, accounts, turned FROM reconciliation")) else { return moments }
            moments.compared = (row["compared"] as Double?).map(Self.date)
            moments.turned = (row["turned"] as Double?).map(Self.date)
            moments.accounts = row["accounts"]
            return moments
        }
    }

    /// Keeps what a comparison found, all or none.
    ///
    /// - Parameters:
    ///   - isList: whether all accounts were compared; otherwise those that were read in turn.
    ///   - readings: accounts that were read by themselves.
    package func record(_ result: Reconciliation.Result, isList: Bool, readings: [String] = [], now: Date) throws(LedgerError) {
        try write { db in
            let previous = try findings(db)
            let merged = Reconciliation.merged(previous, with: result, isList: isList, now: now)
            if merged != previous { try Self.replaceFindings(by: merged, db) }
            let statement = try db.cachedStatement(sql: "INSERT OR REPLACE INTO account_reading (account, read) VALUES (?, ?)")
            for account in readings { try statement.execute(arguments: [account, now.timeIntervalSince1970]) }
            let activated = try db.cachedStatement(
                sql: "UPDATE link SET active = 1, awaits_activation = 0 WHERE awaits_activation = 1 AND account = ?")
            for account in result.activated { try activated.execute(arguments: [account]) }
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO reconciliation (one) VALUES (1)").execute()
            if isList {
                try db.cachedStatement(sql: "UPDATE reconciliation SET compared = ?, accounts = ?").execute(arguments: [
                    now.timeIntervalSince1970, result.accountCount,
                ])
                try db.cachedStatement(sql: "DELETE FROM account_reading WHERE account NOT IN (SELECT account FROM link)").execute()
            } else {
                try db.cachedStatement(sql: "UPDATE reconciliation SET turned = ?").execute(arguments: [now.timeIntervalSince1970])
            }
        }
    }

    private static func replaceFindings(by findings: [ReconciliationFinding], _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM account_finding").execute()
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO account_finding
                    (account, kind, attribute, user_name, external_id, active, person, name, email, holder, before, after, seen)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for finding in findings {
            try statement.execute(arguments: [
                finding.accountID, finding.kind.rawValue, finding.attribute ?? "", finding.userName, finding.externalID, finding.isActive,
                finding.personID, finding.personName, finding.personEmail, finding.holder?.rawValue, finding.from, finding.to,
                finding.firstSeen.timeIntervalSince1970,
            ])
        }
    }

    /// All findings that stand, ordered by account.
    package func findings() throws(LedgerError) -> [ReconciliationFinding] { try read { db in try findings(db) } }

    /// Findings about links count only while the link is the same; those about accounts without a link, while no link leads there.
    func findings(_ db: Database) throws -> [ReconciliationFinding] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT f.*, link.person AS holder_person FROM account_finding AS f LEFT JOIN link ON link.account = f.account
                    ORDER BY f.account, f.kind, f.attribute
                    """))
        var findings: [ReconciliationFinding] = []
        while let row = try rows.next() {
            var finding = ReconciliationFinding(
                try KnownWord.read(row, "kind", in: file), accountID: row["account"], userName: row["user_name"])
            finding.externalID = row["external_id"]
            finding.isActive = row["active"]
            finding.personID = row["person"]
            finding.personName = row["name"]
            finding.personEmail = row["email"]
            let holderWord: String? = row["holder"]
            if holderWord != nil { finding.holder = try KnownWord.read(row, "holder", in: file) as ReconciliationFinding.Holder }
            let attribute: String = row["attribute"]
            finding.attribute = attribute.isEmpty ? nil : attribute
            finding.from = row["before"]
            finding.to = row["after"]
            finding.firstSeen = Self.date(row["seen"])
            let holder: String? = row["holder_person"]
            guard finding.kind.isAboutLink ? holder != nil && holder == finding.personID : holder == nil else { continue }
            findings.append(finding)
        }
        return findings
    }

    /// Linked accounts that were not read by themselves since a moment, those first that were not for the longest time.
    package func accountsToRead(before moment: Date, limit: Int) throws(LedgerError) -> [AccountLink] {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT link.* FROM link LEFT JOIN account_reading AS r ON r.account = link.account
                        WHERE r.read IS NULL OR r.read < ? ORDER BY coalesce(r.read, 0), link.account LIMIT ?
                        """), arguments: [moment.timeIntervalSince1970, limit])
            return rows.map { row in
                var link = AccountLink(
                    personID: row["person"], accountID: row["account"], values: Self.values(row["attributes"]), isActive: row["active"])
                link.applicationForms = Self.values(row["forms"])
                link.awaitsActivation = row["awaits_activation"]
                return link
            }
        }
    }

    /// Whoever makes or adopts an account has seen the whole of it, so that its first turn to be read is a whole period later.
    static func noteReading(by intent: Int64, _ account: String, now: Date, _ db: Database) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO account_reading (account, read) SELECT ?, ? FROM journal WHERE id = ? AND kind IN ('create', 'adopt')"
        ).execute(arguments: [account, now.timeIntervalSince1970, intent])
    }

    /// How many linked accounts were not read by themselves since a moment.
    package func countOfAccountsToRead(before moment: Date) throws(LedgerError) -> Int {
        try read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: "SELECT count(*) FROM link LEFT JOIN account_reading AS r ON r.account = link.account WHERE r.read IS NULL OR r.read < ?"),
                arguments: [moment.timeIntervalSince1970]) ?? 0
        }
    }

    /// When accounts were last read by themselves, by account.
    package func accountReadings() throws(LedgerError) -> [String: Date] {
        try read { db in
            Dictionary(
                try Row.fetchAll(db.cachedStatement(sql: "SELECT account, read FROM account_reading")).map { row -> (String, Date) in
                    (row["account"], Self.date(row["read"]))
                },
                uniquingKeysWith: max)
        }
    }

    /// Since when people have their accounts, by account: when each was last made or adopted.
    package func accountBeginnings() throws(LedgerError) -> [String: Date] {
        try read { db in
            let rows = try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT account, max(ended) AS since FROM journal WHERE kind IN ('create', 'adopt') AND state = 'done' AND account IS NOT NULL
                        GROUP BY account
                        """))
            return Dictionary(rows.map { row -> (String, Date) in (row["account"], Self.date(row["since"])) }, uniquingKeysWith: max)
        }
    }

    /// Forgets everything that was found and decided about accounts, because they are another app's or links were given up.
    static func forgetReconciliation(_ db: Database) throws {
        for table in ["reconciliation", "account_reading", "account_finding", "account_decision", "decided_suspension"] {
            try db.cachedStatement(sql: "DELETE FROM \(table)").execute()
        }
    }
}
