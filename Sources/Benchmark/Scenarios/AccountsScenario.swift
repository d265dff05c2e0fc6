import Provisioning

/// Comparing the app's accounts with the ledger: what the first run of a day does beside its own work.
enum AccountsScenario {
    /// The larger organization has so many times the people.
    static let factor = 10
    /// So much more than the factor its time and memory may grow.
    static let tolerance = 1.25

    static func measure(people: Int) async throws -> ScenarioReport {
        let small = try await comparison(of: people)
        let large = try await comparison(of: people * factor)
        func growth(_ name: String, _ value: (Measured) -> Double) -> Figure {
            Figure(
                "\(name), \(factor) times the accounts", value(large) / max(value(small), 0.001), .ratio,
                goal: .atMost(Double(factor) * tolerance))
        }
        return ScenarioReport(
            scenario: .accounts, subject: "\(small.accounts) and \(large.accounts) accounts compared with the ledger, nothing to find",
            figures: [
                Figure("target reads", small.requests.targetReads, goal: .atMost((Double(people) / 100).rounded(.up))),
                Figure("target writes", small.requests.targetWrites, goal: .exactly(0)),
                Figure("time beyond the app's answers", small.ownSeconds, .seconds, goal: .below(2)),
                .peakMemory(small.run.peakMemory, goal: .below(80)),
                growth("time beyond the app's answers") { $0.ownSeconds }, growth("peak memory") { Double($0.run.peakMemory) },
            ])
    }

    private struct Measured {
        let run: ProcessFigures
        let requests: RequestCounts
        let accounts: Int
        /// Of the whole comparison, the directory's answers among it, without the app's answers and without what reading the directory alone takes.
        let ownSeconds: Double
    }

    private static func comparison(of people: Int) async throws -> Measured {
        let world = try await BenchmarkWorld(users: people)
        _ = try await world.run()
        // What reads the directory and asks the app nothing.
        let (listing, _) = try await world.run(helper: ["--list-accounts"])
        let (run, requests) = try await world.run(helper: ["--compare"])
        return Measured(
            run: run, requests: requests, accounts: run.done, ownSeconds: max(0, run.seconds - (run.answerSeconds ?? 0) - listing.seconds))
    }
}
