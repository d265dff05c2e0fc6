import Engine
import FileHome
import Foundation
import HTTP
import Provisioning
import Sandbox
import Sync
import Testing
import Wording

@Suite("Another app than RingCentral, described by a profile", .timeLimit(.minutes(5)))
struct ProfileTests {
    /// Puts a profile of the sandbox's SCIM service into a file of its own.
    static func profile(of home: SandboxHome, _ members: [String: Any]) throws -> String {
        let attributes = home.workspace.targets.map { target -> [String: Any] in
            var row: [String: Any] = ["path": target.path, "label": target.label, "mandatory": target.isMandatory]
            row["defaultSource"] = target.defaultSource
            if target.path == "title" { row["maximumLength"] = 500 }
            return row
        }
        let whole = [
            "version": 1, "name": "Example Telephony", "scimBaseURL": home.url.appending(path: "scim/v2").absoluteString, "authorization": "oauth",
            "attributes": attributes,
        ].merging(members) { _, new in new }
        // It goes with the home.
        let file = home.folder.appending(path: "profile-\(UUID().uuidString).json")
        try JSONSerialization.data(withJSONObject: whole).write(to: file)
        return file.path
    }

    /// Lets a home go on with a bearer token, which nobody can renew and of which nobody says whose it is.
    ///
    /// - Parameters:
    ///   - workspace: the one that takes the token; by default the home's own.
    ///   - members: what the profile says beside that.
    static func useBearerToken(in home: SandboxHome, workspace: Workspace? = nil, _ members: [String: Any] = [:]) async throws {
        let workspace = workspace ?? home.workspace
        let path = try profile(of: home, members.merging(["authorization": "bearer"]) { $1 })
        try await workspace.setup.update { $0.application.profile = path }
        try await workspace.authorization.setBearerToken(try await accessToken(home))
        try await workspace.authorization.answer(.start)
    }

