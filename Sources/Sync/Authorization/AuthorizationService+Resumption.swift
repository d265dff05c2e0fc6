package import Engine
import Foundation
import Ledger
package import Provisioning

/// Whether the runs go on after a reauthorization.
extension AuthorizationService {
    /// The question while runs wait for its answer; `nil` when none do.
    package func openResumption() async throws(OperationError) -> ResumptionQuestion? {
        guard try context.configuration().autoprovisioning.isOn, let question = try resumptionQuestion(), question.isOpen(at: context.now) else {
            return nil
        }
        // Without an authorization no run could begin anyway, and the next one asks anew.
        return try await status().isAuthorized ? question : nil
    }

    /// Answers the question. Without one, nothing is logged, and turning off is turning off all the same.
    package func answer(_ answer: ResumptionAnswer) throws(OperationError) {
        if answer == .turnOff, try context.configuration().autoprovisioning.isOn { try context.update { $0.autoprovisioning.isOn = false } }
        let who = try context.decidedBy()
        _ = try recorded(context.ledger.answer(answer, by: who, now: context.now))
    }

    /// Asks the question when tokens are about to be kept after which runs that had stopped would go on. It is asked first: whoever dies between the two
    /// leaves a question without an authorization, which keeps no run waiting.
    func askWhetherRunsGoOn(wasAuthorized: Bool) throws(OperationError) {
        guard ResumptionQuestion.isNeeded(isOn: try context.configuration().autoprovisioning.isOn, wasAuthorized: wasAuthorized) else { return }
        let question = ResumptionQuestion(asked: context.now, by: try context.decidedBy())
        try recorded(context.ledger.ask(question))
    }

    /// Lets a run begin unless it has to wait for an answer. When nobody answered within the hour, that is an entry of the log.
    ///
    /// - Throws: ``OperationError/waitsForAnswer(_:application:)``
    func requireResumed(isUnattended: Bool) async throws(OperationError) {
        guard try context.configuration().autoprovisioning.isOn, let question = try resumptionQuestion(), try await status().isAuthorized else {
            return
        }
        if question.isOpen(at: context.now) { throw .waitsForAnswer(question, application: context.applicationName) }
        let who = try context.starter(isUnattended)
        _ = try recorded(context.ledger.answer(.none, by: who, now: context.now))
    }

    private func resumptionQuestion() throws(OperationError) -> ResumptionQuestion? {
        guard let question = try recorded(context.ledger.resumptionQuestion()) else { return nil }
        guard question.isAskedLater(than: context.now) else { return question }
        let again = ResumptionQuestion(asked: context.now, by: question.by)
        try recorded(context.ledger.ask(again))
        return again
    }
}
