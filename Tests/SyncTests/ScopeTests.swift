import Directory
import Engine
import Foundation
import Provisioning
import Sandbox
import Sync
import Testing

@Suite("Conditions of the scope and exclusions, in runs", .serialized, .timeLimit(.minutes(5)))
struct ScopeTests {
    private static let department = DirectoryAttribute.department.id

    private static func home() async throws -> SandboxHome { try await SandboxHome(users: 40, policy: SandboxHome.suspendAtOnce) }

    @Test("Only people who meet the condition get an account; whoever stops meeting it is suspended, and an excluded person is not")
    func run() async throws {
        let home = try await Self.home()
        let everybody = try await home.workspace.setup.scopeSummary(of: home.workspace.setup.configuration()).entitled
        try await home.workspace.setup.update {
            $0.autoprovisioning.scope.conditions = [ScopeCondition(Self.department, .is, ["Sales", "Engineering"])]
            $0.safeguards = Safeguards(limits: [:])
        }
        let summary = try await home.workspace.setup.scopeSummary(of: home.workspace.setup.configuration())
        #expect(summary.entitled > 0 && summary.entitled < everybody)
        #expect(summary.conditions == [everybody - summary.entitled])
        _ = try await home.workspace.runs.sync()
        let linked = try await home.workspace.checks.status().linkedAccounts
        #expect(linked <= summary.entitled && linked > 0)

        let plan = try await home.workspace.runs.preview()
        #expect(plan.counts.isEmpty)
        try await home.workspace.setup.update { $0.autoprovisioning.scope.conditions = [ScopeCondition(Self.department, .is, ["Sales"])] }
        let leaving = try await home.workspace.runs.preview().entries.filter { $0.kind == .suspend }
        let spared = try #require(leaving.first)
        #expect(leaving.count > 1)
        try await home.workspace.setup.update { $0.exclusions.people = [ExcludedPerson(spared.person)] }
        let run = try await home.workspace.runs.sync()
        #expect(run.counts[.suspend] == leaving.count - 1)
        let account = try #require(spared.accountID)
        #expect(try await home.accounts().first { $0.id == account }?.active == true)
        await home.server.stop()
    }

    @Test("A condition on a field that Google's schemas no longer have stops the run before any write and is named")
    func missingField() async throws {
        let home = try await Self.home()
        _ = try await home.workspace.runs.sync()
        let before = try await home.accounts()
        try await home.workspace.setup.update {
            $0.autoprovisioning.scope.conditions = [ScopeCondition("customSchemas.Telephony.gone", .is, ["yes"])]
        }
        await #expect {
            _ = try await home.workspace.runs.sync()
        } throws: {
            ($0 as? OperationError)?.code == "directory-unreliable"
                && String(describing: $0).contains("does not give the attribute customSchemas.Telephony.gone")
        }
        #expect(try await home.accounts() == before)
        await home.server.stop()
    }

    @Test("So does a column that an export lacks, and an attribute that nobody in an export as JSON has", arguments: ["users.csv", "users.json"])
    func missingColumn(file: String) async throws {
        let export = try await ExportHome()
        func text(_ department: String?) -> String {
            if file == "users.csv" {
                let rows = (1...4).map { "P,Number\($0),p\($0)@corp.example,/,Active" + (department.map { ",\($0)" } ?? "") }
                let header = "First Name,Last Name,Email Address,Org Unit Path,Status" + (department == nil ? "" : ",Department")
                return ([header] + rows).joined(separator: "\n") + "\n"
            }
            let organization = department.map { #", "organizations": [{"primary": true, "department": "\#($0)"}]"# } ?? ""
            let people = (1...4).map { number in
                #"{"id": "p\#(number)@corp.example", "primaryEmail": "p\#(number)@corp.example", "name": {"givenName": "P", "familyName": "N"}, "suspended": false, "#
                    + #""archived": false, "orgUnitPath": "/"\#(organization)}"#
            }
            return #"{"users": [\#(people.joined(separator: ", "))]}"#
        }
        try export.write(text("Sales"), to: file)
        try await export.home.workspace.setup.update {
            $0.autoprovisioning.scope.conditions = [ScopeCondition(Self.department, .is, ["Sales"])]
        }
        #expect(await export.failure() == nil)
        #expect(try await export.accounts().count == 4)
        try export.write(text(nil), to: file)
        let error = try #require(await export.failure())
        #expect(error.code == "directory-unreliable", "\(error)")
        #expect(error.description.contains("does not give the attribute \(Self.department)"))
        #expect(try await export.accounts().allSatisfy { $0.active })
    }
}
