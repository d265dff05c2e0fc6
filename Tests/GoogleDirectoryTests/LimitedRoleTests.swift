import Directory
import Foundation
import Sandbox
import Testing

@testable import GoogleDirectory

@Suite("A role that is limited to one unit, and what the reader may do", .timeLimit(.minutes(5)))
struct LimitedRoleTests {
    @Test("It is noticed before anybody counts as gone", arguments: [Way.keyRole, .metadata, .federation])
    func limited(way: Way) async throws {
        let stage = try await GoogleStage(users: 60)
        let source = try stage.source(way)
        let whole = try await source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        let unit = try #require(whole.organizationalUnits.first { $0.path == "/Sales" }).path
        try await stage.control("google", ["roleUnit": unit])
        await #expect { _ = try await source.snapshot(DirectoryRequest(attributes: [])) { _ in } } throws: {
            "\($0)".contains("only a part of the organization, the unit \(unit)") && ($0 as? DirectoryError)?.code == "directory-permission-missing"
        }
        let hidden = try #require(whole.people.first { !$0.organizationalUnitPath.hasPrefix(unit) })
        guard case .unanswered(let reason, false) = try await source.person(id: hidden.id, attributes: []) else {
            Issue.record("somebody whom the role does not show counts as gone")
            return
        }
        #expect(reason.contains("the role seems limited"), "\(reason)")
        await stage.server.stop()
    }

    @Test("It is noticed by a group's members where the unit holds the super administrator")
    func limitedWithAdministrator() async throws {
        let stage = try await GoogleStage(users: 60)
        let source = try stage.source(.federation)
        let whole = try await source.snapshot(DirectoryRequest(attributes: [])) { _ in }
        let administrator = try #require(whole.people.first { $0.primaryEmail == "admin@corp.example" })
        try await stage.control("people/\(administrator.id)/move", ["orgUnitPath": "/Sales"])
        try await stage.control("google", ["roleUnit": "/Sales"])
        await #expect { _ = try await source.snapshot(DirectoryRequest(attributes: [])) { _ in } } throws: {
            "\($0)".contains("is a member of a group and not among the people whom Google shows")
        }
        await stage.server.stop()
    }

    @Test(
        "The deepest unit that everybody is in",
        arguments: [
            (["/"], "/"), (["/A", "/A/B"], "/A"), (["/A/B", "/A/C"], "/A"), (["/A", "/B"], "/"), (["/A/B", "/A/B"], "/A/B"), (["/AB", "/A"], "/"),
            ([], "/"),
        ] as [([String], String)])
    func commonUnit(paths: [String], expected: String) {
        let people = paths.enumerated().map { Person(id: "\($0)", primaryEmail: "p\($0)@corp.example", organizationalUnitPath: $1) }
        #expect(GoogleDirectorySource.commonUnit(of: people) == expected)
    }

    @Test("An inspection names what is missing and what is too much", arguments: Way.allCases)
    func inspection(way: Way) async throws {
        let stage = try await GoogleStage()
        let good = await (try stage.source(way)).inspect()
        #expect(good.trouble == nil && good.unreadable.isEmpty && good.missingScopes.isEmpty && good.tooMuch.isEmpty, "\(good)")
        #expect(good.reader.contains("autoprovision@sandbox-project.iam.gserviceaccount.example"))
        if way == .keyDelegation {
            try await stage.control("google", ["extraDelegatedScopes": "admin.directory.user"])
            #expect(await (try stage.source(way)).inspect().tooMuch == ["the delegation allows https://www.googleapis.com/auth/admin.directory.user"])
            try await stage.control("google", ["missingDelegatedScopes": "admin.directory.orgunit.readonly"])
            let lacking = await (try stage.source(way)).inspect()
            #expect(lacking.missingScopes == ["https://www.googleapis.com/auth/admin.directory.orgunit.readonly"], "\(lacking)")
        } else {
            let rights = "USERS_RETRIEVE,GROUPS_RETRIEVE,ORGANIZATION_UNITS_RETRIEVE,SCHEMA_RETRIEVE,DOMAIN_MANAGEMENT"
            try await stage.control("google", ["roleRights": rights])
            #expect(await (try stage.source(way)).inspect().tooMuch.contains { $0.contains("also changes domains") })
            try await stage.control("google", ["roleRights": "USERS_RETRIEVE"])
            #expect(await (try stage.source(way)).inspect().unreadable.map(\.right) == [.groups, .units, .schemas])
            try await stage.control(
                "google", ["roleRights": "USERS_RETRIEVE,GROUPS_RETRIEVE,ORGANIZATION_UNITS_RETRIEVE,SCHEMA_RETRIEVE", "roleUnit": "/Sales"])
            let limited = await (try stage.source(way)).inspect()
            #expect(limited.trouble?.description.contains("only a part of the organization") == true, "\(limited)")
        }
        await stage.server.stop()
    }
}
