import CryptoExtras
import Foundation
import Testing

@testable import Sandbox

@Suite("Google token endpoint", .timeLimit(.minutes(5)))
struct GoogleTokenTests {
    static let allScopes = GoogleScope.delegated.sorted().joined(separator: " ")

    static func assertion(_ test: TestWorld, header: JSONValue = ["alg": "RS256", "typ": "JWT"], _ changes: [String: JSONValue?] = [:]) throws
        -> String
    {
        let now = Int(test.clock.now.timeIntervalSince1970)
        var claims: [String: JSONValue] = [
            "iss": .string(ServiceAccountKey.clientEmail), "sub": .string(Organisation.administrator), "scope": .string(allScopes),
            "aud": "http://127.0.0.1:8080/token", "iat": .integer(now), "exp": .integer(now + 3600),
        ]
        for (name, value) in changes { claims[name] = value }
        let signed = Data(header.text.utf8).base64URL + "." + Data(JSONValue.object(claims).text.utf8).base64URL
        let key = try _RSA.Signing.PrivateKey(pemRepresentation: try TestWorld.sharedKey.get().privateKey)
        let signature = try key.signature(for: Data(signed.utf8), padding: .insecurePKCS1v1_5)
        return signed + "." + signature.rawRepresentation.base64URL
    }

    static func exchange(_ test: inout TestWorld, _ assertion: String) -> SandboxResponse {
        test.form("/token", ["grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion])
    }

    static func signIn(_ test: inout TestWorld, scopes: String = allScopes) throws -> String {
        let answer = exchange(&test, try assertion(test, ["scope": .string(scopes)]))
        return try #require(answer.json["access_token"]?.stringValue)
    }

    @Test(
        "Failures",
        arguments: [
            (["iss": "stranger@example.com"], 400, "invalid_grant"), (["aud": "https://other.example/token"], 400, "invalid_grant"),
            (["sub": "nobody@corp.example"], 400, "invalid_grant"), (["sub": nil, "scope": "directory"], 400, "invalid_scope"),
            (["exp": 1], 400, "invalid_grant"),
            (["exp": 1_800_003_601], 400, "invalid_grant"), (["iat": 1_800_000_400], 400, "invalid_grant"), (["iat": "now"], 400, "invalid_grant"),
            (["scope": ""], 400, "invalid_scope"), (["scope": "https://www.googleapis.com/auth/admin.directory.user"], 401, "unauthorized_client"),
        ] as [([String: JSONValue?], Int, String)])
    func failures(changes: [String: JSONValue?], status: Int, error: String) throws {
        var test = try TestWorld()
        let answer = Self.exchange(&test, try Self.assertion(test, changes))
        #expect(answer.status == status)
        #expect(answer.json["error"]?.stringValue == error)
        #expect(answer.json["error_description"]?.stringValue?.isEmpty == false)
    }

    @Test("Google's own clients name Google's audience, whatever the key file's token_uri says")
    func googleAudience() throws {
        var test = try TestWorld()
        let assertion = try Self.assertion(test, ["aud": "https://oauth2.googleapis.com/token"])
        #expect(Self.exchange(&test, assertion).status == 200)
    }

    @Test("The subject must be an administrator in good standing")
    func subject() throws {
        var test = try TestWorld()
        let other = test.world.state.organisation.people[10].primaryEmail
        let asOther = try Self.assertion(test, ["sub": .string(other)])
        #expect(Self.exchange(&test, asOther).json["error"] == "access_denied")
        test.send("POST", "/sandbox/people/\(Organisation.administrator)/suspend", json: [:])
        let asSuspended = try Self.assertion(test)
        #expect(Self.exchange(&test, asSuspended).json["error"] == "invalid_grant")
    }

    @Test("The signature is really checked")
    func signature() throws {
        var test = try TestWorld()
        let good = try Self.assertion(test)
        let other = try Self.assertion(test, ["scope": "x"])
        let mixed = good.split(separator: ".").prefix(2).joined(separator: ".") + "." + (other.split(separator: ".").last ?? "")
        #expect(Self.exchange(&test, mixed).json["error_description"] == "Invalid JWT Signature.")
        let unsigned = try Self.assertion(test, header: ["alg": "none"])
        #expect(Self.exchange(&test, unsigned).json["error"] == "invalid_grant")
        let otherKey = try Self.assertion(test, header: ["alg": "RS256", "kid": "other"])
        #expect(Self.exchange(&test, otherKey).json["error_description"] == "Invalid JWT Signature.")
        for text in ["", "a.b", "a.b.c", "....", "🙂.🙂.🙂"] { #expect(Self.exchange(&test, text).json["error"] == "invalid_grant") }
        #expect(Self.exchange(&test, good).status == 200)
    }

    @Test("An assertion made by the real clock is good after the sandbox's clock moved; the access token is not")
    func movedClock() throws {
        var test = try TestWorld()
        let token = try Self.signIn(&test)
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 700_000])
        #expect(test.get("/admin/directory/v1/users?customer=my_customer", token: token).status == 401)
        let fresh = try Self.assertion(test)
        #expect(Self.exchange(&test, fresh).status == 200)
    }
}

@Suite("Google Directory API", .timeLimit(.minutes(5)))
struct GoogleDirectoryTests {
    static let users = "/admin/directory/v1/users"

