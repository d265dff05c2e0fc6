import Foundation
import Testing

@testable import Sandbox

@Suite("The Google side without a key or without delegation", .timeLimit(.minutes(5)))
struct GoogleAccessTests {
    static let customer = Organisation.customerID
    static let metadataToken = "/computeMetadata/v1/instance/service-accounts/default/token"
    static let directoryScope = "https://www.googleapis.com/auth/admin.directory.user.readonly"

    static func identity(_ test: inout TestWorld, _ query: String = "") -> String {
        test.send("GET", "/idp/token?\(query)", ["X-Identity": "sandbox"]).text.trimmingCharacters(in: .newlines)
    }

    static func exchange(_ test: inout TestWorld, subject: String, _ changes: [String: String] = [:]) -> SandboxResponse {
        test.form(
            "/v1/token",
            [
                "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "audience": FederationStandIn.provider, "scope": GoogleScope.iam,
                "requested_token_type": "urn:ietf:params:oauth:token-type:access_token", "subject_token": subject,
                "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            ].merging(changes) { $1 })
    }

    static func credentials(_ test: inout TestWorld, _ method: String, _ body: JSONValue, token: String) -> SandboxResponse {
        test.send(
            "POST", "/v1/projects/-/serviceAccounts/\(ServiceAccountKey.clientEmail):\(method)",
            ["Authorization": "Bearer \(token)", "Content-Type": "application/json"], body: Data(body.text.utf8))
    }

    @Test("A token of the service account itself is given for any scope; its role decides, and my_customer means nothing of it")
    func ownRole() throws {
        var test = try TestWorld()
        let assertion = try GoogleTokenTests.assertion(test, ["sub": nil, "scope": .string(GoogleTokenTests.allScopes)])
        let token = try #require(GoogleTokenTests.exchange(&test, assertion).json["access_token"]?.stringValue)
        #expect(test.get("/admin/directory/v1/users?customer=\(Self.customer)", token: token).status == 200)
        let alias = test.get("/admin/directory/v1/users?customer=my_customer", token: token)
        #expect(alias.status == 400 && alias.json["error"]?["message"] == "Invalid Input")
        #expect(test.get("/admin/directory/v1/customer/my_customer/orgunits?type=all", token: token).status == 400)
        #expect(test.get("/admin/directory/v1/customer/\(Self.customer)/domains", token: token).status == 403, "no right for domains")
        test.send("POST", "/sandbox/google", json: ["roleRights": "none"])
        let refused = test.get("/admin/directory/v1/users?customer=\(Self.customer)", token: token)
        #expect(refused.status == 403 && refused.json["error"]?["errors"]?.arrayValue?.first?["reason"] == "forbidden")
        test.send("POST", "/sandbox/google", json: ["serviceAccountDisabled": true])
        #expect(GoogleTokenTests.exchange(&test, assertion).json["error_description"] == "Robot is disabled.")
    }

    @Test("A role that is limited to one unit lists that unit's people, and refuses everybody else")
    func limitedRole() throws {
        var test = try TestWorld()
        let assertion = try GoogleTokenTests.assertion(test, ["sub": nil])
        let token = try #require(GoogleTokenTests.exchange(&test, assertion).json["access_token"]?.stringValue)
        test.send("POST", "/sandbox/google", json: ["roleUnit": "/Sales"])
        let listed = try #require(
            test.get("/admin/directory/v1/users?customer=\(Self.customer)&maxResults=500", token: token).json["users"]?.arrayValue)
        #expect(!listed.isEmpty && listed.allSatisfy { $0["orgUnitPath"]?.stringValue?.hasPrefix("/Sales") == true })
        #expect(test.get("/admin/directory/v1/users/\(Organisation.administrator)", token: token).status == 403)
    }

    @Test(
        "The token exchange looks at everything (RFC 8693)",
        arguments: [
            ("", ["grant_type": "password"], "unsupported_grant_type"),
            ("", ["audience": "//iam.googleapis.com/projects/my-project/x"], "invalid_request"),
            ("", ["audience": FederationStandIn.provider + "2"], "invalid_target"), ("", ["scope": directoryScope], "invalid_scope"),
            ("", ["requested_token_type": "x"], "invalid_request"),
            ("", ["subject_token_type": "urn:ietf:params:oauth:token-type:saml2"], "invalid_request"),
            ("", ["subject_token": "x"], "invalid_request"), ("audience=other", [:], "invalid_grant"), ("issuer=other", [:], "invalid_grant"),
            ("age=100000", [:], "invalid_grant"), ("age=7200&life=3600", [:], "invalid_grant"), ("age=-600", [:], "invalid_grant"),
            ("subject=stranger", [:], "unauthorized_client"),
        ] as [(String, [String: String], String)])
    func refusals(query: String, changes: [String: String], error: String) throws {
        var test = try TestWorld()
        let subject = Self.identity(&test, query)
        let answer = Self.exchange(&test, subject: subject, changes)
        #expect(answer.json["error"]?.stringValue == error, "\(answer.text)")
        #expect(answer.json["error_description"]?.stringValue?.isEmpty == false)
    }

    @Test("A changed signature and the key of another sandbox are refused")
    func signature() throws {
        var (test, other) = (try TestWorld(), try TestWorld())
        let good = Self.identity(&test)
        #expect(Self.exchange(&test, subject: good).status == 200)
        #expect(Self.exchange(&test, subject: Self.identity(&other)).json["error"] == "invalid_grant")
        #expect(Self.exchange(&test, subject: good.dropLast(4) + "AAAA").json["error"] == "invalid_grant")
    }

    @Test("A token of the pool reads nothing, and may be exchanged by whoever has the binding; lifetimes and scopes are looked at")
    func impersonation() throws {
        var test = try TestWorld()
        let subject = Self.identity(&test)
        let pool = try #require(Self.exchange(&test, subject: subject).json["access_token"]?.stringValue)
        #expect(test.get("/admin/directory/v1/users?customer=\(Self.customer)", token: pool).status == 401)
        let wanted: JSONValue = ["scope": [.string(Self.directoryScope)], "lifetime": "3600s"]
        let good = Self.credentials(&test, "generateAccessToken", wanted, token: pool)
        #expect(good.json["expireTime"]?.stringValue?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil, "\(good.text)")
        let token = try #require(good.json["accessToken"]?.stringValue)
        #expect(test.get("/admin/directory/v1/users?customer=\(Self.customer)", token: token).status == 200)
        #expect(test.get("/admin/directory/v1/groups?customer=\(Self.customer)", token: token).status == 403, "the scope is missing")
        for bad: JSONValue in [["scope": []], ["scope": ["directory"]], ["scope": [.string(Self.directoryScope)], "lifetime": "7200s"]] {
            #expect(Self.credentials(&test, "generateAccessToken", bad, token: pool).status == 400)
        }
        #expect(Self.credentials(&test, "generateAccessToken", wanted, token: "x").status == 401)
        test.send("POST", "/sandbox/google", json: ["mayImpersonate": false])
        let refused = Self.credentials(&test, "generateAccessToken", wanted, token: pool)
        #expect(refused.status == 403 && refused.text.contains("iam.serviceAccounts.getAccessToken"))
        test.clock.advance(by: 3_601)
        #expect(Self.credentials(&test, "generateAccessToken", wanted, token: pool).status == 401, "the pool's token has ended")
    }

    @Test("signJwt signs with a key of Google's own, which the token endpoint accepts beside the downloaded one")
    func signing() throws {
        var test = try TestWorld()
        let subject = Self.identity(&test)
        let pool = try #require(Self.exchange(&test, subject: subject).json["access_token"]?.stringValue)
        let now = Int(test.clock.now.timeIntervalSince1970)
        let claims: JSONValue = [
            "iss": .string(ServiceAccountKey.clientEmail), "sub": .string(Organisation.administrator), "scope": .string(GoogleTokenTests.allScopes),
            "aud": "https://oauth2.googleapis.com/token", "iat": .integer(now), "exp": .integer(now + 3600),
        ]
        let answer = Self.credentials(&test, "signJwt", ["payload": .string(claims.text)], token: pool)
        let signed = try #require(answer.json["signedJwt"]?.stringValue)
        let token = try #require(GoogleTokenTests.exchange(&test, signed).json["access_token"]?.stringValue)
        #expect(test.get("/admin/directory/v1/users?customer=my_customer", token: token).status == 200, "in the administrator's name")
        #expect(Self.credentials(&test, "signJwt", ["payload": "no JSON"], token: pool).status == 400)
        test.send("POST", "/sandbox/google", json: ["maySign": false])
        #expect(Self.credentials(&test, "signJwt", ["payload": .string(claims.text)], token: pool).text.contains("iam.serviceAccounts.signJwt"))
    }

    @Test("The metadata server wants its header, gives the same token until a minute before its end, and answers with its header")
    func metadata() throws {
        var test = try TestWorld()
        let header = ["Metadata-Flavor": "Google"]
        #expect(test.send("GET", Self.metadataToken).status == 403)
        #expect(test.send("GET", Self.metadataToken, header.merging(["X-Forwarded-For": "1.2.3.4"]) { $1 }).status == 403)
        let scoped = Self.metadataToken + "?scopes=" + Self.directoryScope.queryEncoded
        let first = test.send("GET", scoped, header)
        #expect(first.headers["Metadata-Flavor"] == "Google" && first.json["token_type"] == "Bearer")
        test.clock.advance(by: 3_500)
        let same = test.send("GET", scoped, header)
        #expect(same.json["access_token"] == first.json["access_token"] && same.json["expires_in"] == 100)
        test.clock.advance(by: 50)
        let next = test.send("GET", scoped, header)
        #expect(next.json["access_token"] != first.json["access_token"])
        let token = try #require(next.json["access_token"]?.stringValue)
        #expect(test.get("/admin/directory/v1/users?customer=\(Self.customer)", token: token).status == 200)
        #expect(test.send("GET", "/computeMetadata/v1/instance/service-accounts/default/email", header).text.contains(ServiceAccountKey.clientEmail))
        #expect(test.send("GET", "/", header).headers["Metadata-Flavor"] == "Google")
        test.send("POST", "/sandbox/google", json: ["ignoresAskedScopes": true])
        let fixed = try #require(test.send("GET", scoped, header).json["access_token"]?.stringValue)
        #expect(
            test.get("/admin/directory/v1/customer/\(Self.customer)/orgunits?type=all", token: fixed).status == 403, "the machine's own scopes rule")
    }

    @Test("A state file from before these ways opens, with tokens that are an administrator's")
    func olderState() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        var older = test.world.state
        older.googleAccess = nil
        older.poolTokens = nil
        older.googleTokens[token]?.isServiceAccounts = nil
        let data = try JSONEncoder().encode(older)
        #expect(!String(decoding: data, as: UTF8.self).contains("googleAccess"))
        test.world = SandboxWorld(
            state: try JSONDecoder().decode(SandboxState.self, from: data), options: SandboxOptions(), baseURL: "http://127.0.0.1:8080",
            now: { [clock = test.clock] in clock.now })
        #expect(test.get("/admin/directory/v1/users?customer=my_customer", token: token).status == 200)
    }
}
