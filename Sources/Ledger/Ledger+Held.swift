package import Foundation
import GRDB
package import Provisioning

extension Ledger {
    /// Records what an administrator decided about these held actions, all or none; `nil` takes earlier decisions back.
    /// `who` decided, for the log, which keeps nothing of it without one.
    ///
    /// Whoever rejects a suspension means that the account stays: the hard delete of the same cause is cancelled with it, until the rejection is taken back.
    package func decide(_ verdict: HeldDecision.Verdict?, about entries: [PlanEntry], by who: AuditActor? = nil, now: Date) throws(LedgerError) {
        guard !entries.isEmpty else { return }
        try write { db in
            for entry in entries {
                if let who { try Self.log(LoggedDecision(.init(verdict), about: entry, by: who), now: now, db) }
                let suspended = entry.kind == .suspend ? entry.cause : nil
                if let suspended { try Self.restoreDeletion(of: entry.personID, cause: suspended, db) }
                try Self.forgetHeldDecision(of: entry.personID, kind: entry.kind.rawValue, db)
                guard let verdict else { continue }
                try Self.insert(HeldDecision(verdict, about: entry, made: now), of: entry.personID, db)
                if verdict == .rejected, let suspended { try Self.cancelDeletion(of: entry.personID, cause: suspended, now: now, db) }
            }
        }
    }

    /// Records decisions by person, all or none.
    package func record(_ decisions: [(personID: String, decision: HeldDecision)]) throws(LedgerError) {
        guard !decisions.isEmpty else { return }
        try write { db in
            for (person, decision) in decisions {
                try Self.forgetHeldDecision(of: person, kind: decision.kind.rawValue, db)
                try Self.insert(decision, of: person, db)
            }
        }
    }

    private static func insert(_ decision: HeldDecision, of person: String, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO held_decision (person, kind, verdict, fingerprint, made) VALUES (?, ?, ?, ?, ?)").execute(
            arguments: [person, decision.kind.rawValue, decision.verdict.rawValue, decision.fingerprint, decision.made.timeIntervalSince1970])
    }

    /// What somebody cancelled or postponed themselves stays as it is.
    private static func cancelDeletion(of person: String, cause: DeprovisioningCause, now: Date, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO decision (person, cause, action, not_before, made) VALUES (?, ?, ?, NULL, ?)").execute(
            arguments: [person, cause.rawValue, DeprovisioningAction.hardDelete.rawValue, now.timeIntervalSince1970])
    }

    /// The cancellation that came with a rejection has its moment.
    private static func restoreDeletion(of person: String, cause: DeprovisioningCause, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM decision WHERE person = ? AND cause = ? AND action = ? AND not_before IS NULL
                AND made = (SELECT made FROM held_decision WHERE person = decision.person AND kind = ? AND verdict = ?)
                """
        ).execute(
            arguments: [
                person, cause.rawValue, DeprovisioningAction.hardDelete.rawValue, ActionKind.suspend.rawValue,
                HeldDecision.Verdict.rejected.rawValue,
            ])
    }

    /// Forgets decisions whose action is not wanted any more.
    package func forget(_ lapsed: [LapsedDecision]) throws(LedgerError) {
        guard !lapsed.isEmpty else { return }
        try write { db in
            for decision in lapsed { try Self.forgetHeldDecision(of: decision.personID, kind: decision.kind.rawValue, db) }
        }
    }

    func heldDecisions(_ db: Database) throws -> [String: [HeldDecision]] {
        var decisions: [String: [HeldDecision]] = [:]
        for row in try Row.fetchAll(
            db.cachedStatement(sql: "SELECT person, kind, verdict, fingerprint, made FROM held_decision ORDER BY person, kind"))
        {
            decisions[row["person"], default: []].append(
                HeldDecision(
                    kind: try KnownWord.read(row, "kind", in: file), fingerprint: row["fingerprint"],
                    verdict: try KnownWord.read(row, "verdict", in: file), made: Self.date(row["made"])))
        }
        return decisions
    }

    /// An action that was done spends its release. A rejection stays: an undo rejects the opposite of what it is about to do.
    static func spendRelease(ofEntry id: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: "DELETE FROM held_decision WHERE verdict = ? AND (person, kind) IN (SELECT person, kind FROM journal WHERE id = ?)"
        )
        .execute(arguments: [HeldDecision.Verdict.released.rawValue, id])
    }

    private static func forgetHeldDecision(of person: String, kind: String?, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM held_decision WHERE person = ? AND kind = ?").execute(arguments: [person, kind])
    }
}

extension LoggedDecision.Verdict {
    /// The same for the log; `nil` takes a decision back.
    init(_ verdict: HeldDecision.Verdict?) {
        self =
            switch verdict {
            case .released: .released
            case .rejected: .rejected
            case nil: .restored
            }
    }
}