    @Test("A listing in pages has everybody once", arguments: [7, 100, 500])
    func paging(size: Int) throws {
        var test = try TestWorld(users: 120)
        let token = try GoogleTokenTests.signIn(&test)
        var ids: [String] = []
        var next: String? = nil
        repeat {
            let page = test.get("\(Self.users)?customer=my_customer&maxResults=\(size)" + (next.map { "&pageToken=\($0)" } ?? ""), token: token).json
            let people = try #require(page["users"]?.arrayValue)
            #expect(people.count <= size)
            ids += people.compactMap { $0["id"]?.stringValue }
            next = page["nextPageToken"]?.stringValue
        } while next != nil
        #expect(ids.count == 120)
        #expect(Set(ids).count == 120)
    }

    @Test(
        "Bad parameters",
        arguments: [
            ("users", 400, "badRequest"), ("users?customer=C_other", 403, "forbidden"), ("users?domain=nowhere.example", 404, "notFound"),
            ("users?customer=my_customer&maxResults=501", 400, "invalid"), ("users?customer=my_customer&maxResults=0", 400, "invalid"),
            ("users?customer=my_customer&pageToken=xyz", 400, "invalid"), ("users?customer=my_customer&projection=most", 400, "invalid"),
            ("users?customer=my_customer&fields=users(nonsense)", 400, "invalidParameter"),
            ("users?customer=my_customer&fields=users(id", 400, "invalidParameter"),
            ("users?customer=my_customer&query=shoeSize%3D44", 400, "invalid"), ("users/nobody@corp.example", 404, "notFound"),
            ("groups?customer=my_customer&maxResults=201", 400, "invalid"), ("groups", 400, "badRequest"),
            ("groups/none@corp.example/members", 404, "notFound"),
            ("groups/sales@corp.example/members?roles=KING", 400, "invalid"), ("customer/C_other/orgunits?type=all", 403, "forbidden"),
            ("customer/my_customer/orgunits?orgUnitPath=/None", 404, "notFound"), ("nothing", 404, "notFound"),
        ])
    func badParameters(path: String, status: Int, reason: String) throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let answer = test.get("/admin/directory/v1/" + path, token: token)
        #expect(answer.status == status)
        #expect(answer.json["error"]?["code"]?.integerValue == status)
        #expect(answer.json["error"]?["errors"]?.arrayValue?.first?["reason"]?.stringValue == reason)
    }

