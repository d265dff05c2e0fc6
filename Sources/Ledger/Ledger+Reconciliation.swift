package import Engine
package import Foundation
package import Provisioning
import SQL

/// What comparisons with the app's accounts found.
extension Ledger {
    /// When the accounts were last compared and read.
    package func reconciliationMoments() throws(LedgerError) -> ReconciliationMoments {
        try read { db in
            var moments = ReconciliationMoments()
            guard let row = try db.first("SELECT compared, accounts, turned FROM reconciliation") else { return moments }
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
            try db.execute(Self.reading, each: readings.map { [$0, now.timeIntervalSince1970] })
            try db.execute(
                "UPDATE link SET active = 1, awaits_activation = 0 WHERE awaits_activation = 1 AND account = ?", each: result.activated.map { [$0] })
            try db.execute("INSERT INTO reconciliation (one) VALUES (1) ON CONFLICT (one) DO NOTHING")
            if isList {
                try db.execute(
                    "UPDATE reconciliation SET compared = ?, accounts = ?",
                    [now.timeIntervalSince1970, result.accountCount])
                try db.execute("DELETE FROM account_reading WHERE account NOT IN (SELECT account FROM link)")
            } else {
                try db.execute("UPDATE reconciliation SET turned = ?", [now.timeIntervalSince1970])
            }
        }
    }

    private static func replaceFindings(by findings: [ReconciliationFinding], _ db: any SQLConnection) throws {
        try db.execute("DELETE FROM account_finding")
        try db.execute(
            """
            INSERT INTO account_finding
                (account, kind, attribute, user_name, external_id, active, person, name, email, holder, before, after, seen)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            each: findings.map { finding in
                [
                    finding.accountID, finding.kind.rawValue, finding.attribute ?? "", finding.userName, finding.externalID, finding.isActive,
                    finding.personID, finding.personName, finding.personEmail, finding.holder?.rawValue, finding.from, finding.to,
                    finding.firstSeen.timeIntervalSince1970,
                ]
            })
    }

    /// All findings that stand, ordered by account.
    package func findings() throws(LedgerError) -> [ReconciliationFinding] { try read { db in try findings(db) } }

    /// Findings about links count only while the link is the same; those about accounts without a link, while no link leads there.
    func findings(_ db: any SQLConnection) throws -> [ReconciliationFinding] {
        var findings: [ReconciliationFinding] = []
        try db.forEach(
            """
            SELECT f.*, link.person AS holder_person FROM account_finding AS f LEFT JOIN link ON link.account = f.account
            ORDER BY f.account, f.kind, f.attribute
            """
        ) { row in
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
            guard finding.kind.isAboutLink ? holder != nil && holder == finding.personID : holder == nil else { return }
            findings.append(finding)
        }
        return findings
    }

    /// Those of these accounts of which an attribute was found changed.
    static func changedAccounts(among ids: [String], _ db: any SQLConnection) throws -> Set<String> {
        guard !ids.isEmpty else { return [] }
        let marks = SQLArguments.marks(ids.count)
        return Set(
            try db.values(String.self, "SELECT account FROM account_finding WHERE kind = 'changed' AND account IN (\(marks))", SQLArguments(ids)))
    }

    /// Linked accounts that were not read by themselves since a moment, those first that were not for the longest time.
    package func accountsToRead(before moment: Date, limit: Int) throws(LedgerError) -> [AccountLink] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT link.* FROM link LEFT JOIN account_reading AS r ON r.account = link.account
                WHERE r.read IS NULL OR r.read < ? ORDER BY coalesce(r.read, 0), link.account LIMIT ?
                """, [moment.timeIntervalSince1970, limit])
            return rows.map { row in
                var link = AccountLink(
                    personID: row["person"], accountID: row["account"], values: Self.values(row["attributes"]), isActive: row["active"])
                link.applicationForms = Self.values(row["forms"])
                link.awaitsActivation = row["awaits_activation"]
                return link
            }
        }
    }

    /// Keeps when an account was last read by itself.
    static let reading = "INSERT INTO account_reading (account, read) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET read = excluded.read"

    /// How many linked accounts were not read by themselves since a moment.
    package func countOfAccountsToRead(before moment: Date) throws(LedgerError) -> Int {
        try read { db in
            try db.value(
                Int.self, "SELECT count(*) FROM link LEFT JOIN account_reading AS r ON r.account = link.account WHERE r.read IS NULL OR r.read < ?",
                [moment.timeIntervalSince1970]) ?? 0
        }
    }

    /// When accounts were last read by themselves, by account.
    package func accountReadings() throws(LedgerError) -> [String: Date] {
        try read { db in
            Dictionary(
                try db.rows("SELECT account, read FROM account_reading").map { row -> (String, Date) in
                    (row["account"], Self.date(row["read"]))
                },
                uniquingKeysWith: max)
        }
    }

    /// Since when people have their accounts, by account: when each was last made or adopted.
    package func accountBeginnings() throws(LedgerError) -> [String: Date] {
        try read { db in
            let rows = try db.rows(
                """
                SELECT account, max(ended) AS since FROM journal WHERE kind IN ('create', 'adopt') AND state = 'done' AND account IS NOT NULL
                GROUP BY account
                """)
            return Dictionary(rows.map { row -> (String, Date) in (row["account"], Self.date(row["since"])) }, uniquingKeysWith: max)
        }
    }

    /// Forgets everything that was found and decided about accounts, because they are another app's or links were given up.
    static func forgetReconciliation(_ db: any SQLConnection) throws {
        for table in ["reconciliation", "account_reading", "account_finding", "account_decision", "decided_suspension"] {
            try db.execute("DELETE FROM \(table)")
        }
    }
}
