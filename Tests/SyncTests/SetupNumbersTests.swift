import Directory
import Provisioning
import Sandbox
import Sync
import Testing

@Suite("What the setup shows of the directory", .timeLimit(.minutes(5)))
struct SetupNumbersTests {
    @Test("The scope in numbers agrees with the plan, with groups and without, and nothing is written")
    func scope() async throws {
        let home = try await SandboxHome()
        var configuration = try await home.workspace.setup.configuration()
        let sales = try #require(try await home.workspace.setup.groups().first { $0.email == "sales@corp.example" })
        for groups in [[], [GroupReference(sales)]] {
            configuration.autoprovisioning.scope.groups = groups
            let summary = try await home.workspace.setup.scopeSummary(of: configuration)
            let plan = try await home.workspace.runs.preview(of: configuration)
            #expect(summary.entitled == plan.entitledCount)
            #expect(summary.groups.map(\.people) == groups.map { _ in plan.entitledCount })
            #expect(summary.excluded.values.reduce(0, +) == plan.excluded.count)
        }
        #expect(try await home.writes().isEmpty)
        await home.server.stop()
    }

    @Test("The sample are people who can be provisioned, with the values that were asked for")
    func sample() async throws {
        let home = try await SandboxHome()
        let people = try await home.workspace.setup.samplePeople(["name.givenName"])
        #expect(!people.isEmpty && people.allSatisfy { $0.status == .active && !$0.isGuest && $0.attributes["name.givenName"] != nil })
        let wanted = try #require(people.last)
        #expect(try await home.workspace.setup.samplePeople(["name.givenName"], first: wanted.id).map(\.id).prefix(2) == [wanted.id, people[0].id])
        #expect(try await home.workspace.setup.samplePeople(["name.givenName"], first: "nobody").map(\.id) == people.map(\.id))
        await home.server.stop()
    }

    @Test("The list of people has everybody, with the account that is kept")
    func people() async throws {
        let home = try await SandboxHome()
        let before = try await home.workspace.runs.peopleOrMemory().people
        #expect(before.count > 20 && before.allSatisfy { $0.accountIsActive == nil })
        let run = try await home.workspace.runs.sync()
        let after = try await home.workspace.runs.peopleOrMemory().people
        #expect(after.map(\.id) == before.map(\.id))
        #expect(after.count { $0.accountIsActive == true } == run.counts.values.reduce(0, +))
        await home.server.stop()
    }
}
