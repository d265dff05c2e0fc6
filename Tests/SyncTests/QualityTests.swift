import Foundation
import Provisioning
import Sync
import Testing

@Suite("What the quality of the data says, a run finds: on a sandbox as strict as RingCentral", .timeLimit(.minutes(5)))
struct QualityTests {
    private static let region = #"addresses[type eq "work"].region"#

    @Test("With the proposed mapping the app refuses nobody of the sample organization, and by its own dictionaries nothing is left out")
    func byDictionaries() async throws {
        let home = try await SandboxHome(users: 300)
        let quality = try await home.workspace.checks.quality()
        #expect(quality.refused == 0 && quality.findings.isEmpty, "\(quality.findings.map(\.id))")
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 0)
        #expect(run.counts[.create] ?? 0 > quality.entitled - 5)
    }

    @Test("Where the app does not tell its dictionaries, it refuses nobody either, and only addresses are left out whose state cannot be told")
    func sample() async throws {
        let home = try await SandboxHome(users: 300)
        try await home.control("faults", ["kind": "status", "path": "/restapi/v1.0/dictionary", "status": 404, "times": 1_000])
        let quality = try await home.workspace.checks.quality()
        #expect(quality.refused == 0)
        #expect(Set(quality.findings.map(\.rule.code)) == ["leftOut.unknownRegion"])
        let doubtful = quality.findings.filter { $0.target == Self.region }.flatMap(\.cases)
        #expect(!doubtful.isEmpty)
        #expect(
            doubtful.allSatisfy { if case .leftOut(.unknownRegion(_, let country)) = $0.value { ["JP", "GR"].contains(country) } else { false } })
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 0)
        #expect(run.counts[.create] ?? 0 > quality.entitled - 5)
    }

    @Test("Values as people type them would be refused without steps; what is proposed mends it, and the run agrees")
    func proposals() async throws {
        let home = try await SandboxHome(users: 60)
        try await home.workspace.setup.update { configuration in
            for row in configuration.autoprovisioning.mapping.indices {
                for source in configuration.autoprovisioning.mapping[row].sources.indices {
                    configuration.autoprovisioning.mapping[row].sources[source].steps = []
                }
            }
        }
        let before = try await home.workspace.checks.quality()
        let phones = try #require(before.findings.first { $0.rule == .unfit(.phoneNumber) })
        #expect(before.refused == phones.cases.count)
        // The plan says the same of the same people.
        let plan = try await home.workspace.runs.preview()
        let unfit = plan.problems.filter { if case .unfit = $0.problem { true } else { false } }
        #expect(Set(unfit.map(\.personID)) == Set(phones.cases.map(\.personID)))

        let proposal = try #require(phones.proposals.first)
        #expect(proposal.helps == phones.cases.count)
        try await home.workspace.checks.accept(proposal)
        #expect(try await home.workspace.checks.quality().refused == 0)
    }
}
