package import Engine
package import Foundation
package import Provisioning
import SQL

/// What administrators decided, as entries of the log: they are under no run, count nowhere and are guarded by the chain like all others.
extension Ledger {
    /// The number in place of a run's.
    static let noRun: Int64 = 0

    /// Records what an administrator decided about an action to come, together with the entry of the log; `nil` takes an earlier decision back.
    package func decide(
        _ decision: PendingDecision?, personID: String, cause: DeprovisioningCause, action: DeprovisioningAction,
        logging logged: LoggedDecision? = nil,
        now: Date
    ) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            try Self.decide(decision, personID: personID, cause: cause, action: action, now: now, db)
            if let logged { try Self.log(logged, now: now, chain) }
        }
    }

    /// The same about several actions to come, all or none.
    package func decide(_ decisions: [(decision: PendingDecision?, about: PendingEntry, logged: LoggedDecision)], now: Date) throws(LedgerError) {
        try write { db in
            let chain = AuditChain(db)
            for (decision, entry, logged) in decisions {
                try Self.decide(
                    decision, personID: entry.personID, cause: entry.scheduled.cause, action: entry.scheduled.action, now: now, db)
                try Self.log(logged, now: now, chain)
            }
        }
    }

    /// The same without entries of the log, by person, all or none.
    package func record(_ decisions: [(personID: String, decision: PendingDecision)], now: Date) throws(LedgerError) {
        guard !decisions.isEmpty else { return }
        try write { db in
            for (person, decision) in decisions {
                try Self.decide(decision, personID: person, cause: decision.cause, action: decision.action, now: now, db)
            }
        }
    }

    private static func decide(
        _ decision: PendingDecision?, personID: String, cause: DeprovisioningCause, action: DeprovisioningAction, now: Date, _ db: any SQLConnection
    ) throws {
        try db.execute(
            "DELETE FROM decision WHERE person = ? AND cause = ? AND action = ?",
            [personID, cause.rawValue, action.rawValue])
        guard let decision else { return }
        try db.execute(
            "INSERT INTO decision (person, cause, action, not_before, made) VALUES (?, ?, ?, ?, ?)",
            [personID, cause.rawValue, action.rawValue, decision.notBefore?.timeIntervalSince1970, now.timeIntervalSince1970])
    }

    /// Records entries of the log alone, all or none.
    package func log(_ decisions: [LoggedDecision], now: Date) throws(LedgerError) {
        guard !decisions.isEmpty else { return }
        try write { db in
            let chain = AuditChain(db)
            for decision in decisions { try Self.log(decision, now: now, chain) }
        }
    }

    /// - Parameter run: the run that found it out; none for what an administrator did.
    static func log(_ decision: LoggedDecision, run: Int64 = noRun, now: Date, _ chain: AuditChain) throws {
        let db = chain.db
        let why = try decision.reason.columns()
        let row = try db.inserted(
            """
            INSERT INTO journal
                (run, kind, person, name, email, account, reason, why, before, after, state, code, started, ended, actor, administrator)
            VALUES (?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, 'decided', ?, ?, ?, ?, ?) RETURNING *
            """,
            [
                run, decision.personID, decision.name, decision.email, decision.accountID, why.sentence, why.data, json(decision.before),
                json(decision.after),
                decision.verdict.rawValue, now.timeIntervalSince1970, now.timeIntervalSince1970, decision.actor?.user, decision.actor?.administrator,
            ])
        try chain.append(row)
        try rememberName(person: decision.personID, name: decision.name, email: decision.email, db)
    }
}
