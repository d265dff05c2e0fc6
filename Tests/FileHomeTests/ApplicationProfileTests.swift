import Engine
import Foundation
import Provisioning
import SCIM
import Testing

@testable import FileHome

@Suite("The profile of another app", .timeLimit(.minutes(5)))
struct ApplicationProfileTests {
    static var good: [String: Any] {
        [
            "$schema": "autoprovision-profile-1", "version": 1, "name": "Example Telephony", "scimBaseURL": "https://scim.example.com/v2",
            "authorization": "bearer",
            "attributes": [
                ["path": "userName", "label": "User name", "mandatory": true, "maximumLength": 64, "defaultSource": "primaryEmail"],
                ["path": #"emails[type eq "work"].value"#, "label": "Work email"],
                [
                    "path": "urn:example:params:scim:schemas:1.0:User:site", "label": "Site", "defaultSource": "customSchemas.Office.Site",
                    "category": "Work",
                ],
            ],
            "dialect": ["listsAreShort": true, "supportsPatch": false, "listsExtensionSchemas": false],
            "limits": ["requests": 100, "windowSeconds": 60, "inFlight": 4],
        ]
    }

    static func read(_ members: [String: Any]) throws -> ApplicationProfile {
        try ApplicationProfile.read(
            JSONSerialization.data(withJSONObject: members), file: "/etc/app.json", standardAttributes: ["primaryEmail", "name.givenName"])
    }

    @Test("A whole profile is read as it is written")
    func whole() throws {
        let profile = try Self.read(Self.good)
        #expect(profile.name == "Example Telephony")
        #expect(profile.scimBaseURL.absoluteString == "https://scim.example.com/v2")
        #expect(profile.authorization == .bearer)
        #expect(profile.limits == .init(requests: 100, windowSeconds: 60, inFlight: 4))
        #expect(
            profile.dialect
                == SCIMDialect(
                    listsExtensionSchemas: false, listsAreShort: true, supportsPatch: false, knownPaths: profile.attributes.map(\.path)))
        #expect(
            profile.attributes == [
                TargetAttribute(
                    path: "userName", label: "User name", isMandatory: true, maximumLength: 64, defaultSource: "primaryEmail", category: "Account"),
                TargetAttribute(path: #"emails[type eq "work"].value"#, label: "Work email", category: "Account"),
                TargetAttribute(
                    path: "urn:example:params:scim:schemas:1.0:User:site", label: "Site", defaultSource: "customSchemas.Office.Site", category: "Work"
                ),
            ])
    }

    @Test("What may be left out has the values that most services have; without limits the app's headers lead")
    func least() throws {
        var members = Self.good
        for key in ["$schema", "dialect", "limits"] { members[key] = nil }
        let profile = try Self.read(members)
        #expect(profile.limits == nil)
        #expect(profile.dialect == SCIMDialect(knownPaths: profile.attributes.map(\.path)))
        members["limits"] = ["requests": 5, "windowSeconds": 1]
        #expect(try Self.read(members).limits == .init(requests: 5, windowSeconds: 1, inFlight: 1))
    }

