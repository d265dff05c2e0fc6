package import Engine
package import Foundation
package import Provisioning
import SQL

/// The history of the configuration: a row per revision, and one for a save that is under way.
///
/// Only call what writes here while holding the lock of the configuration file: then no other save is under way.
extension Ledger {
    private enum RevisionState: String {
        case intended
        case kept
    }

    /// All revisions without their content being compared, newest first.
    package func revisions() throws(LedgerError) -> [ConfigurationRevision] {
        try read { db in
            try db.rows("SELECT * FROM revision WHERE state = 'kept' ORDER BY number DESC").map(revision)
        }
    }

    /// The revision with this number; `nil` when there is none, or none any more.
    package func revision(_ number: Int) throws(LedgerError) -> ConfigurationRevision? {
        try read { db in
            try db.first("SELECT * FROM revision WHERE state = 'kept' AND number = ?", [number]).map(revision)
        }
    }

    /// The newest revision, and the save that was begun and not confirmed.
    package func newestRevision() throws(LedgerError) -> (newest: ConfigurationRevision?, intention: ConfigurationRevision?) {
        try read { db in
            func newest(_ state: RevisionState) throws -> ConfigurationRevision? {
                try db.first("SELECT * FROM revision WHERE state = ? ORDER BY number DESC LIMIT 1", [state.rawValue]).map(revision)
            }
            return (try newest(.kept), try newest(.intended))
        }
    }

    /// Writes down what is about to be saved, in place of what was about to be before.
    package func intend(_ revision: ConfigurationRevision) throws(LedgerError) {
        try write { db in
            try db.execute("DELETE FROM revision WHERE state = 'intended'")
            try Self.insert(revision, .intended, db)
        }
    }

    /// Confirms the save that was begun, or forgets it because it did not take place, and adds a revision that was found; each with its entry of the log.
    ///
    /// - Parameters:
    ///   - confirmed: the entry of the log for the save that was begun; `nil` forgets that save.
    ///   - discovered: a revision that the history did not have, with its entry of the log.
    package func settle(
        confirming confirmed: (entry: LoggedDecision?, made: Date)?, adding discovered: (revision: ConfigurationRevision, entry: LoggedDecision)?,
        now: Date
    ) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            if let confirmed {
                try db.execute("UPDATE revision SET state = 'kept' WHERE state = 'intended'")
                if let entry = confirmed.entry { try Self.log(entry, now: confirmed.made, chain) }
            } else {
                try db.execute("DELETE FROM revision WHERE state = 'intended'")
            }
            if let discovered {
                try Self.insert(discovered.revision, .kept, db)
                try Self.log(discovered.entry, now: now, chain)
            }
            try Self.forgetOldRevisions(now: now, db)
        }
    }

    private static func insert(_ revision: ConfigurationRevision, _ state: RevisionState, _ db: any SQLConnection) throws {
        try db.execute(
            """
            INSERT INTO revision (number, state, origin, content, actor, administrator, made, restored) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                revision.number, state.rawValue, revision.origin.rawValue, try revision.configuration.jsonText(), revision.actor.user,
                revision.actor.administrator, revision.made.timeIntervalSince1970, revision.restored,
            ])
    }

    /// The part of a content that says in which layout the rest is.
    private struct Layout: Decodable { let version: Int }

    private func revision(_ row: SQLRow) throws -> ConfigurationRevision {
        let content: String = row["content"]
        // Read as if it were of this version, it would lose what only a newer program knows.
        if try JSONDecoder().decode(Layout.self, from: Data(content.utf8)).version > Configuration.currentVersion {
            throw LedgerError.newer(file: file)
        }
        return ConfigurationRevision(
            number: row["number"], configuration: try Configuration(jsonText: content), origin: try KnownWord.read(row, "origin", in: file),
            actor: AuditActor(user: row["actor"], administrator: row["administrator"]), made: Self.date(row["made"]), restored: row["restored"])
    }

    /// The one that was in force when the time that is kept begins stays: without it nobody would know what the next one changed.
    private static func forgetOldRevisions(now: Date, _ db: any SQLConnection) throws {
        try db.execute(
            """
            DELETE FROM revision WHERE state = 'kept'
                AND number < (SELECT max(number) FROM revision WHERE state = 'kept' AND made < ?)
                AND number NOT IN (SELECT number FROM revision WHERE state = 'kept' ORDER BY number DESC LIMIT ?)
            """, [(now - RevisionRetention.period).timeIntervalSince1970, RevisionRetention.least])
    }
}
