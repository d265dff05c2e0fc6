import Foundation
import HTTP
import JSON
import Testing

@testable import SCIM

@Suite("One odd record is one person's finding", .timeLimit(.minutes(1)))
struct OddRecordTests {
    static let core = "urn:ietf:params:scim:schemas:core:2.0:User"

    static func list(_ odd: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            status: 200,
            body: Data(#"{"totalResults":3,"Resources":[{"id":"1","userName":"a"},"#.utf8) + Data(odd) + Data(#",{"id":"3","userName":"c"}]}"#.utf8))
    }

    static let odd: [(String, [UInt8], [String])] = [
        ("no user name", Array(#"{"id":"2","externalId":"p2"}"#.utf8), ["1:a", "2:", "3:c"]),
        ("no id", Array(#"{"userName":"b"}"#.utf8), ["1:a", "3:c"]),
        ("no object", Array("null".utf8), ["1:a", "3:c"]),
        ("an id of 19 digits", Array(#"{"id":1234567890123456789,"userName":"b"}"#.utf8), ["1:a", "1234567890123456789:b", "3:c"]),
        ("an id with leading zeros", Array(#"{"id":007,"userName":"b"}"#.utf8), ["1:a", "007:b", "3:c"]),
        ("a byte that is no UTF-8", Array(#"{"id":"2","userName":"b","title":"Caf"#.utf8) + [0xE9] + Array(#""}"#.utf8), ["1:a", "2:b", "3:c"]),
        ("half a surrogate pair", Array(#"{"id":"2","userName":"b","title":"\uD83D"}"#.utf8), ["1:a", "2:b", "3:c"]),
        ("a control character in a text", Array("{\"id\":\"2\",\"userName\":\"b\",\"title\":\"a\tb\nc\"}".utf8), ["1:a", "2:b", "3:c"]),
        ("a number beyond all bounds", Array(#"{"id":"2","userName":"b","x":1e999}"#.utf8), ["1:a", "2:b", "3:c"]),
        ("core attributes below their URN", Array(#"{"id":"2","\#(core)":{"userName":"b","active":true}}"#.utf8), ["1:a", "2:b", "3:c"]),
    ]

    @Test("The rest of the list goes on", arguments: odd)
    func list(name: String, odd: [UInt8], accounts: [String]) async throws {
        let client = try ScriptedService { _ in Self.list(odd) }.client()
        #expect(try await client.accounts().map { "\($0.id):\($0.userName)" } == accounts)
    }

    @Test("An account that had to be repaired is read, and never put back as it was read")
    func repairedIsNotWrittenBack() async throws {
        let body = Data(#"{"id":"7","userName":"a","nick":""#.utf8) + Data([0xE9]) + Data(#""}"#.utf8)
        let service = ScriptedService { _ in HTTPResponse(status: 200, body: body) }
        let client = try service.client(SCIMDialect(supportsPatch: false, knownPaths: ["userName"]))
        #expect(try await client.account(id: "7")?.userName == "a")
        await #expect(throws: SCIMError.self) { try await client.setActive(id: "7", false) }
        #expect(service.requests.allSatisfy { $0.hasPrefix("GET") })
    }

    @Test("An id of many digits goes back as the number that it was")
    func digitsGoBack() throws {
        let text = #"{"id":1234567890123456789}"#
        #expect(JSONValue(Data(text.utf8)).map { String(decoding: $0.data, as: UTF8.self) } == text)
    }

    @Test("A change of attributes below the URN of the core schema lands where they belong")
    func liftedBeforeItIsReplaced() throws {
        let current = try #require(JSONValue(Data(#"{"id":"7","\#(Self.core)":{"userName":"a","title":"Old"}}"#.utf8)))
        let put = AccountChanges(from: ["title": "Old"], to: ["title": "New"]).resource(over: current, dialect: SCIMDialect(knownPaths: ["title"]))
        #expect(put == JSONValue(Data(#"{"id":"7","userName":"a","title":"New"}"#.utf8)))
    }
}
