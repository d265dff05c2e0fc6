import Provisioning
import Sync

/// Plans that come from memory where nobody can be asked.
extension EffectRunner {
    /// Plans. Where it is clear already that nobody can be asked, what is remembered is shown until that is certain.
    func loadPlan() {
        let (workspace, report) = (workspace, report)
        fetch(.plan) {
            if let known = try? await workspace.memoryBeforeAsking() { report(.planLoaded(known)) }
            return .planLoaded(try await workspace.planOrMemory())
        }
    }

    /// Decides something, and plans with it. Who could not be asked for the plan that is shown is not asked again for every decision.
    func decide(_ decide: @escaping @Sendable (any ConsoleServices) async throws -> Void) {
        let (workspace, obstacle) = (workspace, shownObstacle)
        fetch(.other) {
            try await decide(workspace)
            return .planLoaded(try await workspace.planAgain(after: obstacle))
        }
    }

    /// What is due is found out before the question whether the runs go on; nothing is asked when none is open.
    func foretellResumption() {
        let workspace = workspace
        fetch(.other) {
            let status = try await workspace.status()
            guard let question = status.resumption else { return .statusLoaded(status) }
            return .resumptionForetold(status, question, try? await workspace.planOrMemory())
        }
    }

    /// Answers it.
    func answerResumption(_ answer: ResumptionAnswer) {
        let workspace = workspace
        fetch(.other) {
            try await workspace.answer(answer)
            return .statusLoaded(try await workspace.status())
        }
    }
}
