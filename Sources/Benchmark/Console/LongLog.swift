import Foundation
import GRDB

/// Fills the ledger of a home with a log as years of runs leave it.
///
/// Straight into the tables: the ledger's own way syncs the disk and hashes for each entry, which would take longer than everything that is measured. The tables are
/// made by the ledger itself, and the rows have the lengths of real ones.
enum LongLog {
    static let people = 20_000
    private static let entriesInARun = 500

    /// - Parameter end: when the newest entry was made, in seconds since 1970.
    static func fill(_ ledger: URL, entries: Int, end: Double) throws {
        let database = try DatabaseQueue(path: ledger.path)
        try database.write { db in
            // The setup of the home is in the log already.
            try db.execute(sql: "DELETE FROM audit; DELETE FROM journal")
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                    INSERT INTO run (id, revision, started, finished, outcome, people) SELECT i, 1, ?2 - (?1 - i) * 3600.0, ?2 - (?1 - i) * 3600.0 + 60, 'done', ?3 FROM n
                    """, arguments: [(entries + entriesInARun - 1) / entriesInARun, end, people])
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
                    INSERT INTO person_name (person, name, email, folded)
                    SELECT 'id-' || i, 'Lindqvist ' || i, 'person-' || i || '@large.example', 'lindqvist ' || i || ' person-' || i || '@large.example' FROM n
                    """, arguments: [people])
            try db.execute(
                sql: """
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
                    INSERT INTO journal (id, run, kind, person, name, email, account, reason, before, after, state, code, message, started, ended)
                    SELECT i, (i - 1) / ?3 + 1,
                        CASE i % 10 WHEN 0 THEN 'create' WHEN 1 THEN 'suspend' WHEN 2 THEN 'delete' ELSE 'update' END,
                        'id-' || (i * 7919 % ?4), 'Lindqvist ' || (i * 7919 % ?4), 'person-' || (i * 7919 % ?4) || '@large.example', 'account-' || (i * 7919 % ?4),
                        'another job title', '{"title":"Engineer","department":"Research"}', '{"title":"Senior engineer","department":"Research"}',
                        CASE WHEN i % 50 = 0 THEN 'failed' ELSE 'done' END, CASE WHEN i % 50 = 0 THEN 'conflict' END,
                        CASE WHEN i % 50 = 0 THEN 'The address is taken by another account.' END,
                        ?2 - (?1 - i) * 7.2, ?2 - (?1 - i) * 7.2 + 1
                    FROM n
                    """, arguments: [entries, end, entriesInARun, people])
            // Two steps of the chain for each entry, as its beginning and its end write them.
            try db.execute(
                sql: """
                    INSERT INTO audit (entry, text, hash)
                    SELECT id, '{"account":"' || account || '","after":"' || after || '","before":"' || before || '"}', printf('%064x', id) FROM journal
                    UNION ALL SELECT id, 'outcome', printf('%064x', id + 1) FROM journal
                    """)
        }
        try database.close()
    }
}
