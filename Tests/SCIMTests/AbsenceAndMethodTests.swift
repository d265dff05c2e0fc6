import Foundation
import HTTP
import JSON
import Testing

@testable import SCIM

@Suite("What a refusal says of the account and of the method", .timeLimit(.minutes(1)))
struct AbsenceAndMethodTests {
    static let account = #"{"id":"7","userName":"a@x","active":true,"externalId":"p1"}"#

    static let absences: [(String, HTTPResponse, Bool)] = [
        ("an error in SCIM's own words", .gone, true),
        ("a page of a gateway", .page("<h1>404 Not Found</h1>", status: 404), false),
        ("no body", HTTPResponse(status: 404, body: Data()), false),
        ("the platform's own error", .json(#"{"errors":[{"errorCode":"CMN-102","message":"Resource not found"}]}"#, status: 404), false),
        ("an error about another status", .json(#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500"}"#, status: 404), false),
        ("410", .json(#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"410"}"#, status: 410), false),
    ]

    @Test("Gone is believed in SCIM's own words only", arguments: absences)
    func absence(name: String, answer: HTTPResponse, isGone: Bool) async throws {
        let client = try ScriptedService { _ in answer }.client()
        if isGone {
            #expect(try await client.account(id: "7") == nil)
        } else {
            await #expect {
                try await client.account(id: "7")
            } throws: { error in
                (error as? SCIMError)?.code == "absence-unconfirmed"
            }
        }
    }

    /// How a service refuses PATCH, and the methods that two changes then take.
    static let refusals: [(String, HTTPResponse, [String])] = [
        ("405", .page("", status: 405), ["PATCH", "PUT", "PUT"]), ("501", .json("{}", status: 501), ["PATCH", "PUT", "PUT"]),
        ("403 that names PATCH", .json(#"{"detail":"PATCH is not supported"}"#, status: 403), ["PATCH", "PUT", "PUT"]),
        ("a router's page", .page("<pre>Cannot PATCH /v2/Users/7</pre>", status: 404), ["PATCH", "PUT", "PUT"]),
        ("400 in words", .json(#"{"detail":"Patch operations are disabled"}"#, status: 400), ["PATCH", "PUT", "PUT"]),
        ("operations that it does not know", .json(#"{"scimType":"invalidSyntax"}"#, status: 400), ["PATCH", "PUT", "PATCH", "PUT"]),
    ]

    @Test("Whatever says that PATCH is not to be had leads to PUT, and is asked once", arguments: refusals)
    func patch(name: String, refusal: HTTPResponse, methods: [String]) async throws {
        let service = ScriptedService { $0.method == .patch ? refusal : .json(Self.account) }
        let client = try service.client()
        for _ in 0..<2 { try await client.setActive(id: "7", false) }
        #expect(service.requests.compactMap { $0.split(separator: " ").first.map(String.init) }.filter { $0 != "GET" } == methods)
    }

    @Test("A refusal about the account is none of PATCH, and says so", arguments: [403, 409])
    func accountRefused(status: Int) async throws {
        let service = ScriptedService { $0.method == .patch ? .json(#"{"detail":"This account is locked"}"#, status: status) : .json(Self.account) }
        let client = try service.client()
        await #expect(throws: SCIMError.self) { try await client.setActive(id: "7", false) }
        #expect(service.requests == ["PATCH /v2/Users/7"])
    }

    static let answers: [(String, HTTPResponse, Bool)] = [
        ("an account", .json(account), true), ("an account without a content type", HTTPResponse(status: 200, body: Data(account.utf8)), true),
        ("an account as a page", .page(account), false), ("a sign-in page", .page("<html>Sign in</html>"), false),
        ("nothing", HTTPResponse(status: 204, body: Data()), false), ("a note", .json(#"{"status":"accepted"}"#, status: 202), false),
        ("an account without a user name", .json(#"{"id":"7"}"#), false),
    ]

    @Test("A whole answer is an account in JSON; everything else is silence", arguments: answers)
    func whole(name: String, answer: HTTPResponse, isWhole: Bool) async throws {
        let client = try ScriptedService { _ in answer }.client()
        #expect((try await client.setActive(id: "7", false).account != nil) == isWhole)
    }

    static let lists: [(String, String, String, String)] = [
        ("said without a type, kept without", "emails.value", #"[{"value":"a@x"}]"#, #"[{"value":"b@x"}]"#),
        (
            "said without a type, kept with one", "emails.value", #"[{"type":"work","value":"a@x","primary":true}]"#,
            #"[{"type":"work","value":"b@x","primary":true}]"#
        ),
        ("said with a type, kept without: not doubled", #"emails[type eq "work"].value"#, #"[{"value":"a@x"}]"#, #"[{"value":"b@x"}]"#),
        (
            "said with a type, others beside it", #"emails[type eq "work"].value"#, #"[{"value":"h@x"},{"value":"a@x"}]"#,
            #"[{"value":"h@x"},{"value":"b@x"}]"#
        ),
    ]

    @Test("E-mails without a type", arguments: lists)
    func emails(name: String, path: String, current: String, wanted: String) async throws {
        let service = ScriptedService { _ in .json(#"{"id":"7","userName":"a@x","emails":\#(current)}"#) }
        let client = try service.client(SCIMDialect(supportsPatch: false, knownPaths: ["userName", path]))
        if !current.contains("h@x") { #expect(try await client.account(id: "7")?.attributes[path] == "a@x") }
        try await client.patch(id: "7", changes: AccountChanges(from: [path: "a@x"], to: [path: "b@x"]))
        let put = try #require(service.bodies.last.map { String(decoding: $0, as: UTF8.self) })
        let sorted = wanted.replacing(#"{"type":"work","value":"b@x","primary":true}"#, with: #"{"primary":true,"type":"work","value":"b@x"}"#)
        #expect(put.contains(#""emails":\#(sorted)"#), "\(put)")
    }

    @Test("One of several e-mails without a type is named by its value")
    func untypedPatch() throws {
        let operations = AccountChanges(from: ["emails.value": #"a"b@x"#], to: ["emails.value": "c@x"]).operations.map {
            String(decoding: $0.data, as: UTF8.self)
        }
        #expect(operations == [#"{"op":"replace","path":"emails[value eq \"a\\\"b@x\"].value","value":"c@x"}"#])
    }
}
