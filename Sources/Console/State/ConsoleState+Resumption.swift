import Provisioning
import Sync
import Terminal
import Wording

extension ConsoleState {
    /// Whether ``PageKey/answerRuns`` leads to the question whether the runs go on.
    var canResume: Bool { model.status?.resumption != nil && !page.isAboutAuthorization }

    /// Asks whether the runs go on. What is asked already stays; the banner leads here later.
    mutating func askResumption(_ status: WorkspaceStatus, _ question: ResumptionQuestion, _ plan: Plan?) -> [ConsoleEffect] {
        let effects = takeStatus(status)
        if self.question == nil, !isHelpShown, palette == nil { self.question = .resumption(question, plan, model) }
        return effects
    }

    /// Takes the answer that a button stands for.
    mutating func answerResumption(button: Int) -> [ConsoleEffect] {
        let answer: ResumptionAnswer = button == 1 ? .turnOff : .start
        let goesOn =
            model.status?.unattended == .absent
            ? "Runs may start again, but no service starts them: press r on the app's page." : "The runs are resumed."
        say(answer == .start ? goesOn : "Autoprovisioning is off; no run has begun.", .success)
        return [.task(AnswerResumption(answer: answer))]
    }

    /// What lasts until somebody answers.
    var resumptionBanner: Banner? {
        guard let question = model.status?.resumption else { return nil }
        let way = page.isTyping ? "Leave this page, then press ! to answer." : "Press ! to answer."
        let clock = question.until.clockWords
        return Banner(
            "\(model.application) was reauthorized. The runs wait until \(clock) for you to say whether to resume them. \(way)",
            shorter: ["The runs wait until \(clock) for you. \(way)", "The runs wait until \(clock) for you.", way], role: .warning)
    }
}