    @Test("Without PATCH everything is done with PUT: create, update, suspend, re-enable; and errors have the app's name")
    func putOnly() async throws {
        let home = try await SandboxHome(users: 20)
        let path = try Self.profile(of: home, ["dialect": ["supportsPatch": false, "listsAreShort": true]])
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await home.workspace.setup.update { $0.application.profile = path }
        #expect(home.workspace.applicationName == "Example Telephony")
        let first = try await home.workspace.runs.sync()
        #expect(first.outcome == .done || first.outcome == .doneWithFailures)

        let link = try #require(try await home.accounts().first { $0.externalID != nil && $0.active && !$0.userName.hasPrefix("admin@") })
        let person = try #require(link.externalID)
        try await home.control("people/\(person)/edit", ["title": "Director of Everything", "mobilePhone": ""])
        #expect(try await home.workspace.runs.sync().counts[.update] == 1)
        try await home.control("people/\(person)/suspend")
        #expect(try await home.workspace.runs.sync().counts[.suspend] == 1)
        #expect(try await home.accounts().first { $0.id == link.id }?.active == false)
        try await home.control("people/\(person)/unsuspend")
        #expect(try await home.workspace.runs.sync().counts[.reenable] == 1)
        #expect(try await home.accounts().first { $0.id == link.id }?.active == true)

        let writes = try await home.writes()
        #expect(writes.keys.allSatisfy { !$0.hasPrefix("PATCH") }, "\(writes)")
        #expect(writes["PUT 200", default: 0] >= 3, "\(writes)")

        // The app cannot be exchanged under accounts that are linked: their ids would be somebody else's in another app.
        await #expect {
            try await home.workspace.setup.update { $0.application.profile = nil }
        } throws: {
            String(describing: $0).contains("linked in Example Telephony")
        }
        try await home.control("licences", ["free": 0])
        try await home.control(
            "people", ["primaryEmail": "new.person@\(link.userName.split(separator: "@").last ?? "")", "givenName": "N", "familyName": "P"])
        _ = try await home.workspace.runs.sync()
        #expect(
            try await home.workspace.history.failures().first { $0.kind == .create }?.message?.hasPrefix("Example Telephony has no free license")
                == true)
        await home.server.stop()
    }

    @Test("A bearer token is bound to its address, has no idle end, and is not tried again once it was refused")
    func bearer() async throws {
        let home = try await SandboxHome(users: 20)
        let path = try Self.profile(of: home, ["authorization": "bearer", "limits": ["requests": 1_000, "windowSeconds": 1, "inFlight": 2]])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let workspace = home.workspace
        await #expect {
            try await workspace.authorization.setBearerToken("x")
        } throws: {
            String(describing: $0).contains("takes no bearer token")
        }
        try await workspace.setup.update { $0.application.profile = path }
        #expect(try await workspace.authorization.status() == .notAuthorized)
        await #expect {
            _ = try await workspace.authorization.prepare()
        } throws: {
            String(describing: $0).contains("nothing to authorize") && String(describing: $0).contains("--bearer-token-file")
        }
        await #expect(throws: OperationError.self) { try await workspace.authorization.setBearerToken("two words") }

        try await workspace.authorization.setBearerToken("wrong")
        try await workspace.authorization.answer(.start)
        await #expect {
            _ = try await workspace.runs.sync()
        } throws: { error in
            guard case OperationError.reauthorizationNeeded = error else { return false }
            return String(describing: error).contains("Example Telephony no longer accepts the bearer token")
        }
        guard case .revoked = try await workspace.authorization.status() else {
            Issue.record("the refusal must be remembered")
            return
        }

        try await workspace.authorization.setBearerToken(try await Self.accessToken(home))
        try await workspace.authorization.answer(.start)
        guard case .authorized(nil, _, nil) = try await workspace.authorization.status() else {
            Issue.record("it must be authorized without an idle deadline")
            return
        }
        #expect(try await workspace.authorization.keepAlive() == false)
        #expect(try await workspace.runs.sync().counts[.create, default: 0] > 0)
        let checks = await workspace.checks.everything()
        #expect(checks.contains { $0.name == "Example Telephony" && $0.result == .passed }, "\(checks)")

        // The same profile with another address: the token is not sent there.
        let moved = try Self.profile(of: home, ["authorization": "bearer", "scimBaseURL": "http://127.0.0.1:1/scim"])
        defer { try? FileManager.default.removeItem(atPath: moved) }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: moved, toPath: path)
        #expect(try await workspace.authorization.status() == .notAuthorized)
        await home.server.stop()
    }

    /// An access token of the sandbox, taken the way a service's own page would hand one out.
    static func accessToken(_ home: SandboxHome) async throws -> String {
        let connection = try await SandboxHome.json(home.url.appending(path: "sandbox/connection.json"))
        let ringCentral = connection["ringCentral"] as? [String: String] ?? [:]
        let client = "\(ringCentral["clientID"] ?? ""):\(ringCentral["clientSecret"] ?? "")"
        let form = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=\(ringCentral["personalJWT"] ?? "")"
        let answer = try await NetworkTransport().send(
            HTTPRequest(
                .post, home.url.appending(path: "restapi/oauth/token"),
                headers: [
                    "Content-Type": "application/x-www-form-urlencoded", "Authorization": "Basic \(Data(client.utf8).base64EncodedString())",
                ], body: Data(form.utf8)))
        let object = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        return try #require(object?["access_token"] as? String)
    }

    @Test("The endpoints of the profile are the ones that are asked: authorization, renewal and the address for the browser")
    func oauthEndpoints() async throws {
        let home = try await SandboxHome(users: 20)
        let path = try Self.profile(
            of: home,
            [
                "oauth": [
                    "authorizationEndpoint": "https://id.example.com/consent",
                    "tokenEndpoint": home.url.appending(path: "restapi/oauth/token").absoluteString,
                    "scope": "scim write",
                ]
            ])
        defer { try? FileManager.default.removeItem(atPath: path) }
        let jwt = try #require(
            (try await SandboxHome.json(home.url.appending(path: "sandbox/connection.json"))["ringCentral"] as? [String: String])?["personalJWT"])
        // Nobody answers where RingCentral's own paths would lead to.
        try await home.workspace.setup.update {
            $0.application.profile = path
            $0.application.baseURL = "http://127.0.0.1:9"
        }
        try await home.workspace.authorization.authorize(jwt: jwt)
        try await home.workspace.authorization.answer(.start)
        #expect((try await home.workspace.runs.sync().counts[.create] ?? 0) > 0)
        let address = try await home.workspace.authorization.prepare()
        #expect(address.absoluteString.hasPrefix("https://id.example.com/consent?") && address.absoluteString.contains("scope=scim%20write"))
        await home.server.stop()
    }
}
