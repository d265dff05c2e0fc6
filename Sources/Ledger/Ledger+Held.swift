package import Engine
package import Foundation
package import Provisioning
import SQL

extension Ledger {
    /// Records what an administrator decided about these held actions, all or none; `nil` takes earlier decisions back.
    /// `who` decided, for the log, which keeps nothing of it without one.
    ///
    /// The hard delete after a suspension goes along with the decision about it (``FollowingDeletion``).
    package func decide(_ verdict: HeldDecision.Verdict?, about entries: [PlanEntry], by who: AuditActor? = nil, now: Date) throws(LedgerError) {
        guard !entries.isEmpty else { return }
        try write { db in
            let chain = AuditChain(db)
            for entry in entries {
                if let who { try Self.log(LoggedDecision(.init(verdict), about: entry, by: who), now: now, chain) }
                if entry.kind == .suspend, let cause = entry.cause {
                    try Self.decideDeletion(of: entry.personID, cause: cause, with: verdict, now: now, db)
                }
                try Self.forgetHeldDecision(of: entry.personID, kind: entry.kind.rawValue, db)
                guard let verdict else { continue }
                try Self.insert(HeldDecision(verdict, about: entry, made: now), of: entry.personID, db)
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

    private static func insert(_ decision: HeldDecision, of person: String, _ db: any SQLConnection) throws {
        try db.execute(
            "INSERT INTO held_decision (person, kind, verdict, fingerprint, made) VALUES (?, ?, ?, ?, ?)",
            [person, decision.kind.rawValue, decision.verdict.rawValue, decision.fingerprint, decision.made.timeIntervalSince1970])
    }

    private static func decideDeletion(
        of person: String, cause: DeprovisioningCause, with verdict: HeldDecision.Verdict?, now: Date, _ db: any SQLConnection
    ) throws {
        let rejected = try db.value(
            Double.self, "SELECT made FROM held_decision WHERE person = ? AND kind = ? AND verdict = ?",
            [person, ActionKind.suspend.rawValue, HeldDecision.Verdict.rejected.rawValue])
        let deletion: SQLArguments = [person, cause.rawValue, DeprovisioningAction.hardDelete.rawValue]
        let decided = try db.first("SELECT made, not_before FROM decision WHERE person = ? AND cause = ? AND action = ?", deletion).map { row in
            FollowingDeletion.Decided(made: date(row["made"]), isCancellation: (row["not_before"] as Double?) == nil)
        }
        let following = FollowingDeletion(verdict, rejectedBefore: rejected.map(date), deletion: decided)
        guard following != .stays else { return }
        try db.execute("DELETE FROM decision WHERE person = ? AND cause = ? AND action = ?", deletion)
        guard following == .isCancelled else { return }
        try db.execute(
            "INSERT INTO decision (person, cause, action, not_before, made) VALUES (?, ?, ?, NULL, ?)", deletion + [now.timeIntervalSince1970])
    }

    /// Forgets decisions whose action is not wanted any more.
    package func forget(_ lapsed: [LapsedDecision]) throws(LedgerError) {
        guard !lapsed.isEmpty else { return }
        try write { db in
            for decision in lapsed { try Self.forgetHeldDecision(of: decision.personID, kind: decision.kind.rawValue, db) }
        }
    }

    func heldDecisions(_ db: any SQLConnection) throws -> [String: [HeldDecision]] {
        var decisions: [String: [HeldDecision]] = [:]
        for row in try db.rows("SELECT person, kind, verdict, fingerprint, made FROM held_decision ORDER BY person, kind") {
            decisions[row["person"], default: []].append(
                HeldDecision(
                    kind: try KnownWord.read(row, "kind", in: file), fingerprint: row["fingerprint"],
                    verdict: try KnownWord.read(row, "verdict", in: file), made: Self.date(row["made"])))
        }
        return decisions
    }

    private static func forgetHeldDecision(of person: String, kind: String?, _ db: any SQLConnection) throws {
        try db.execute("DELETE FROM held_decision WHERE person = ? AND kind = ?", [person, kind])
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
