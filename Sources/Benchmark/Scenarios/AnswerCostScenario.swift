import Provisioning
import Sync

/// What it costs to read an account before something is done to it, and after an answer that does not say what became of it.
enum AnswerCostScenario {
    static let users = 300
    /// So many suspensions at once are read by pages.
    static let many = 50

    static func measure() async throws -> ScenarioReport {
        let world = try await BenchmarkWorld(users: users)
        _ = try await world.run()
        try await world.workspace.setup.update {
            $0.autoprovisioning.deprovisioning = DeprovisioningPolicy(
                suspended: .init(suspend: .within24Hours), deleted: .init(hardDelete: .within24Hours))
        }
        // The administrator's own account is what the directory is read with.
        let accounts = try await world.keptAccounts().filter { !$0.userName.hasPrefix("admin@") }
        let people = accounts.compactMap(\.externalId)
        guard people.count > many, let person = people.first, let address = accounts.first?.userName else {
            throw BenchmarkError("The sample organization has too few people for this scenario.")
        }
        // What a run reads that has nothing to do, such as a newcomer whose address is somebody else's.
        let idle = try await world.run().requests.targetReads
        var figures: [Figure] = []
        func note(_ name: String, of writes: Int, reads: Goal, released: [ActionKind] = []) async throws {
            let (run, requests) = try await world.run(released: released)
            figures += [
                Figure("\(name): changes done", run.done, goal: .exactly(Double(writes))),
                Figure("\(name): reads", requests.targetReads - idle, goal: reads),
                Figure("\(name): writes", requests.targetWrites, goal: .exactly(Double(writes))),
            ]
        }
        try await world.control("people/\(person)/edit", ["title": "Changed title"])
        try await note("an update", of: 1, reads: .exactly(0))
        try await world.control("people/\(person)/rename", ["primaryEmail": "renamed.\(address)"])
        try await note("a rename", of: 1, reads: .exactly(1))
        try await world.control("people/\(person)/suspend")
        try await note("a suspension", of: 1, reads: .exactly(1))
        try await world.control("people/\(person)/unsuspend")
        try await note("a re-enabling", of: 1, reads: .exactly(1))
        try await world.control("people/\(person)/delete")
        try await note("a deletion", of: 1, reads: .exactly(2))
        for id in people.dropFirst().prefix(many) { try await world.control("people/\(id)/suspend") }
        let pages = Arithmetic.pages(accounts.count, of: 100)
        try await note("\(many) suspensions", of: many, reads: .atMost(Double(pages + 1)), released: [.suspend])
        return ScenarioReport(
            scenario: .answers, subject: "\(users) people; reads beyond those of a run that has nothing to do", figures: figures)
    }
}
