import Provisioning
import Sync
import Wording

/// Finds out what is due, before the question whether the runs go on after a reauthorization; nothing is asked when none is open.
struct ForetellResumption: ConsoleTask {
    /// What is known before the question.
    struct Forecast: Sendable {
        let status: WorkspaceStatus
        var plan: Plan?
    }

    func perform(_ services: ConsoleServices) async throws -> Forecast {
        let status = try await services.checks.status()
        return Forecast(status: status, plan: status.resumption == nil ? nil : try? await services.runs.planOrMemory())
    }

    func done(_ forecast: Forecast, _ console: inout ConsoleState) -> [ConsoleEffect] {
        guard let question = forecast.status.resumption else { return console.takeStatus(forecast.status) }
        return console.askResumption(forecast.status, question, forecast.plan)
    }
}

/// Answers whether the runs go on.
struct AnswerResumption: ConsoleTask {
    let answer: ResumptionAnswer

    func perform(_ services: ConsoleServices) async throws -> WorkspaceStatus {
        try await services.authorization.answer(answer)
        return try await services.checks.status()
    }

    func done(_ status: WorkspaceStatus, _ console: inout ConsoleState) -> [ConsoleEffect] { console.takeStatus(status) }
}
