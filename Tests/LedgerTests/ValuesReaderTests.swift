import Directory
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
        // The first time its attributes are learned, the second time they are known.
        for _ in 0..<2 { #expect(reader.values(Ledger.json(values)).dictionary == values) }
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
        #expect(reader.values(#"{"a":"","c":""}"#).dictionary == ["a": "", "c": ""])
        for _ in 0..<2 { #expect(reader.values(json).dictionary == Ledger.values(json)) }
    }

    @Test("Rows with other attributes, in another order and with one twice are each read as they are")
    func mixedRows() {
        var reader = ValuesReader()
        for json in [
            #"{"b":"1"}"#, #"{"a":"2","b":"3"}"#, #"{"b":"4","a":"5"}"#, #"{"a":"6","c":"7"}"#, #"{"c":"8"}"#, #"{"a":"9","a":"10"}"#, #"{"b":"11""#,
            #"{"a":"12"}"#,
        ] {
            #expect(reader.values(json).dictionary == Ledger.values(json), "\(json)")
        }
    }
}
