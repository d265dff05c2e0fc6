package import Foundation
import GRDB
package import Provisioning

extension Ledger {
    /// Records what an administrator decided about these held actions, all or none; `nil` takes earlier decisions back.
    /// `who` decided, for the log, which keeps nothing of it without one.
    package func decide(_ verdict: HeldDecision.Verdict?, about entries: [PlanEntry], by who: String? = nil, now: Date) throws(LedgerError) {
        let logged = who.map { who in entries.map { LoggedDecision(.init(verdict), about: $0, by: who) } } ?? []
        try record(entries.map { ($0.personID, $0.kind, verdict == nil ? nil : $0.fingerprint) }, verdict: verdict, logging: logged, now: now)
    }

    /// Records decisions by person, all or none.
    package func record(_ decisions: [(personID: String, decision: HeldDecision)], now: Date) throws(LedgerError) {
        for verdict in [HeldDecision.Verdict.released, .rejected] {
            try record(
                decisions.filter { $0.decision.verdict == verdict }.map { ($0.personID, $0.decision.kind, $0.decision.fingerprint) },
                verdict: verdict, logging: [], now: now)
        }
    }

    private func record(
        _ rows: [(person: String, kind: ActionKind, fingerprint: String?)], verdict: HeldDecision.Verdict?, logging logged: [LoggedDecision],
        now: Date
    ) throws(LedgerError) {
        guard !rows.isEmpty else { return }
        try write { db in
            for decision in logged { try Self.log(decision, now: now, db) }
            for row in rows {
                try Self.forgetHeldDecision(of: row.person, kind: row.kind.rawValue, db)
                guard let verdict, let fingerprint = row.fingerprint else { continue }
                try db.cachedStatement(sql: "INSERT INTO held_decision (person, kind, verdict, fingerprint, made) VALUES (?, ?, ?, ?, ?)").execute(
                    arguments: [row.person, row.kind.rawValue, verdict.rawValue, fingerprint, now.timeIntervalSince1970])
            }
        }
    }

    /// Forgets decisions whose action is not wanted any more.
    package func forget(_ lapsed: [LapsedDecision]) throws(LedgerError) {
        guard !lapsed.isEmpty else { return }
        try write { db in
            for decision in lapsed { try Self.forgetHeldDecision(of: decision.personID, kind: decision.kind.rawValue, db) }
        }
    }

    static func heldDecisions(_ db: Database) throws -> [String: [HeldDecision]] {
        var decisions: [String: [HeldDecision]] = [:]
        for row in try Row.fetchAll(db.cachedStatement(sql: "SELECT person, kind, verdict, fingerprint FROM held_decision ORDER BY person, kind")) {
            guard let kind = ActionKind(rawValue: row["kind"]), let verdict = HeldDecision.Verdict(rawValue: row["verdict"]) else { continue }
            decisions[row["person"], default: []].append(HeldDecision(kind: kind, fingerprint: row["fingerprint"], verdict: verdict))
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
    fileprivate init(_ verdict: HeldDecision.Verdict?) {
        self =
            switch verdict {
            case .released: .released
            case .rejected: .rejected
            case nil: .restored
            }
    }
}
