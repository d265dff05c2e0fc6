import Crypto
package import Engine
import Foundation
package import Provisioning
import SQL

/// The log's chain: each step of each journal entry is appended with a hash over itself and the hash before it, so that a changed, removed or inserted
/// entry is noticed. It guards against accidents and quiet edits, not against somebody who rewrites the whole chain.
extension Ledger {
    /// The part of a journal row that never changes after its intent.
    private static let fixedColumns = ["run", "kind", "person", "name", "email", "reason", "before", "after"]

    /// Checks the chain and that the journal says what the chain says.
    package func verifyAudit() throws(LedgerError) -> AuditVerdict {
        try read { db in
            var previous = ""
            var expected: Int64 = 1
            var newest: [Int64: String] = [:]
            for row in try db.rows("SELECT id, entry, text, hash FROM audit ORDER BY id") {
                let (id, entry): (Int64, Int64) = (row["id"], row["entry"])
                guard id == expected else { return .broken(entry: entry, .stepRemoved) }
                guard row["hash"] == Self.hash(previous: previous, text: row["text"]) else {
                    return .broken(entry: entry, .stepChanged)
                }
                previous = row["hash"]
                newest[entry] = row["text"]
                expected += 1
            }
            let highest = try db.value(Int64.self, db.dialect.newestID, ["audit"]) ?? 0
            guard highest == expected - 1 else { return .broken(entry: nil, .endRemoved) }
            for row in try db.rows("SELECT * FROM journal ORDER BY id") {
                let id: Int64 = row["id"]
                guard let text = newest.removeValue(forKey: id) else { return .broken(entry: id, .entryInserted) }
                guard text == Self.text(of: row) else { return .broken(entry: id, .entryChanged) }
            }
            if let removed = newest.keys.min() { return .broken(entry: removed, .entryRemoved) }
            return .intact(entries: try db.value(Int.self, "SELECT count(*) FROM journal") ?? 0)
        }
    }

    /// One text per content: JSON with sorted keys.
    fileprivate static func text(of row: SQLRow) -> String {
        var values: [String: String] = [:]
        for column in fixedColumns + ["account", "state", "code", "message", "released"] { values[column] = row.value(column).description }
        // What SQLite returns from a statement that changes a row has whole seconds as an integer.
        for column in ["started", "ended"] {
            let seconds: Double? = row[column]
            values[column] = (seconds.map(SQLValue.double) ?? .null).description
        }
        // Entries of older versions have none, and their text has to stay what it was.
        for column in ["actor", "administrator", "why", "detail"] { if let value: String = row[column] { values[column] = value } }
        return json(values)
    }

    fileprivate static func hash(previous: String, text: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = SHA256.hash(data: Data("\(previous)\n\(text)".utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The end of the log's chain inside one transaction. It is read once: each step is hashed over the one before it.
final class AuditChain {
    let db: any SQLConnection
    private var newest: String?

    init(_ db: any SQLConnection) { self.db = db }

    /// Appends the content that a row of the journal has now.
    func append(_ row: SQLRow) throws {
        let previous = try newest ?? db.value(String.self, "SELECT hash FROM audit ORDER BY id DESC LIMIT 1") ?? ""
        let text = Ledger.text(of: row)
        let hash = Ledger.hash(previous: previous, text: text)
        try db.executeLater("INSERT INTO audit (entry, text, hash) VALUES (?, ?, ?)", [row["id"] as Int64, text, hash])
        newest = hash
    }
}
