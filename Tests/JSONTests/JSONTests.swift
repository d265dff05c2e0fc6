import Foundation
import JSON
import Testing

@Suite("JSON text", .timeLimit(.minutes(5)))
struct JSONTests {
    @Test(
        "Every form of value is read",
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .number(0)), ("-0.5e+2", .number(-50)), ("1E3", .number(1_000)),
            ("\"\"", .string("")), (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{C}\n\r\t")), (#""\u00e9\uD83D\ude00""#, .string("é😀")),
            ("\"東京 Ελλάδα\"", .string("東京 Ελλάδα")), ("[]", .array([])), ("[1, [2],{}]", .array([.number(1), .array([.number(2)]), .object([:])])),
            ("{\"a\" : {\"b\": null}\n}", .object(["a": .object(["b": .null])])), ("\u{FEFF}1", .number(1)),
        ] as [(String, JSONValue)])
    func read(text: String, value: JSONValue) {
        #expect(JSONValue(Data(text.utf8)) == value)
    }

    @Test(
        "What is not JSON, or no whole one, is none",
        arguments: [
            "", " ", "nul", "truefalse", "01", "1.", ".5", "-", "+1", "1e", "1e999", "NaN", "\"", "\"\n\"", #""\x""#, #""\u12""#, #""\uD800""#,
            #""\uD800\u0041""#, "[", "[1", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1", "1 1", "'a'", "]",
        ])
    func refuse(text: String) {
        #expect(JSONValue(Data(text.utf8)) == nil)
    }

    @Test(
        "Bytes that are no UTF-8 are none",
        arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0x5C, 0x6E, 0xC3, 0x22], [0xFF, 0xFE, 0x31, 0x00]])
    func encoding(bytes: [UInt8]) {
        #expect(JSONValue(Data(bytes)) == nil)
    }

    @Test(
        "A member is found in any case, by its exact name first (RFC 7643 §2.1)",
        arguments: [
            ("userName", "USERNAME", 1), ("userName", "userNam", nil), ("user-name", "USER\rNAME", nil), ("a[b", "A{B", nil), ("É", "é", 1),
            ("straße", "STRAßE", 1),
            ("\u{212A}", "k", 1), ("", "", 1),
        ] as [(String, String, Double?)])
    func anyCase(name: String, wanted: String, value: Double?) {
        var object = JSONValue.object([name: .number(1)])
        #expect(object[wanted] == value.map(JSONValue.number))
        object[wanted] = .number(2)
        #expect(object == .object(value == nil ? [name: .number(1), wanted: .number(2)] : [name: .number(2)]))
        #expect(JSONValue.object(["id": .number(1), "ID": .number(2)])["ID"] == .number(2))
    }

    @Test("Objects of a list are read alike, however many members each has")
    func sizes() {
        let text = #"[{"a":1,"b":2,"c":{"d":3}},{},{"a":4},{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}]"#
        let objects = JSONValue(Data(text.utf8))?.elements.map { if case .object(let members) = $0 { members.count } else { -1 } }
        #expect(objects == [3, 0, 1, 8])
    }

    @Test("Nesting is taken to 512 and no further", arguments: [(510, true), (512, true), (513, false), (400_000, false)])
    func depth(depth: Int, isRead: Bool) {
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect((JSONValue(Data(text.utf8)) != nil) == isRead)
    }

    static let awkward: [String] =
        ["", "plain", "quote\" back\\slash /", "東京 Ελλάδα 👩‍👩‍👧 é", "\u{2028}\u{7F}\u{FEFF}", "emails[type eq \"work\"].value"]
        + (0..<0x20).map { "<\(Unicode.Scalar(UInt8($0)))>" }

    @Test("What is written is what Foundation writes with sorted keys, so that texts that were hashed before stay the same", arguments: awkward)
    func sameAsFoundation(text: String) throws {
        let members = Dictionary(
            uniqueKeysWithValues: Self.awkward.map { ($0 + text, text) } + [("Z", "1"), ("a10", "2"), ("a9", "3"), ("é", "4"), ("É", "5")])
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let written = JSONValue.object(members.mapValues(JSONValue.string)).data
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: try encoder.encode(members), as: UTF8.self))
    }

    @Test("What is written is read as the same")
    func roundTrip() {
        let value = JSONValue.object([
            "list": .array(Self.awkward.map(JSONValue.string)), "numbers": .array([.number(-1.5), .number(62_264_420_004), .number(1e300)]),
            "flags": .array([.bool(true), .bool(false), .null]),
        ])
        #expect(JSONValue(value.data) == value)
    }
}
