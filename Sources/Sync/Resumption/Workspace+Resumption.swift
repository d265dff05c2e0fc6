package import Engine
import Foundation
import Ledger
package import Provisioning
import Timing

/// Whether the runs go on after a reauthorization.
extension Workspace {
    /// The question while runs wait for its answer; `nil` when none do.
    package func openResumption() async throws(OperationError) -> ResumptionQuestion? {
        guard try configuration().autoprovisioning.isOn, let question = try resumptionQuestion(), question.isOpen(at: time.now()) else { return nil }
        // Without an authorization no run could begin anyway, and the next one asks anew.
        return try await authorizationStatus().isAuthorized ? question : nil
    }

    /// Answers the question. Without one, nothing is logged, and turning off is turning off all the same.
    package func answer(_ answer: ResumptionAnswer) throws(OperationError) {
        if answer == .turnOff, try configuration().autoprovisioning.isOn { try update { $0.autoprovisioning.isOn = false } }
        let who = try decidedBy()
        _ = try recorded(ledger.answer(answer, by: who, now: time.now()))
    }

    /// Asks the question when tokens are about to be kept after which runs that had stopped would go on. It is asked first: whoever dies between the two
    /// leaves a question without an authorization, which keeps no run waiting.
    func askWhetherRunsGoOn(wasAuthorized: Bool) throws(OperationError) {
        guard ResumptionQuestion.isNeeded(isOn: try configuration().autoprovisioning.isOn, wasAuthorized: wasAuthorized) else { return }
        let question = ResumptionQuestion(asked: time.now(), by: try decidedBy())
        try recorded(ledger.ask(question))
    }

    /// Lets a run begin unless it has to wait for an answer. When nobody answered within the hour, that is an entry of the log.
    ///
    /// - Throws: ``OperationError/waitsForAnswer(_:application:)``
    func requireResumed(isUnattended: Bool) async throws(OperationError) {
        guard try configuration().autoprovisioning.isOn, let question = try resumptionQuestion(), try await authorizationStatus().isAuthorized else {
            return
        }
        if question.isOpen(at: time.now()) { throw .waitsForAnswer(question, application: applicationName) }
        let who = try context.starter(isUnattended)
        _ = try recorded(ledger.answer(.none, by: who, now: time.now()))
    }

    private func resumptionQuestion() throws(OperationError) -> ResumptionQuestion? {
        guard let question = try recorded(ledger.resumptionQuestion()) else { return nil }
        guard question.isAskedLater(than: time.now()) else { return question }
        let again = ResumptionQuestion(asked: time.now(), by: question.by)
        try recorded(ledger.ask(again))
        return again
    }
}
