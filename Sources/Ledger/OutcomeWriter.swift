import Engine
import Foundation
import Provisioning
import SQL

/// Writes down what became of intents, and what follows from it for links, findings and decisions. All of it is one transaction, and the database is asked as few questions as
/// possible: there is one for each step of each action.
struct OutcomeWriter {
    private let now: Date
    private let chain: AuditChain
    private var db: any SQLConnection { chain.db }
    /// To whom the accounts of these outcomes are linked, as far as it has been written.
    private var holders: [String: String]
    /// Those of these accounts of which an attribute was found changed. They are few, and only for them it matters what an action wrote.
    private let changedAccounts: Set<String>

    /// - Parameter outcomes: those that will be written.
    init(_ outcomes: [IntentOutcome], now: Date, _ chain: AuditChain) throws {
        (self.now, self.chain) = (now, chain)
        let accounts = outcomes.compactMap { if case .linked(let link) = $0 { link.accountID } else { nil } }
        holders = try Ledger.holders(ofAccounts: accounts, chain.db)
        changedAccounts = try Ledger.changedAccounts(among: accounts, chain.db)
    }

    /// Writes an outcome, which is one of those announced.
    mutating func write(_ announced: IntentOutcome, of intent: Int64) throws {
        let outcome = possible(announced)
        guard let row = try concluded(intent, outcome) else { return }
        try chain.append(row)
        let person: String = row["person"]
        switch outcome {
        case .linked(let link):
            try spendRelease(row)
            try settle(link, row)
            // No link is made for an account that is nobody's.
            guard !AccountSubject.isAccount(link.personID, accountID: link.accountID) else { return }
            try keep(link)
            try noteReading(of: link.accountID, row)
        case .failed(_, .maybeSuspended):
            // An account that was activated once shows whether it is suspended.
            try db.executeLater("UPDATE link SET active = 0 WHERE awaits_activation = 1 AND person = ?", [person])
        case .failed(_, .inactive):
            try db.executeLater("UPDATE link SET awaits_activation = 1 WHERE active = 1 AND person = ?", [person])
        case .removed:
            try spendRelease(row)
            try forgetAccount(of: person)
        case .failed(_, .forgotten): try forgetAccount(of: person)
        case .inDoubt: try reopen(intent)
        case .failed, .notCarriedOut: break
        }
    }

    /// Whatever the app answered: an account that is linked to somebody stays theirs.
    private func possible(_ outcome: IntentOutcome) -> IntentOutcome {
        guard case .linked(let link) = outcome, let holder = holders[link.accountID], holder != link.personID else { return outcome }
        return .failed(.found(.linkedToAnother(accountID: link.accountID, personID: holder), application: AppRefusal.anyApplication))
    }

    /// Ends an intent. Answers its row; `nil` when there is no such intent.
    private func concluded(_ intent: Int64, _ outcome: IntentOutcome) throws -> SQLRow? {
        let state: ActivityEntry.State
        var (detail, account): (OutcomeDetail?, String?)
        switch outcome {
        case .linked(let link):
            (state, account) = (.done, link.accountID)
            if link.awaitsActivation { detail = .awaitsActivation }
        case .removed: state = .done
        case .failed(let failure, _), .inDoubt(let failure): (state, detail) = (.failed, failure)
        case .notCarriedOut: state = .notCarriedOut
        }
        let kept = try detail?.columns()
        return try db.first(
            """
            UPDATE journal SET state = ?, code = ?, detail = ?, message = ?, ended = ?, account = coalesce(?, account) WHERE id = ? RETURNING *
            """, [state.rawValue, detail?.code, kept?.data, kept?.sentence, now.timeIntervalSince1970, account, intent])
    }

    /// Keeps what is not known yet as an intent of its own.
    private func reopen(_ intent: Int64) throws {
        let row = try db.inserted(
            """
            INSERT INTO journal (run, kind, person, name, email, account, reason, why, before, after, state, started, released)
            SELECT run, kind, person, name, email, account, reason, why, before, after, 'open', CAST(? AS DOUBLE PRECISION), released FROM journal WHERE id = ?
            RETURNING *
            """, [now.timeIntervalSince1970, intent])
        try chain.append(row)
    }

    // MARK: Links

    private mutating func keep(_ link: AccountLink) throws {
        try db.executeLater(
            """
            INSERT INTO link (person, account, attributes, active, forms, awaits_activation) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (person) DO UPDATE SET account = excluded.account, attributes = excluded.attributes, active = excluded.active,
                forms = excluded.forms, awaits_activation = excluded.awaits_activation
            """,
            [
                link.personID, link.accountID, Ledger.json(link.values), link.isActive, Ledger.json(link.applicationForms), link.awaitsActivation,
            ])
        releaseAccounts(of: link.personID)
        holders[link.accountID] = link.personID
    }

    /// The person's account is no more.
    private mutating func forgetAccount(of person: String) throws {
        try Ledger.settleGone(person, db)
        try Ledger.removeLink(of: person, db)
        releaseAccounts(of: person)
    }

    private mutating func releaseAccounts(of person: String) {
        for (account, holder) in holders where holder == person { holders[account] = nil }
    }

    // MARK: What was found and decided

    /// An action that was done spends its release. A rejection stays: an undo rejects the opposite of what it is about to do.
    private func spendRelease(_ row: SQLRow) throws {
        try db.executeLater(
            "DELETE FROM held_decision WHERE verdict = ? AND person = ? AND kind = ?",
            [HeldDecision.Verdict.released.rawValue, row["person"] as String, row["kind"] as String?])
    }

    /// An action on an account was done: what was found about what it wrote, and what was decided about the account, is settled.
    private func settle(_ link: AccountLink, _ row: SQLRow) throws {
        let account = link.accountID
        try db.executeLater(
            "DELETE FROM account_decision WHERE account = ? AND verdict <> ?", [account, AccountDecision.Verdict.ignore.rawValue])
        try db.executeLater("DELETE FROM account_finding WHERE account = ? AND kind <> 'changed'", [account])
        if changedAccounts.contains(account) { try settleChanges(of: account, by: row) }
        try db.executeLater("UPDATE unlinked_account SET active = ? WHERE account = ?", [link.isActive, account])
        guard AccountSubject.isAccount(link.personID, accountID: account), !link.isActive else {
            try db.executeLater("DELETE FROM decided_suspension WHERE account = ?", [account])
            return
        }
        try db.executeLater(
            """
            INSERT INTO decided_suspension (account, attributes) VALUES (?, ?)
            ON CONFLICT (account) DO UPDATE SET attributes = excluded.attributes
            """, [account, Ledger.json(link.values)])
    }

    private func settleChanges(of account: String, by row: SQLRow) throws {
        let (before, after) = (Ledger.values(row["before"]), Ledger.values(row["after"]))
        let written = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        try db.execute(
            "DELETE FROM account_finding WHERE account = ? AND kind = 'changed' AND attribute = ?", each: written.sorted().map { [account, $0] })
    }

    /// Whoever makes or adopts an account has seen the whole of it, so that its first turn to be read is a whole period later.
    private func noteReading(of account: String, _ row: SQLRow) throws {
        guard [ActionKind.create, .adopt].map(\.rawValue).contains(row["kind"] as String? ?? "") else { return }
        try db.executeLater(Ledger.reading, [account, now.timeIntervalSince1970])
    }
}