    @Test("The endpoints of the app's OAuth are read; what a server does not offer may be left out")
    func oauth() throws {
        var endpoints = [
            "authorizationEndpoint": "https://id.example.com/authorize", "tokenEndpoint": "https://id.example.com/token",
            "revocationEndpoint": "https://id.example.com/revoke", "scope": "scim:write offline_access",
        ]
        var members = Self.good.merging(["authorization": "oauth", "oauth": endpoints]) { _, new in new }
        let whole = try #require(try Self.read(members).oauth)
        #expect(
            [whole.authorizationEndpoint, whole.tokenEndpoint, whole.revocationEndpoint].map { $0?.absoluteString }
                == ["https://id.example.com/authorize", "https://id.example.com/token", "https://id.example.com/revoke"])
        #expect(whole.scope == "scim:write offline_access")
        for key in ["revocationEndpoint", "scope"] { endpoints[key] = nil }
        members["oauth"] = endpoints
        let least = try #require(try Self.read(members).oauth)
        #expect(least.revocationEndpoint == nil && least.scope == nil)
        members["oauth"] = nil
        #expect(try Self.read(members).oauth == nil)
    }

    struct Bad: CustomTestStringConvertible, @unchecked Sendable {  // Immutable JSON values, which Foundation types as Any.
        let testDescription: String
        /// Members that replace those of the good profile; `NSNull` takes one away.
        let members: [String: Any]
        /// The path of the problem, and a part of what it says would be valid.
        let path: String
        let cure: String
    }

    static func attribute(_ members: [String: Any]) -> [String: Any] {
        let userName: [String: Any] = ["path": "userName", "label": "User name", "mandatory": true]
        return ["attributes": [userName, ["path": "title", "label": "Title"].merging(members) { _, new in new }]]
    }

    static let bad: [Bad] = [
        Bad(testDescription: "no version", members: ["version": NSNull()], path: "version", cure: "write 1"),
        Bad(testDescription: "no name", members: ["name": NSNull()], path: "name", cure: "write a text"),
        Bad(testDescription: "name with escape", members: ["name": "A\u{1B}[31m"], path: "name", cure: "without control characters"),
        Bad(testDescription: "blank name", members: ["name": "  "], path: "name", cure: "1 to 60 characters"),
        Bad(testDescription: "plain http", members: ["scimBaseURL": "http://scim.example.com"], path: "scimBaseURL", cure: "https://HOST/PATH"),
        Bad(testDescription: "no address", members: ["scimBaseURL": 7], path: "scimBaseURL", cure: "a text"),
        Bad(testDescription: "authorization", members: ["authorization": "basic"], path: "authorization", cure: "Valid are bearer, oauth."),
        Bad(
            testDescription: "endpoints of a bearer token",
            members: ["oauth": ["authorizationEndpoint": "https://a.example/a", "tokenEndpoint": "https://a.example/t"]], path: "oauth",
            cure: "leave it out"),
        Bad(
            testDescription: "half of the endpoints", members: ["authorization": "oauth", "oauth": ["authorizationEndpoint": "https://a.example/a"]],
            path: "oauth.tokenEndpoint", cure: "a text"),
        Bad(
            testDescription: "endpoint without TLS",
            members: ["authorization": "oauth", "oauth": ["authorizationEndpoint": "https://a.example/a", "tokenEndpoint": "http://a.example/t"]],
            path: "oauth.tokenEndpoint", cure: "https://HOST/PATH"),
        Bad(
            testDescription: "key of the endpoints",
            members: [
                "authorization": "oauth",
                "oauth": ["authorizationEndpoint": "https://a.example/a", "tokenEndpoint": "https://a.example/t", "jwks": "https://a.example/j"],
            ], path: "oauth.jwks", cure: "revocationEndpoint"),
        Bad(testDescription: "unknown key", members: ["tokens": "x"], path: "tokens", cure: "there are $schema, attributes"),
        Bad(testDescription: "no attributes", members: ["attributes": [Any]()], path: "attributes", cure: "a list of at least one attribute"),
        Bad(
            testDescription: "no user name", members: ["attributes": [["path": "title", "label": "Title"]]], path: "attributes",
            cure: "\"userName\" with \"mandatory\": true"),
        Bad(testDescription: "path", members: attribute(["path": "a.b.c"]), path: "attributes[1].path", cure: "name.givenName"),
        Bad(testDescription: "reserved path", members: attribute(["path": "active"]), path: "attributes[1].path", cure: "Leave it out"),
        Bad(testDescription: "twice", members: attribute(["path": "USERNAME"]), path: "attributes[1].path", cure: "keep one"),
        Bad(testDescription: "no label", members: attribute(["label": NSNull()]), path: "attributes[1].label", cure: "a text"),
        Bad(testDescription: "mandatory", members: attribute(["mandatory": 1]), path: "attributes[1].mandatory", cure: "true or false"),
        Bad(testDescription: "length", members: attribute(["maximumLength": 0]), path: "attributes[1].maximumLength", cure: "from 1 to 10000"),
        Bad(testDescription: "source", members: attribute(["defaultSource": "mail"]), path: "attributes[1].defaultSource", cure: "primaryEmail"),
        Bad(testDescription: "format", members: attribute(["format": "number"]), path: "attributes[1].format", cure: "write text, phoneNumber"),
        Bad(testDescription: "region without a country", members: attribute(["format": "region"]), path: "attributes[1].countryPath", cure: "a text"),
        Bad(
            testDescription: "country of a region", members: attribute(["format": "region", "countryPath": "c", "regionMandatoryIn": ["usa"]]),
            path: "attributes[1].regionMandatoryIn", cure: "two capital letters"),
        Bad(testDescription: "step", members: attribute(["defaultSteps": ["shout"]]), path: "attributes[1].defaultSteps", cure: "there are trim"),
        Bad(testDescription: "steps", members: attribute(["defaultSteps": "trim"]), path: "attributes[1].defaultSteps", cure: "list of steps"),
        Bad(testDescription: "key of a row", members: attribute(["max": 3]), path: "attributes[1].max", cure: "maximumLength"),
        Bad(testDescription: "row", members: ["attributes": ["userName"]], path: "attributes[0]", cure: "it must be an object"),
        Bad(testDescription: "dialect", members: ["dialect": ["supportsPatch": "no"]], path: "dialect.supportsPatch", cure: "true or false"),
        Bad(testDescription: "dialect key", members: ["dialect": ["patch": true]], path: "dialect.patch", cure: "supportsPatch"),
        Bad(testDescription: "limits", members: ["limits": ["requests": 10]], path: "limits.windowSeconds", cure: "1 to 86400"),
        Bad(testDescription: "no requests", members: ["limits": ["requests": 0, "windowSeconds": 1]], path: "limits.requests", cure: "from 1"),
        Bad(
            testDescription: "in flight", members: ["limits": ["requests": 9, "windowSeconds": 1, "inFlight": true]], path: "limits.inFlight",
            cure: "from 1 to 100"),
    ]

    @Test("What cannot be right is named with its path and what would be valid", arguments: bad)
    func refused(bad: Bad) throws {
        let members = Self.good.merging(bad.members) { _, new in new }.filter { !($0.value is NSNull) }
        let error = #expect(throws: ConfigurationError.self) { try Self.read(Self.withoutNulls(members)) }
        guard case .invalid("/etc/app.json", let problems)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(problems.map(\.path) == [bad.path], "\(problems)")
        #expect(problems.first?.message.contains(bad.cure) == true, "\(problems)")
    }

    private static func withoutNulls(_ members: [String: Any]) -> [String: Any] {
        members.mapValues { value in
            guard let rows = value as? [[String: Any]] else { return value }
            return rows.map { row in row.filter { !($0.value is NSNull) } }
        }
    }

    @Test("Everything that is wrong is told at once; another version and text that is not JSON are told apart")
    func families() throws {
        let members = Self.good.merging(["name": 1, "authorization": "x", "limits": ["requests": 1]]) { _, new in new }
        guard case .invalid(_, let problems)? = #expect(throws: ConfigurationError.self, performing: { try Self.read(members) }) else { return }
        #expect(problems.map(\.path) == ["name", "authorization", "limits.windowSeconds"])
        #expect(throws: ConfigurationError.unknownVersion(file: "/etc/app.json", found: 2)) {
            try Self.read(Self.good.merging(["version": 2]) { _, new in new })
        }
        let error = #expect(throws: ConfigurationError.self) {
            try ApplicationProfile.read(Data("{\n  \"version\": 1,\n}x".utf8), file: "/etc/app.json", standardAttributes: [])
        }
        guard case .malformed("/etc/app.json", let line?, _, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(line >= 2)
    }

    @Test("The mapping is held against the profile's attributes, and its words name the app; nothing is overwritten")
    func mapping() throws {
        let place = try TemporaryHome()
        let file = place.folder.appending(path: "app.json")
        let text = try JSONSerialization.data(withJSONObject: Self.good.merging(["attributes": [Self.userName]]) { _, new in new })
        try text.write(to: file)
        var configuration = Configuration(application: ApplicationSettings(profile: file.path))
        configuration.autoprovisioning.mapping = [AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")])]
        let saved = try place.store.save(configuration)
        #expect(saved.application.profile == file.path)
        #expect(try place.store.load() == saved)

        var wrong = saved
        wrong.autoprovisioning.mapping.append(AttributeMapping(target: "nickName", sources: [.fixed("x")]))
        #expect {
            try place.store.save(wrong)
        } throws: {
            String(describing: $0).contains("Example Telephony has no attribute \"nickName\"; it has userName.")
        }
        #expect(try Data(contentsOf: file) == text)
    }

    @Test("Formats, steps and what a value may do later are read")
    func formats() throws {
        let attributes: [[String: Any]] = [
            Self.userName,
            [
                "path": "phone", "label": "Phone", "format": "phoneNumber", "clearable": false, "defaultSource": "phones[work]",
                "defaultSteps": ["trim", "e164:US"],
            ],
            ["path": "address.region", "label": "State", "format": "region", "countryPath": "address.country", "regionMandatoryIn": ["US"]],
            ["path": "badge", "label": "Badge", "onlyWhenCreated": true],
        ]
        let text = try JSONSerialization.data(withJSONObject: Self.good.merging(["attributes": attributes]) { _, new in new })
        let profile = try ApplicationProfile.read(text, file: "app.json", standardAttributes: ["primaryEmail", "phones[work]"])
        let read = profile.attributes
        #expect(read.map(\.format) == [.text, .phoneNumber, .region(country: "address.country", mandatoryIn: ["US"]), .text])
        #expect(read[1].proposedSource == .attribute("phones[work]", steps: [.trim, .e164(.init(fallback: "US"))]))
        #expect(read.map(\.isClearable) == [true, false, true, true] && read.map(\.isOnlyWhenCreated) == [false, false, false, true])
    }

    static var userName: [String: Any] { ["path": "userName", "label": "User name", "mandatory": true, "defaultSource": "primaryEmail"] }

    @Test("A profile that is missing, or no whole path, says where it is named", arguments: ["/nowhere/app.json", "app.json"])
    func missing(path: String) throws {
        let place = try TemporaryHome()
        let error = #expect(throws: ConfigurationError.self) {
            try place.store.save(Configuration(application: ApplicationSettings(profile: path)))
        }
        #expect(error.map { $0.description.contains("application.profile") && $0.description.contains(path) } == true)
    }
}
