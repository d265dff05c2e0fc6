import Directory
import Foundation
import HTTP
import Sandbox
import Synchronization
import Testing

@testable import GoogleDirectory

@Suite("The four ways to Google, and what is said when one fails", .timeLimit(.minutes(10)))
struct GoogleWaysTests {
    @Test("Each way reads the whole directory, and asks Google's own servers only", arguments: Way.allCases)
    func reads(way: Way) async throws {
        let stage = try await GoogleStage(users: 60)
        let source = try stage.source(way)
        let everyone = try #require(try await source.groups().first { $0.email == "all-staff@corp.example" })
        let snapshot = try await source.snapshot(DirectoryRequest(attributes: ["name.givenName"], groupIDs: [everyone.id])) { _ in }
        #expect(snapshot.people.count == 60)
        #expect(snapshot.primaryDomain == "corp.example" && !snapshot.secondaryDomains.contains("corp.example"))
        #expect(try await source.attributes().count > DirectoryAttribute.standard.count, "custom schemas")
        #expect(try await source.isAdministrator(email: "admin@corp.example") == true)
        let expected: Set<String> =
            switch way {
            case .keyDelegation, .keyRole: ["oauth2.googleapis.com", "admin.googleapis.com"]
            case .metadata: ["metadata.google.internal", "admin.googleapis.com"]
            case .federation: ["sts.googleapis.com", "iamcredentials.googleapis.com", "admin.googleapis.com"]
            }
        #expect(Set(stage.network.sent.map(\.host)) == expected)
        #expect(!stage.network.sent.contains { $0.path.contains("/domains") }, "the right to read domains is asked of nobody")
        await stage.server.stop()
    }

    @Test("Without a key and yet in an administrator's name: Google signs the assertion", arguments: [Way.metadata, .federation])
    func delegationWithoutKey(way: Way) async throws {
        let stage = try await GoogleStage()
        let source = try stage.source(way, administrator: "admin@corp.example", customer: "my_customer", domain: nil)
        #expect(try await source.snapshot(DirectoryRequest(attributes: [])) { _ in }.people.count == 30)
        #expect(stage.network.sent.contains { $0.path.hasSuffix(":signJwt") })
        try await stage.control("google", ["maySign": false])
        let other = try stage.source(way, administrator: "admin@corp.example", customer: "my_customer", domain: nil)
        await #expect { _ = try await other.groups() } throws: { "\($0)".contains("Service Account Token Creator") }
        await stage.server.stop()
    }

    enum Trouble: String, Sendable, CaseIterable { case revoked, audience, expired, clock, right }

    struct Row: Sendable, CustomTestStringConvertible {
        let way: Way
        let trouble: Trouble
        /// What is said; `nil` where the way does without what is wrong.
        let words: String?
        var testDescription: String { "\(way.rawValue), \(trouble.rawValue)" }
    }

    static let table: [Row] = [
        Row(way: .keyDelegation, trouble: .revoked, words: "no longer accepts the key"),
        Row(way: .keyDelegation, trouble: .audience, words: "Check \"token_uri\" in the key file: it is https://www.googleapis.com/oauth2/v4/token"),
        Row(
            way: .keyDelegation, trouble: .expired,
            words: "no longer accepts the service account's token while reading people. Check the key and the delegation."),
        Row(
            way: .keyDelegation, trouble: .clock,
            words: "This machine's clock is 20 minutes ahead of Google's, so Google refused to act for admin@corp.example"),
        Row(way: .keyDelegation, trouble: .right, words: "Domain-wide delegation, add client id 100000000000000000001 with these scopes: "),
        Row(way: .keyRole, trouble: .revoked, words: "Make a new key and put it in the place of the old file; no restart is needed."),
        Row(way: .keyRole, trouble: .audience, words: "the assertion is meant for another server"),
        Row(way: .keyRole, trouble: .expired, words: "Check the key and the role of the service account."),
        Row(way: .keyRole, trouble: .clock, words: "Google refused autoprovision@sandbox-project.iam.gserviceaccount.example a token"),
        Row(way: .keyRole, trouble: .right, words: "give the role the privilege \"Groups › Read\""),
        Row(way: .metadata, trouble: .revoked, words: "This machine has no service account, or it was deleted"),
        Row(way: .metadata, trouble: .audience, words: "is not a metadata server of Google's: its answer has no header Metadata-Flavor"),
        Row(way: .metadata, trouble: .expired, words: "Check the service account of this machine and the role of the service account."),
        Row(way: .metadata, trouble: .clock, words: nil),
        Row(way: .metadata, trouble: .right, words: "The role of this machine's service account does not allow it to read groups"),
        Row(way: .federation, trouble: .revoked, words: "Google does not let this machine act as autoprovision@sandbox-project"),
        Row(way: .federation, trouble: .audience, words: "is meant for somebody else"),
        Row(way: .federation, trouble: .expired, words: "ended 30 minutes ago"),
        Row(way: .federation, trouble: .clock, words: "is dated 20 minutes in the future"),
        Row(
            way: .federation, trouble: .right,
            words: "The role of autoprovision@sandbox-project.iam.gserviceaccount.example does not allow it to read groups"),
    ]

