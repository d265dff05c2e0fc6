package import Engine
package import Foundation
package import Provisioning
import SQL

/// The question after a reauthorization, which lasts until somebody answers it.
extension Ledger {
    /// Asks whether the runs go on; what was asked before counts no more.
    package func ask(_ question: ResumptionQuestion) throws(LedgerError) {
        try write { db in
            try db.execute("DELETE FROM resumption")
            try db.execute(
                "INSERT INTO resumption (asked, actor, administrator) VALUES (?, ?, ?)",
                [question.asked.timeIntervalSince1970, question.by.user, question.by.administrator])
        }
    }

    /// The question that nobody answered; `nil` when there is none.
    package func resumptionQuestion() throws(LedgerError) -> ResumptionQuestion? {
        try read { db in
            try db.first("SELECT * FROM resumption").map { row in
                ResumptionQuestion(
                    asked: Self.date(row["asked"]), by: AuditActor(user: row["actor"], administrator: row["administrator"]))
            }
        }
    }

    /// Ends the question and logs the answer; without a question nothing is logged. Answers whether there was one.
    @discardableResult
    package func answer(_ answer: ResumptionAnswer, by actor: AuditActor, now: Date) throws(LedgerError) -> Bool {
        try write { db in
            let chain = AuditChain(db)
            guard try db.hasRow("SELECT 1 FROM resumption") else { return false }
            try db.execute("DELETE FROM resumption")
            try Self.log(LoggedDecision(.resumed, .resumed(answer), by: actor), now: now, chain)
            return true
        }
    }
}