    @Test("A page token belongs to its listing, and lives three days")
    func pageTokens() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let next = try #require(test.get("\(Self.users)?customer=my_customer&maxResults=5", token: token).json["nextPageToken"]?.stringValue)
        #expect(test.get("\(Self.users)?customer=my_customer&showDeleted=true&pageToken=\(next)", token: token).status == 400)
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 259_201])
        let fresh = try GoogleTokenTests.signIn(&test)
        #expect(test.get("\(Self.users)?customer=my_customer&maxResults=5&pageToken=\(next)", token: fresh).status == 400)
    }

    @Test("Deleted people are listed apart, for twenty days")
    func deleted() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let person = test.world.state.organisation.people[12]
        #expect(test.send("POST", "/sandbox/people/\(person.id)/delete", json: [:]).status == 200)
        func ids(_ query: String, _ token: String) -> [String] {
            test.get("\(Self.users)?customer=my_customer&maxResults=500" + query, token: token).json["users"]?.arrayValue?.compactMap {
                $0["id"]?.stringValue
            } ?? []
        }
        #expect(!ids("", token).contains(person.id))
        #expect(ids("&showDeleted=true", token).contains(person.id))
        #expect(test.get("\(Self.users)/\(person.id)", token: token).status == 404)
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 1_727_999])
        let later = try GoogleTokenTests.signIn(&test)
        #expect(ids("&showDeleted=true", later) == [person.id])
        test.send("POST", "/sandbox/clock", json: ["advanceSeconds": 1])
        let empty = test.get("\(Self.users)?customer=my_customer&showDeleted=true", token: try GoogleTokenTests.signIn(&test))
        #expect(empty.status == 200)
        #expect(empty.json["users"] == nil)
        #expect(test.send("POST", "/sandbox/people/\(person.id)/undelete", json: [:]).status == 409)
    }

    @Test("Scopes open their own resources only")
    func scopes() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test, scopes: GoogleScope.prefix + "admin.directory.user.readonly")
        #expect(test.get("\(Self.users)?customer=my_customer", token: token).status == 200)
        for path in [
            "groups?customer=my_customer", "groups/sales@corp.example/members", "customer/my_customer/orgunits", "customer/my_customer/domains",
        ] {
            #expect(
                test.get("/admin/directory/v1/" + path, token: token).json["error"]?["errors"]?.arrayValue?.first?["reason"]
                    == "insufficientPermissions")
        }
        #expect(test.get(Self.users).status == 401)
    }

    @Test("Fields and projection decide what is shown")
    func fields() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let masked = test.get("\(Self.users)?customer=my_customer&fields=nextPageToken,users(id,name/givenName)", token: token).json
        #expect(Set(masked.objectValue?.keys ?? [:].keys) == ["users"])
        #expect(Set(masked["users"]?.arrayValue?.first?.objectValue?.keys ?? [:].keys) == ["id", "name"])
        #expect(Set(masked["users"]?.arrayValue?.first?["name"]?.objectValue?.keys ?? [:].keys) == ["givenName"])
        func schemas(_ projection: String) -> Bool {
            test.get("\(Self.users)?customer=my_customer&maxResults=500" + projection, token: token).text.contains("Telephony")
        }
        #expect(!schemas(""))
        #expect(schemas("&projection=full"))
        #expect(schemas("&projection=custom&customFieldMask=Telephony"))
        #expect(!schemas("&projection=custom&customFieldMask=Other"))
    }

    @Test("People by id, address and alias; a rename keeps the id and leaves an alias")
    func keys() throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let person = test.world.state.organisation.people[10]
        #expect(test.send("POST", "/sandbox/people/\(person.id)/rename", json: ["primaryEmail": "renamed@corp.example"]).status == 200)
        for key in [person.id, person.primaryEmail, "renamed@corp.example", "RENAMED@corp.example"] {
            let user = test.get("\(Self.users)/\(key.queryEncoded)", token: token).json
            #expect(user["id"]?.stringValue == person.id)
            #expect(user["primaryEmail"] == "renamed@corp.example")
        }
        #expect(test.get("\(Self.users)?customer=my_customer&query=email:renamed*", token: token).json["users"]?.arrayValue?.count == 1)
    }

    @Test("domain keeps the people whose address is on it")
    func domains() throws {
        var test = try TestWorld(users: 200)
        let token = try GoogleTokenTests.signIn(&test)
        let people = test.get("\(Self.users)?domain=subsidiary.example&maxResults=500", token: token).json["users"]?.arrayValue ?? []
        #expect(!people.isEmpty)
        #expect(people.allSatisfy { $0["primaryEmail"]?.stringValue?.hasSuffix("@subsidiary.example") == true })
        let domains = test.get("/admin/directory/v1/customer/my_customer/domains", token: token).json["domains"]?.arrayValue ?? []
        #expect(domains.map { $0["isPrimary"] } == [true, false])
        #expect(domains.first?["domainAliases"]?.arrayValue?.count == 1)
    }

    @Test("Members: direct or derived, an outsider, the customer, nobody")
    func members() throws {
        var test = try TestWorld(users: 300)
        let token = try GoogleTokenTests.signIn(&test)
        func members(_ group: String, _ query: String = "") -> [JSONValue] {
            test.get("/admin/directory/v1/groups/\(group)@corp.example/members" + query, token: token).json["members"]?.arrayValue ?? []
        }
        let emea = Set(members("sales-emea").compactMap { $0["id"]?.stringValue })
        let direct = members("sales")
        let derived = members("sales", "?includeDerivedMembership=true")
        #expect(!emea.isEmpty)
        #expect(direct.contains { $0["type"] == "GROUP" && $0["email"] == "sales-emea@corp.example" })
        #expect(emea.isDisjoint(with: direct.compactMap { $0["id"]?.stringValue }))
        #expect(emea.isSubset(of: derived.compactMap { $0["id"]?.stringValue }))
        #expect(derived.count == direct.count + emea.count)
        #expect(members("partners").contains { $0["email"] == "sam.outsider@partner.example" })
        let everyone = members("everyone")
        #expect(everyone.first?["type"] == "CUSTOMER")
        #expect(everyone.first?["email"] == nil)
        #expect(test.get("/admin/directory/v1/groups/empty-committee@corp.example/members", token: token).json["members"] == nil)
        #expect(members("all-staff").count == 200)
        #expect(test.get("/admin/directory/v1/groups?userKey=sam.outsider@partner.example", token: token).json["groups"]?.arrayValue?.count == 1)
    }

    @Test(
        "Units are listed whole, or one level",
        arguments: [("type=all", 16), ("type=children", 8), ("type=all&orgUnitPath=/Sales", 3), ("type=allIncludingParent", 17)])
    func units(query: String, count: Int) throws {
        var test = try TestWorld()
        let token = try GoogleTokenTests.signIn(&test)
        let units = test.get("/admin/directory/v1/customer/my_customer/orgunits?" + query, token: token).json["organizationUnits"]?.arrayValue ?? []
        #expect(units.count == count)
        let schema = test.get("/admin/directory/v1/customer/my_customer/schemas", token: token).json["schemas"]?.arrayValue?.first
        #expect(schema?["schemaName"] == "Telephony")
    }
}
