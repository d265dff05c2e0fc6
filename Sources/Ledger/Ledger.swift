package import Engine
package import Foundation
import GRDB
import JSON
package import Provisioning

/// What was done: links, timers, journal and runs, in SQLite. The only place that remembers; SQL never leaves this target.
package final class Ledger: Sendable {
    let database: DatabaseQueue
    let file: String
    let newestRun: NewestRun

    /// The safeguards look back as long as the longest delay.
    static let rollingWindow = Safeguards.rollingWindow

    /// Opens the ledger, making it if it is missing.
    ///
    /// - Throws: ``LedgerError`` when the file cannot be opened or is no ledger.
    package init(file: URL) throws(LedgerError) {
        self.file = file.path
        newestRun = NewestRun(ledger: file)
        do {
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { db in
                // Before anything is written: what a newer program keeps here is unknown.
                if try LedgerSchema.migrator.hasBeenSuperseded(db) { throw LedgerError.newer(file: file.path) }
                // Journal mode WAL with full sync: what was recorded survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
            }
            // Made before SQLite does it, so that this file and those beside it, which take over its mode, are never open to others, whatever the umask.
            let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
            if descriptor >= 0 {
                fchmod(descriptor, 0o600)
                close(descriptor)
            }
            database = try DatabaseQueue(path: file.path, configuration: configuration)
            try LedgerSchema.migrator.migrate(database)
        } catch {
            throw LedgerError(error, file: file.path)
        }
    }

    /// What the plan reads.
    ///
    /// - Parameter hasBegunRun: whether it is read for a run that has begun: that one noticed already whether the ledger is an older copy, and began its timers anew.
    package func state(now: Date, hasBegunRun: Bool = false) throws(LedgerError) -> LedgerState {
        let isOlderCopy = hasBegunRun ? false : try isOlderCopy()
        return try read { db in
            var state = LedgerState()
            state.links.reserveCapacity(try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM link")) ?? 0)
            var reader = ValuesReader()
            // Row by row: all rows at once would take as much room again.
            let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT person, account, attributes, active, forms, awaits_activation FROM link"))
            while let row = try rows.next() {
                var link = AccountLink(
                    personID: row["person"], accountID: row["account"], values: reader.values(row["attributes"] as String), isActive: row["active"])
                link.applicationForms = reader.values(row["forms"] as String)
                link.awaitsActivation = row["awaits_activation"]
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
            for row in try Row.fetchAll(
                db.cachedStatement(
                    sql: "SELECT kind, count(*) AS number FROM journal WHERE state = 'done' AND released = 0 AND ended >= ? GROUP BY kind"),
                arguments: [since])
            {
                state.recentActions[try KnownWord.read(row, "kind", in: file)] = row["number"]
            }
            return state
        }
    }

    func timers(_ db: Database) throws -> [String: [DeprovisioningTimer]] {
        var timers: [String: [DeprovisioningTimer]] = [:]
        for row in try Row.fetchAll(db.cachedStatement(sql: "SELECT person, cause, first_seen FROM timer ORDER BY person, cause")) {
            timers[row["person"], default: []].append(
                DeprovisioningTimer(cause: try KnownWord.read(row, "cause", in: file), firstSeen: Self.date(row["first_seen"])))
        }
        return timers
    }

    func decisions(_ db: Database) throws -> [String: [PendingDecision]] {
        var decisions: [String: [PendingDecision]] = [:]
        for row in try Row.fetchAll(
            db.cachedStatement(sql: "SELECT person, cause, action, not_before FROM decision ORDER BY person, cause, action"))
        {
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
            for row in try Row.fetchAll(
                db.cachedStatement(sql: "SELECT person, active OR awaits_activation AS usable FROM link WHERE person IN (SELECT person FROM timer)"))
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
        try read { db in try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM link")) ?? 0 }
    }

    /// The values of the account with this id, when it belongs to a person.
    package func linkedValues(ofAccount id: String) throws(LedgerError) -> [String: String]? {
        try read { db in
            try String.fetchOne(db.cachedStatement(sql: "SELECT attributes FROM link WHERE account = ?"), arguments: [id]).map { Self.values($0) }
        }
    }

    /// Starts and cancels timers, all or none.
    package func applyTimerChanges(_ changes: [TimerChange]) throws(LedgerError) {
        guard !changes.isEmpty else { return }
        try write { db in
            for change in changes {
                switch change {
                case .start(let person, let timer):
                    try db.cachedStatement(sql: "INSERT OR IGNORE INTO timer (person, cause, first_seen) VALUES (?, ?, ?)").execute(arguments: [
                        person, timer.cause.rawValue, timer.firstSeen.timeIntervalSince1970,
                    ])
                case .cancel(let person, let cause):
                    // The cause is gone, and with it what was decided about its actions.
                    for table in ["timer", "decision"] {
                        try db.cachedStatement(sql: "DELETE FROM \(table) WHERE person = ? AND cause = ?").execute(arguments: [
                            person, cause.rawValue,
                        ])
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
                try db.cachedStatement(sql: "DELETE FROM \(table)").execute()
            }
            try Self.forgetReconciliation(db)
            try Self.missLinks(now: now, db)
        }
    }

    static func removeLink(of person: String, _ db: Database) throws {
        for table in ["link", "timer", "decision", "held_decision"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE person = ?").execute(arguments: [person])
        }
    }

    /// Reads what belongs to one moment.
    ///
    /// Not with GRDB's own `read`: it turns `PRAGMA query_only` on and off, after which SQLite prepares every kept statement anew.
    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            return try database.inDatabase { db in
                try db.beginTransaction(.deferred)
                do {
                    let value = try body(db)
                    try db.commit()
                    return value
                } catch {
                    try? db.rollback()
                    throw error
                }
            }
        } catch {
            throw LedgerError(error, file: file)
        }
    }

    @discardableResult
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do { return try database.write(body) } catch { throw LedgerError(error, file: file) }
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
