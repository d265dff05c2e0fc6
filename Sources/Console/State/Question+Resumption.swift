import Provisioning
import Sync
import Terminal
import Wording

extension Question {
    /// Asks whether the runs go on after a reauthorization, with what is due. Escape leaves the question open: the runs wait for the rest of the hour.
    static func resumption(_ question: ResumptionQuestion, _ plan: Plan?, _ model: ConsoleModel) -> Question {
        let due = plan?.dueSoon(at: question.asked) ?? []
        var message = [
            "The runs stopped while \(model.application) was not authorized. They wait for your answer; without one they are resumed at \(question.until.clockWords)."
        ]
        message += ResumptionWords.due(due, mostLines: 3)
        message += [plan?.heldDueWords].compactMap(\.self)
        if let plan, plan.memory == nil { message.append("The next run will \(plan.effectWords).") }
        if let memory = plan?.memory { message.append("\(memory.moment): \(memory.obstacle.whom) could not be asked.") }
        message.append("Pending cancels and postpones single ones; you can decide later and look there first.")
        return Question(
            dialog: Dialog(
                title: "Resume the runs?", message: message,
                buttons: ButtonRow([Button("Decide later"), Button("Turn off"), Button("Resume them", isPrimary: true)]),
                typedWord: due.contains { $0.scheduled.action == .hardDelete && !$0.isCancelled && !$0.isHeld } ? "delete" : nil),
            purpose: .resumption)
    }
}
