import Directory
package import Engine
package import Foundation
import JSON
package import Provisioning
package import SQL

/// What was done: links, timers, journal and runs, in a database. The only place that remembers; its SQL never leaves this target.
package final class Ledger: Sendable {
    let database: any SQLDatabase
    /// What the ledger is called where somebody has to find it: a file, or a database.
    let file: String
    let notes: LedgerNotes

    /// The safeguards look back as long as the longest delay.
    static let rollingWindow = Safeguards.rollingWindow

    /// Opens the ledger in a file, making it if it is missing.
    ///
    /// - Throws: ``LedgerError`` when the file cannot be opened or is no ledger.
    package convenience init(file: URL) throws(LedgerError) {
        do throws(SQLError) {
            let database = try SQLiteDatabase(file: file, migrations: LedgerSchema.migrations)
            self.init(database, name: file.path, notes: LedgerNotes(ledger: file))
        } catch {
            throw LedgerError(error, file: file.path, in: .sqlite)
        }
    }

    /// Opens the ledger in a database, making its tables if they are missing.
    ///
    /// - Parameters:
    ///   - name: what the database is called where somebody has to find it; without secrets.
    ///   - notes: where this machine keeps what it saw last of the ledger.
    /// - Throws: ``LedgerError`` when the database cannot be used or is no ledger.
    package convenience init(database: any SQLDatabase, name: String, notes: LedgerNotes) throws(LedgerError) {
        do { try database.migrate(LedgerSchema.migrations) } catch { throw LedgerError(error, file: name, in: database.dialect) }
        self.init(database, name: name, notes: notes)
    }

    private init(_ database: any SQLDatabase, name: String, notes: LedgerNotes) {
        (self.database, file, self.notes) = (database, name, notes)
    }

    /// The same ledger for a writer who may lose the right to write.
    ///
    /// - Parameter fence: the first statement of every writing transaction; it throws ``SQLError`` of the kind `fenced` when the right is lost.
    package func fenced(_ fence: @escaping @Sendable (any SQLConnection) throws -> Void) -> Ledger {
        Ledger(FencedDatabase(database, fence: fence), name: file, notes: notes)
    }

    /// What the plan reads.
    ///
    /// - Parameter hasBegunRun: whether it is read for a run that has begun: that one noticed already whether the ledger is an older copy, and began its timers anew.
    package func state(now: Date, hasBegunRun: Bool = false) throws(LedgerError) -> LedgerState {
        let isOlderCopy = hasBegunRun ? false : try isOlderCopy()
        return try read { db in
            var state = LedgerState()
            state.links.reserveCapacity(try db.value(Int.self, "SELECT count(*) FROM link") ?? 0)
            var reader = ValuesReader()
            // Row by row, by place: with many people, most of the time goes here.
            try db.forEach("SELECT person, account, attributes, active, forms, awaits_activation FROM link") { row in
                var link = AccountLink(
                    personID: row.text(0), accountID: row.text(1), values: reader.values(row.text(2)), isActive: row.flag(3))
                link.applicationForms = reader.values(row.text(4)).dictionary
                link.awaitsActivation = row.flag(5)
                state.links[link.personID] = link
            }
            state.timers = try timers(db)
            // As the next run will begin them anew.
            if isOlderCopy { state.timers = state.timers.mapValues { $0.map { DeprovisioningTimer(cause: $0.cause, firstSeen: now) } } }
            state.decisions = try decisions(db)
            state.heldDecisions = try heldDecisions(db)
            state.failures = try Self.failures(now: now, db)
            state.units = try Self.units(db)
            state.exports = try Self.exports(db)
            state.separateIdentities = try Self.separateIdentities(db)
            state.asked = try Self.asked(db)
            state.unlinked = try Self.unlinkedAccounts(db)
            (state.findings, state.accountDecisions) = (try findings(db), try accountDecisions(db))
            state.decidedSuspensions = try Self.decidedSuspensions(db)
            let since = (now - Self.rollingWindow).timeIntervalSince1970
            for row in try db.rows(
                "SELECT kind, count(*) AS number FROM journal WHERE state = 'done' AND released = 0 AND ended >= ? GROUP BY kind", [since])
            {
                state.recentActions[try KnownWord.read(row, "kind", in: file)] = row["number"]
            }
            return state
        }
    }

    func timers(_ db: any SQLConnection) throws -> [String: [DeprovisioningTimer]] {
        var timers: [String: [DeprovisioningTimer]] = [:]
        for row in try db.rows("SELECT person, cause, first_seen FROM timer ORDER BY person, cause") {
            timers[row["person"], default: []].append(
                DeprovisioningTimer(cause: try KnownWord.read(row, "cause", in: file), firstSeen: Self.date(row["first_seen"])))
        }
        return timers
    }

    func decisions(_ db: any SQLConnection) throws -> [String: [PendingDecision]] {
        var decisions: [String: [PendingDecision]] = [:]
        for row in try db.rows("SELECT person, cause, action, not_before FROM decision ORDER BY person, cause, action") {
            let notBefore: Double? = row["not_before"]
            decisions[row["person"], default: []].append(
                PendingDecision(
                    cause: try KnownWord.read(row, "cause", in: file), action: try KnownWord.read(row, "action", in: file),
                    notBefore: notBefore.map(Self.date)))
        }
        return decisions
    }

    /// What waits to be suspended or deleted.
    package func pendingCount(_ policy: DeprovisioningPolicy, now: Date) throws(LedgerError) -> PendingCount {
        try read { db in
            var count = PendingCount()
            let (timers, decisions, held) = (try timers(db), try decisions(db), try heldDecisions(db))
            for row in try db.rows(
                "SELECT person, active = 1 OR awaits_activation = 1 AS usable FROM link WHERE person IN (SELECT person FROM timer)")
            {
                let person: String = row["person"]
                let schedule = DeprovisioningSchedule(
                    policy, timers: timers[person] ?? [], decisions: decisions[person] ?? [], accountIsActive: row["usable"])
                count.add(schedule, rejected: (held[person] ?? []).rejectedKinds, now: now)
            }
            return count
        }
    }

    /// Accounts that belong to a person.
    package func linkCount() throws(LedgerError) -> Int {
        try read { db in try db.value(Int.self, "SELECT count(*) FROM link") ?? 0 }
    }

    /// The values of the account with this id, when it belongs to a person.
    package func linkedValues(ofAccount id: String) throws(LedgerError) -> [String: String]? {
        try read { db in
            try db.value(String.self, "SELECT attributes FROM link WHERE account = ?", [id]).map { Self.values($0) }
        }
    }

    /// Starts and cancels timers, all or none.
    package func applyTimerChanges(_ changes: [TimerChange]) throws(LedgerError) {
        guard !changes.isEmpty else { return }
        try write { db in
            for change in changes {
                switch change {
                case .start(let person, let timer):
                    try db.execute(
                        "INSERT INTO timer (person, cause, first_seen) VALUES (?, ?, ?) ON CONFLICT (person, cause) DO NOTHING",
                        [person, timer.cause.rawValue, timer.firstSeen.timeIntervalSince1970])
                case .cancel(let person, let cause):
                    // The cause is gone, and with it what was decided about its actions.
                    for table in ["timer", "decision"] {
                        try db.execute(
                            "DELETE FROM \(table) WHERE person = ? AND cause = ?",
                            [person, cause.rawValue])
                    }
                }
            }
        }
    }

    /// Forgets all links and timers; the journal stays. Accounts of the app are not touched: whoever is set up again later has one without a link.
    package func forgetLinks(now: Date) throws(LedgerError) {
        try write { db in
            for table in [
                "link", "timer", "decision", "held_decision", "held", "retry", "binding", "unlinked_account", "absence_check", "known_plan",
                "known_entry", "resumption",
            ] {
                try db.execute("DELETE FROM \(table)")
            }
            try Self.forgetReconciliation(db)
            try Self.missLinks(now: now, db)
        }
    }

    static func removeLink(of person: String, _ db: any SQLConnection) throws {
        for table in ["link", "timer", "decision", "held_decision"] {
            try db.executeLater("DELETE FROM \(table) WHERE person = ?", [person])
        }
    }

    /// Reads what belongs to one moment.
    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws(LedgerError) -> Value {
        do { return try database.read(body) } catch { throw LedgerError(error, file: file, in: database.dialect) }
    }

    /// Changes all or nothing.
    @discardableResult
    func write<Value>(_ body: (any SQLConnection) throws -> Value) throws(LedgerError) -> Value {
        do { return try database.write(body) } catch { throw LedgerError(error, file: file, in: database.dialect) }
    }

    /// The longest sentence that is kept, in characters: whatever a message was made from, the log stays readable and small.
    static let longestMessage = 4_000

    /// A message as it is kept: one that was cut ends with "...".
    static func kept(_ message: String) -> String {
        guard message.utf8.count > longestMessage else { return message }
        let start = String(message.unicodeScalars.prefix(longestMessage))
        return start.unicodeScalars.count < message.unicodeScalars.count ? start + "..." : message
    }

    static func date(_ seconds: Double) -> Date { Date(timeIntervalSince1970: seconds) }

    static func values(_ json: String?) -> [String: String] {
        json.flatMap { try? JSONDecoder().decode([String: String].self, from: Data($0.utf8)) } ?? [:]
    }

    /// The text of values, always the same for the same values: the log is hashed over it.
    static func json(_ values: [String: String]) -> String {
        String(decoding: JSONWriter.text(of: .object(values.mapValues(JSONValue.string))), as: UTF8.self)
    }
}
