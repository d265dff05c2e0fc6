import Sandbox

/// A first run under a limit of writes a minute, on a virtual clock: how far from the earliest possible end it is, and how well it knew its end.
enum WriteLimitScenario {
    static let users = 300
    static let limits = SandboxRateLimits(light: 10_000, medium: 10_000, heavy: 100, auth: 1_000)
    /// How far off the time left may be at halfway, as a share of what is really left.
    static let timeLeftTolerance = 0.05

    static func measure() async throws -> ScenarioReport {
        let run = try await PacedRun.perform(.init(users: users, limits: limits))
        let minimum = Arithmetic.minimumSeconds(writes: run.needed, limit: limits.heavy, window: Double(limits.windowSeconds))
        return ScenarioReport(
            scenario: .writeLimit, subject: "\(users) people, \(run.needed) writes needed, \(limits.heavy) writes a minute, on a virtual clock",
            figures: [
                Figure("changes done", run.done, goal: .exactly(Double(run.needed))),
                Figure("earliest possible end", minimum, .seconds),
                Figure("end of the run", run.seconds, .seconds),
                Figure("end ÷ earliest possible", Arithmetic.ratio(run.seconds, to: minimum) ?? 0, .ratio, goal: .atMost(1.02)),
                Figure("time left at halfway, off by a share of", run.timeLeftError ?? 1, .ratio, goal: .atMost(timeLeftTolerance)),
                Figure("answers 429", run.requests.tooManyRequests, goal: .exactly(0)),
                Figure(
                    "writes per needed change", Arithmetic.ratio(Double(run.requests.targetWrites), to: Double(run.needed)) ?? 0, .ratio,
                    goal: .exactly(1)),
            ])
    }
}
