import Foundation
import HTTP
import Testing

@testable import SCIM

@Suite("Looking an account up", .timeLimit(.minutes(1)))
struct LookupTests {
    static let all = #"{"totalResults":2,"Resources":[{"id":"1","userName":"a@x","externalId":"p1"},{"id":"2","userName":"b@x","externalId":"p2"}]}"#
    static let nobody = #"{"totalResults":0}"#

    /// How a service answers a filter, and how many requests two lookups take.
    static let filters: [(String, HTTPResponse, String?, Int)] = [
        ("answers it", .json(#"{"totalResults":1,"Resources":[{"id":"2","userName":"B@x"}]}"#), "2", 2),
        ("says that there is nobody", .json(nobody), nil, 2),
        ("ignores it", .json(all), "2", 2),
        ("ignores it and gives others only", .json(#"{"totalResults":9,"Resources":[{"id":"1","userName":"a@x"}]}"#), "2", 3),
        ("knows no filter", .json(#"{"scimType":"invalidFilter","detail":"no"}"#, status: 400), "2", 3),
        ("knows no such request", .json("{}", status: 501), "2", 3),
    ]

    @Test("Where a filter does not count, all accounts are listed, and are from then on", arguments: filters)
    func filter(name: String, answer: HTTPResponse, found: String?, requests: Int) async throws {
        let service = ScriptedService { $0.url.query?.contains("filter") == true ? answer : .json(Self.all) }
        let client = try service.client()
        #expect(try await client.account(userName: "b@x")?.id == found)
        #expect(try await client.account(userName: "b@x")?.id == found)
        #expect(service.requests.count == requests)
    }

    @Test(
        "A lookup that finds nobody is not believed when the list knows better: by our id, else by user name", arguments: [("p2", "2"), ("p9", "1")])
    func listKnowsBetter(person: String, found: String) async throws {
        let client = try ScriptedService { $0.url.query?.contains("filter") == true ? .json(Self.nobody) : .json(Self.all) }.client()
        #expect(try await client.account(userName: "a@x", orExternalId: person)?.id == found)
    }

    @Test("A list is not read to its end when it has more pages than it is worth")
    func pages() async throws {
        let page = (1...100).map { #"{"id":"\#($0)","userName":"u\#($0)"}"# }.joined(separator: ",")
        let service = ScriptedService { _ in .json(#"{"totalResults":900,"Resources":[\#(page)]}"#) }
        #expect(try await service.client().accounts(pages: 8) == nil)
        #expect(service.requests.count == 1)
    }

    @Test("Whether the authorization counts does not depend on filters")
    func check() async throws {
        try await ScriptedService { _ in .json(#"{"scimType":"invalidFilter"}"#, status: 400) }.client().checkAuthorization()
    }

    @Test("An app that keeps no externalId is sent none, and none is read")
    func withoutExternalId() async throws {
        let service = ScriptedService { _ in .json(#"{"id":"7","userName":"a@x","externalId":"its own"}"#) }
        let client = try service.client(SCIMDialect(keepsExternalId: false, knownPaths: ["userName"]))
        #expect(try await client.account(id: "7")?.externalId == nil)
        _ = try await client.create(AccountDocument(attributes: ["userName": "a@x"], externalId: "p1", active: true))
        try await client.patch(id: "7", changes: AccountChanges(from: [:], to: [:], externalId: "p1", active: true))
        #expect(service.bodies.count == 2 && service.bodies.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("externalId") })
    }

    @Test("A read that shows another account says nothing about the one that was asked for; who judges what is shown sees it as it is")
    func anotherAccount() async throws {
        let service = ScriptedService { _ in .json(#"{"id":"8","userName":"b@x","externalId":"p2"}"#) }
        let client = try service.client()
        let error = await #expect(throws: SCIMError.self) { _ = try await client.account(id: "7") }
        #expect(error?.code == "unexpected-answer" && error?.description.contains("account 7") == true, "\(String(describing: error))")
        #expect(try await client.shownAccount(id: "7")?.id == "8")
    }

    @Test("Another account is never the base of a replacement")
    func replacement() async throws {
        let service = ScriptedService { _ in .json(#"{"id":"8","userName":"b@x","externalId":"p2"}"#) }
        let client = try service.client(SCIMDialect(supportsPatch: false, knownPaths: ["userName", "title"]))
        await #expect(throws: SCIMError.self) { try await client.patch(id: "7", changes: AccountChanges(from: [:], to: ["title": "Chief"])) }
        #expect(service.bodies.isEmpty, "\(service.requests)")
    }
}
