import Foundation
import Testing

@testable import Ledger

@Suite("Values of a row", .timeLimit(.minutes(5)))
struct ValuesReaderTests {
    @Test(
        "Whatever is written is read, escapes and all scripts included",
        arguments: [
            [:], ["userName": "a@corp.example"],
            ["emails[type eq \"work\"].value": "long.address@corp.example", "userName": "long.address@corp.example"],
            ["title": "Back\\slash \"quoted\" and / too"], ["title": "two\nlines\tand a tab"], ["title": ""], ["": "no path"],
            ["title": "東京 Ελλάδα 👩‍👩‍👧 é"], ["title": "\u{1}\u{7F}\u{2028}"],
        ] as [[String: String]])
    func roundTrip(values: [String: String]) {
        var reader = ValuesReader()
        #expect(reader.values(Ledger.json(values)) == values)
        #expect(reader.values(Ledger.json(values)) == values)
    }

    @Test(
        "What is not the plain form is read as JSONDecoder reads it",
        arguments: [
            "", "{}", "{ }", "{", "[]", "null", #"{"a":"b"}"#, #"{"a":"b"} "#, #"{"a":"b"}x"#, #"{"a":"b",}"#, #"{"a":1}"#, #"{"a":null}"#,
            #"{"a":{"b":"c"}}"#,
            #"{"a" : "b"}"#, #"{"a":"\u0041"}"#, #"{"a":"\n"}"#, #"{"a":"\x"}"#, #"{"a":"unended"#, #"{"a":"b\"#, #"{"a"}"#, #"{"a":"b","c":"d"}"#,
            "{\"a\":\"\n\"}", #"{a:"b"}"#, #"{"a":"\/\\\""}"#,
        ])
    func sameAsDecoder(json: String) {
        var reader = ValuesReader()
        #expect(reader.values(json) == Ledger.values(json))
    }

    @Test("More distinct texts than are remembered are read all the same")
    func manyTexts() {
        var reader = ValuesReader()
        for number in 0..<5_000 {
            let values = ["title": "A title that is long enough \(number)"]
            #expect(reader.values(Ledger.json(values)) == values)
        }
    }
}
