import Foundation
import Ledger
import Provisioning
import SCIM

extension Run {
    /// What a run that died left open is looked up, not repeated. A lookup that the app refuses for one person is that person's failure.
    func resumeOpenIntents() async throws(OperationError) {
        let open = try recorded { () throws(LedgerError) in try ledger.openIntents() }
        var evidence = FailureEvidence()
        for intent in open {
            let entry = PlanEntry(
                personID: intent.personID, name: intent.name, email: intent.email, kind: intent.kind, accountID: intent.accountID,
                before: intent.before,
                after: intent.after, reason: .attributesChanged([]))
            let outcome: IntentOutcome
            do throws(SCIMError) {
                outcome = try await writer.lookUp(entry) ?? .notCarriedOut
                evidence.succeeded()
            } catch {
                outcome = try await failure(error, of: entry, &evidence)
            }
            try recorded { () throws(LedgerError) in try ledger.recordOutcome(outcome, of: intent.id, now: now()) }
        }
    }

    /// What is recorded of a lookup that failed for one person. The next plan decides afresh: it looks newcomers up, and every other action may be repeated.
    private func failure(_ error: SCIMError, of entry: PlanEntry, _ evidence: inout FailureEvidence) async throws(OperationError) -> IntentOutcome {
        let application = writer.accounts.application
        let suspicion = FailureSuspicion(error)
        let refusal = evidence.needsHarmlessRead(suspicion) ? await writer.accounts.harmlessReadRefusal() : nil
        switch evidence.reach(of: suspicion, personID: entry.personID, read: refusal == nil ? .answered : .refused) {
        case .person: return .failed(code: error.code, message: error.words(for: application))
        case .kind, .run, .runAfterSeveralPeople: throw OperationError(refusal ?? error, application: application)
        }
    }
}
