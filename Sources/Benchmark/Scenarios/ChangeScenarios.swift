import Foundation
import Provisioning
import Sync

/// The scenarios in which a run has something to write, and how far that is from the least possible.
enum ChangeScenarios {
    /// So many that a first run has to make 1,000 accounts: the sample organization has suspended and archived people and a guest.
    static let usersForThousandCreations = 1_058
    /// Milliseconds that a distant app takes for an answer.
    static let roundTrip = 20

    /// A first run over a distant app, beside the sequential loop on a world of its own.
    static func creates(_ world: BenchmarkWorld) async throws -> ScenarioReport {
        let plan = try await world.workspace.runs.preview()
        let (run, requests) = try await world.run()
        let sequential = try await BenchmarkWorld(users: usersForThousandCreations, latencyMilliseconds: roundTrip).run(yardstick: true)
        return ScenarioReport(
            scenario: .creates,
            subject: "\(plan.counts[.create] ?? 0) creations and \(plan.counts[.adopt] ?? 0) adoptions at \(roundTrip) ms round trip",
            figures: writeFigures(needed: plan.entries.count, run: run, requests: requests, secondsGoal: .atMost(3))
                + yardstickFigures(run: run, sequential: sequential.measured))
    }

    /// Everybody gets another address; the safeguard that holds this is released.
    static func renames(_ world: BenchmarkWorld) async throws -> ScenarioReport {
        for account in try await world.keptAccounts() {
            guard let id = account.externalId else { continue }
            try await world.control("people/\(id)/rename", ["primaryEmail": "renamed.\(account.userName)"])
        }
        let plan = try await world.workspace.runs.preview()
        let needed = plan.entries.count + plan.held.count
        let accountsBefore = try await world.keptAccounts().count
        let (run, requests) = try await world.run(released: [.rename, .update])
        let accountsAfter = try await world.keptAccounts().count
        return ScenarioReport(
            scenario: .renames, subject: "\(needed) people have another address; their safeguard is released",
            figures: writeFigures(needed: needed, run: run, requests: requests) + [
                Figure("accounts more or fewer than before", abs(accountsAfter - accountsBefore), goal: .exactly(0))
            ])
    }

    /// One in a hundred has another title.
    static func onePercent(_ world: BenchmarkWorld) async throws -> ScenarioReport {
        let accounts = try await world.keptAccounts()
        let changed = stride(from: 0, to: accounts.count, by: 100).compactMap { accounts[$0].externalId }
        for id in changed { try await world.control("people/\(id)/edit", ["title": "Changed title"]) }
        let (run, requests) = try await world.run()
        let size = try await world.directorySize()
        return ScenarioReport(
            scenario: .onePercent, subject: "\(size.people) people, \(changed.count) of them with another title",
            figures: writeFigures(needed: changed.count, run: run, requests: requests))
    }

    static func writeFigures(needed: Int, run: ProcessFigures, requests: RequestCounts, secondsGoal: Goal? = nil) -> [Figure] {
        [
            Figure("needed changes", needed),
            Figure("changes done", run.done, goal: .exactly(Double(needed))),
            Figure(
                "writes per needed change", Arithmetic.ratio(Double(requests.targetWrites), to: Double(needed)) ?? 0, .ratio, goal: .exactly(1)),
            Figure(
                "wasted calls",
                Arithmetic.wastedCalls(writes: requests.targetWrites, neededChanges: needed, refusedReads: requests.refusedReads), goal: .exactly(0)),
            Figure("target reads", requests.targetReads),
            Figure("source calls", requests.sourceCalls),
            Figure("time", run.seconds, .seconds, goal: secondsGoal),
            Figure("processor time", run.processorSeconds, .seconds),
            .peakMemory(run.peakMemory),
        ]
    }

    private static func yardstickFigures(run: ProcessFigures, sequential: ProcessFigures) -> [Figure] {
        [Figure("time of the sequential loop", sequential.seconds, .seconds)]
            + (Arithmetic.ratio(sequential.seconds, to: run.seconds).map { [Figure("sequential loop ÷ run", $0, .ratio)] } ?? [])
    }
}
