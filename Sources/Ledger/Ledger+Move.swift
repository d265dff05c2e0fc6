package import Engine
import SQL

/// A ledger that moves to another database, row by row.
extension Ledger {
    /// All tables, each after those that it refers to.
    static let tables = [
        "run", "journal", "audit", "link", "timer", "decision", "held_decision", "retry", "person_name", "missing_links", "held", "unit",
        "unit_meaning",
        "export_file", "export_absence", "export_member", "carried_identity", "separate_identity", "identity_pair", "binding", "unlinked_account",
        "absence_check", "revision", "authorizing", "reconciliation", "account_reading", "account_finding", "account_decision", "decided_suspension",
        "known_plan", "known_entry", "resumption", "alert_memory", "capacity",
    ]

    /// Those of them whose ids count on.
    private static let counting: Set = ["run", "journal", "audit"]

    /// Rows that are handed over in one go.
    private static let batch = 500

    /// Whether nothing was ever recorded here.
    package func isEmpty() throws(LedgerError) -> Bool {
        try read { db in
            for table in ["journal", "link", "revision"] where try db.hasRow("SELECT 1 FROM \(table) LIMIT 1") { return false }
            return true
        }
    }

    /// Copies everything from another ledger into this one, which has to be empty: all or nothing. Answers how many rows that were.
    ///
    /// - Throws: ``LedgerError`` also when what arrived is not what was sent.
    package func copy(from other: Ledger) throws(LedgerError) -> Int {
        do {
            return try other.database.read { source in
                try database.write { target in
                    var number = 0
                    for table in Self.tables { number += try Self.copy(table, from: source, to: target) }
                    return number
                }
            }
        } catch {
            throw LedgerError(error, file: file, in: database.dialect)
        }
    }

    private static func copy(_ table: String, from source: any SQLConnection, to target: any SQLConnection) throws -> Int {
        var (rows, number): ([SQLArguments], Int) = ([], 0)
        var statement = ""
        // What a new ledger begins with comes with the old one too.
        try target.execute("DELETE FROM \(table)")
        try source.forEach("SELECT * FROM \(table)") { row in
            if statement.isEmpty {
                statement = "INSERT INTO \(table) (\(row.columnNames.joined(separator: ", "))) VALUES (\(SQLArguments.marks(row.columnNames.count)))"
            }
            rows.append(SQLArguments(row.columnNames.map { row.value($0) }))
            number += 1
            guard rows.count == batch else { return }
            try target.execute(statement, each: rows)
            rows = []
        }
        if !rows.isEmpty { try target.execute(statement, each: rows) }
        if counting.contains(table), let sequence = target.dialect.continueIDs(of: table) { _ = try target.value(Int64.self, sequence) }
        let arrived = try target.value(Int.self, "SELECT count(*) FROM \(table)") ?? 0
        guard arrived == number else { throw SQLError(.other, "of the \(number) rows of \(table), \(arrived) arrived") }
        return number
    }
}
