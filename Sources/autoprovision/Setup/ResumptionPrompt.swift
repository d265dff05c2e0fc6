import Foundation
import Provisioning
import Sync
import Wording

/// After a reauthorization: what is due, and whether the runs go on.
enum ResumptionPrompt {
    /// Shows what is due and asks, where somebody can be asked. Answers what is still open then; `nil` when nothing is.
    ///
    /// - Parameter isAnswered: whether the caller said already that the runs go on (`--yes`).
    static func ask(in workspace: Workspace, isAnswered: Bool, isQuiet: Bool, _ options: HomeOptions) async throws -> ResumptionQuestion? {
        guard let question = try await workspace.authorization.openResumption() else { return nil }
        if isAnswered {
            try await workspace.authorization.answer(.start)
            Output.note("The runs are resumed.")
            return nil
        }
        guard !isQuiet else { return question }
        await showDue(in: workspace, options)
        guard isatty(STDIN_FILENO) == 1 else {
            Output.note(options.completing(question.sentence(application: workspace.applicationName)))
            return question
        }
        TypedLines.shared.begin()
        Output.note(
            "Type start to resume the runs, or off to turn autoprovisioning off. Enter alone decides later; the runs wait until \(question.until.words)."
        )
        while let line = await TypedLines.shared.next()?.trimmingCharacters(in: .whitespaces).lowercased(), !line.isEmpty {
            switch line {
            case "start":
                try await workspace.authorization.answer(.start)
                Output.note("The runs are resumed.")
                return nil
            case "off":
                try await workspace.authorization.answer(.turnOff)
                Output.note("Autoprovisioning is off, and no run has begun. Its configuration is kept.")
                return nil
            default: Output.note("\"\(line)\" is neither start nor off. Type one of them, or press Enter to decide later.")
            }
        }
        Output.note(options.completing(question.sentence(application: workspace.applicationName)))
        return question
    }

    private static func showDue(in workspace: Workspace, _ options: HomeOptions) async {
        let plan: Plan
        do { plan = try await workspace.runs.planOrMemory() } catch {
            return Output.note("What is due is not known now: \(error)")
        }
        if let memory = plan.memory { Output.note(options.completing(memory.sentence)) }
        for line in ResumptionWords.due(plan.dueSoon(at: workspace.now), mostLines: 20) { Output.note(line) }
        if let held = plan.heldDueWords { Output.note(held) }
        if plan.memory == nil { Output.note("The next run will \(plan.effectWords).") }
        Output.note(options.completing("Cancel or postpone single ones: autoprovision pending --cancel PERSON"))
    }
}
