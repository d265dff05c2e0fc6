import Foundation
import Provisioning
import Sandbox
import Sync
import Testing

@Suite("What RingCentral tells beside SCIM: licences, features, permissions", .serialized, .timeLimit(.minutes(5)))
struct CapacityTests {
    @Test("The plan says who waits for a licence, the run tries in that order, and the status says what is left")
    func licences() async throws {
        let home = try await SandboxHome()
        try await home.control("licences", ["free": 2])
        let outlook = try #require(await home.workspace.runs.preview().capacityOutlook)
        #expect(outlook.capacity.free == 2)
        #expect(outlook.waiting.count == outlook.creations - 2)
        let run = try await home.workspace.runs.sync()
        #expect(run.counts[.create] == 2)
        #expect(try await home.workspace.checks.status().capacity?.free == 0)
        try await home.control("licences", ["free": 500])
        #expect(try await home.workspace.runs.preview().capacityOutlook?.waiting.isEmpty == true)
        _ = try await home.workspace.runs.sync()
        #expect(try await home.workspace.checks.status().capacity?.free ?? 0 > 400)
        #expect(try await home.workspace.runs.preview().capacityOutlook?.creations == 0)
        await home.server.stop()
    }

    @Test("A server that does not answer the question leaves it open, and the run is none the worse")
    func silence() async throws {
        let home = try await SandboxHome()
        try await home.control("faults", ["kind": "status", "path": "/restapi/v1.0/account", "status": 503, "times": 100])
        #expect(try await home.workspace.runs.preview().capacityOutlook == nil)
        let run = try await home.workspace.runs.sync()
        #expect(run.counts[.create] ?? 0 > 10)
        #expect(try await home.workspace.checks.status().capacity == nil)
        await home.server.stop()
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let check: String
        var settings: [String: any Sendable] = [:]
        var licences: Int?
        let result: Check.Result
        let words: String
        var testDescription: String { "\(check): \(words)" }
    }

    static let rows = [
        Row(check: "Directory integration", result: .passed, words: "has the feature"),
        Row(
            check: "Directory integration", settings: ["directoryIntegration": false], result: .failed,
            words: "no feature ExternalDirectoryIntegration"),
        Row(check: "App permissions", result: .passed, words: "may edit accounts"),
        Row(
            check: "App permissions", settings: ["appPermissions": "ReadAccounts EditExtensions"], result: .warning,
            words: "lacks the permission EditAccounts"),
        Row(check: "Permissions", result: .passed, words: "may read, change, add and remove users"),
        Row(
            check: "Permissions", settings: ["missingPermissions": "AddRemoveUsers,EditUserInfo"], result: .warning,
            words: "lacks EditUserInfo, AddRemoveUsers"),
        Row(check: "Permissions", settings: ["reachesOwnExtensionOnly": true], result: .warning, words: "reaches their own account alone"),
        Row(check: "Licenses", licences: 7, result: .passed, words: "7 licenses free"),
        Row(check: "Licenses", licences: 0, result: .warning, words: "new people will wait"),
        Row(check: "Default role", result: .passed, words: "not told: RingCentral does not let this app ask (CMN-401"),
    ]

    @Test("doctor asks what can be asked, and says what is not told", arguments: rows)
    func doctor(row: Row) async throws {
        let home = try await SandboxHome(users: 5)
        if !row.settings.isEmpty { try await home.control("ringcentral", row.settings) }
        if let licences = row.licences { try await home.control("licences", ["free": licences]) }
        // Another token, which says what the app may do by now.
        home.clock.advance(days: 2.0 / 24)
        let check = try #require(await home.workspace.checks.everything().first { $0.name == row.check })
        #expect(check.result == row.result, "\(check.finding)")
        #expect(check.finding.contains(row.words), "\(check.finding)")
        #expect((check.mend == nil) == (row.result == .passed))
        await home.server.stop()
    }

    @Test(
        "A write about one account that RingCentral refuses with 403 fails for that person alone",
        arguments: ["CMN-101", "CMN-403", "CMN-404", "CMN-408"])
    func oneTarget(code: String) async throws {
        let home = try await SandboxHome(policy: SandboxHome.suspendAtOnce)
        _ = try await home.workspace.runs.sync()
        // Not the account that authorized the app, which nobody takes away, and not that of another system.
        let refused = try #require(await home.accounts().last { $0.active && $0.externalID?.allSatisfy(\.isNumber) == true })
        try await home.control("accounts/\(refused.id)/refuse", ["code": code])
        // Everybody's account changes: one is refused.
        try await home.workspace.setup.update { configuration in
            configuration.safeguards = Safeguards(limits: [:])
            configuration.userAccess = UserAccess(organizationalUnits: ["/": .off, "/Former": .on])
            configuration.userAccess.groups = []
        }
        let run = try await home.workspace.runs.sync()
        #expect(run.failures == 1 && run.counts[.suspend] ?? 0 > 10, "\(run.counts), \(run.failures), \(run.message ?? "")")
        await home.server.stop()
    }

    @Test("What becomes of a deleted account's licence: free, or gone", arguments: [("unassigned", 1), ("inventory", 0), ("destroyed", 0)])
    func deletion(outcome: String, freed: Int) async throws {
        let home = try await SandboxHome(users: 8)
        try await home.control("ringcentral", ["deletionOutcome": outcome])
        try await home.control("licences", ["free": 3])
        try await home.control("accounts/lobby.phone@corp.example/delete")
        let check = try #require(await home.workspace.checks.everything().first { $0.name == "Licenses" })
        #expect(check.finding == "\(3 + freed) licenses free")
        await home.server.stop()
    }
}
