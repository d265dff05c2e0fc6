import Engine
import Ledger
import Provisioning

extension CheckService {
    /// Whether somebody's hand in the app waits for a decision.
    func findingsCheck(_ configuration: Configuration) -> Check {
        let subject = Check.Subject(name: "Accounts", why: "What somebody does by hand in the app stays as it is until an administrator decides.")
        do throws(LedgerError) {
            guard let compared = try context.ledger.reconciliationMoments().compared else {
                return subject.passed("not compared with the ledger yet; the first run of a day does it")
            }
            let waiting = try context.waitingFindings(configuration).count
            guard let sentence = FindingRule.sentence(waiting: waiting, application: context.applicationName) else {
                return subject.passed("compared with the ledger on \(compared.words); nothing waits for a decision")
            }
            return subject.warning(
                "\(sentence) They were compared on \(compared.words).", mend: "Review each and decide: autoprovision accounts --findings")
        } catch {
            return subject.failed(error.description, mend: Check.mend(error))
        }
    }
}