    @Test("Every trouble of every way has its own sentence, which names the cure and no secret", arguments: table)
    func trouble(row: Row) async throws {
        let stage = try await GoogleStage()
        switch (row.way, row.trouble) {
        case (.keyDelegation, .revoked), (.keyRole, .revoked): try await stage.control("google/rotate-key", [:])
        case (.metadata, .revoked): try await stage.control("google", ["serviceAccountDisabled": true])
        case (.federation, .revoked): try await stage.control("google", ["mayImpersonate": false])
        case (.keyDelegation, .audience), (.keyRole, .audience): try await stage.writeKey(tokenURI: "https://www.googleapis.com/oauth2/v4/token")
        case (.metadata, .audience): try await stage.control("google", ["metadataServer": false])
        case (.federation, .audience): try await stage.writeFederation(identity: "audience=https%3A%2F%2Fother.example")
        case (.federation, .expired): try await stage.writeFederation(identity: "age=3600&life=1800")
        case (_, .expired): try await stage.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 401, "times": 50])
        case (.federation, .clock): try await stage.writeFederation(identity: "age=-1200")
        case (_, .clock): stage.machineAhead.withLock { $0 = 1_200 }
        case (.keyDelegation, .right): try await stage.control("google", ["missingDelegatedScopes": "admin.directory.group.readonly"])
        case (_, .right): try await stage.control("google", ["roleRights": "USERS_RETRIEVE,ORGANIZATION_UNITS_RETRIEVE,SCHEMA_RETRIEVE"])
        }
        let source = try stage.source(row.way)
        var found: String?
        do {
            if row.trouble == .right { _ = try await source.groups() } else { _ = try await source.firstPeople(limit: 1, attributes: []) }
        } catch { found = "\(error)" }
        if let words = row.words {
            #expect(found?.contains(words) == true, "\(found ?? "nothing was said")")
        } else {
            #expect(found == nil)
        }
        for secret in ["ya29", "eyJ", "PRIVATE KEY"] { #expect(found?.contains(secret) != true, "\(found ?? "")") }
        await stage.server.stop()
    }

    @Test("No two rows of the table have the same sentence")
    func sentences() {
        let words = Self.table.compactMap(\.words)
        #expect(Set(words).count == words.count && Self.table.count == Way.allCases.count * Trouble.allCases.count)
    }

    @Test("A run of three hours goes on while tokens end: nothing is refused, and tokens are asked for about once an hour", arguments: Way.allCases)
    func threeHours(way: Way) async throws {
        let stage = try await GoogleStage()
        let source = try stage.source(way)
        for minute in 0..<180 {
            if way == .federation, minute % 30 == 0 { try await stage.writeFederation() }
            #expect(try await source.isAdministrator(email: "admin@corp.example") == true, "minute \(minute)")
            stage.clock.advance(60)
        }
        let log = try #require(try JSONSerialization.jsonObject(with: try await stage.get("/sandbox/requests?limit=10000")) as? [String: Any])
        let statuses = (log["requests"] as? [[String: Any]] ?? []).compactMap { $0["status"] as? Int }
        #expect(statuses.count >= 180 && statuses.allSatisfy { $0 == 200 }, "\(Set(statuses))")
        let asked = stage.network.sent.count { $0.host != "admin.googleapis.com" && $0.host != "sts.googleapis.com" }
        #expect((3...5).contains(asked), "\(asked)")
        await stage.server.stop()
    }

    @Test("A token that is refused before its end is replaced once, and the same question asked again", arguments: Way.allCases)
    func refusedEarly(way: Way) async throws {
        let stage = try await GoogleStage()
        let source = try stage.source(way)
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1)
        try await stage.control("faults", ["kind": "status", "path": "/admin/directory/v1/users", "status": 401, "times": 1])
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1)
        await stage.server.stop()
    }

    @Test("A key file that was replaced is read anew at the next token, without a restart")
    func rotatedKey() async throws {
        let stage = try await GoogleStage()
        let source = try stage.source(.keyRole)
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1)
        try await stage.control("google/rotate-key", [:])
        try await stage.writeKey()
        stage.clock.advance(3_700)
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1)
        await stage.server.stop()
    }

    @Test("A service account does not know my_customer, and is told what to name instead")
    func customerAlias() async throws {
        let stage = try await GoogleStage()
        let source = try stage.source(.keyRole, customer: "my_customer")
        await #expect { _ = try await source.groups() } throws: { "\($0)".contains("autoprovision setup --google-customer ID") }
        await stage.server.stop()
    }

    @Test("The domains, which no role may read without changing them, are named as a setting; one that nobody has is refused")
    func domains() async throws {
        let stage = try await GoogleStage()
        let request = DirectoryRequest(attributes: [])
        let asking = try stage.source(.federation, domain: nil)
        await #expect { _ = try await asking.snapshot(request) { _ in } } throws: { "\($0)".contains("setup --google-domain DOMAIN") }
        let wrong = try stage.source(.federation, domain: "other.example")
        await #expect { _ = try await wrong.snapshot(request) { _ in } } throws: {
            "\($0)".contains("Nobody in Google's directory has an address in other.example")
        }
        await stage.server.stop()
    }

    @Test("A machine whose scopes are fixed is told how to get others")
    func machineScopes() async throws {
        let stage = try await GoogleStage()
        try await stage.control("google", ["ignoresAskedScopes": true])
        let source = try stage.source(.metadata)
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1, "people are readable with the scope of the whole cloud")
        await #expect { _ = try await source.groups() } throws: { "\($0)".contains("give it these access scopes") }
        await stage.server.stop()
    }

    @Test("Busy token services are asked again after pauses", arguments: ["/v1/token", "/v1/projects", "/computeMetadata"])
    func busy(path: String) async throws {
        let stage = try await GoogleStage()
        try await stage.control("faults", ["kind": "status", "path": path, "status": 503, "times": 2])
        let source = try stage.source(path == "/computeMetadata" ? .metadata : .federation)
        #expect(try await source.firstPeople(limit: 1, attributes: []).count == 1)
        await stage.server.stop()
    }
}
