import Engine
import Foundation
import Provisioning
import Testing

@testable import FileHome

@Suite("Versions of config.json: older ones are read, newer ones refused", .timeLimit(.minutes(1)))
struct ConfigurationVersionTests {
    static func text(_ version: String, units: String, revision: String = "4") -> Data {
        Data("{\n  \"version\": \(version),\n  \"revision\": \(revision),\n  \"userAccess\": { \"organizationalUnits\": \(units) }\n}\n".utf8)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let version: String
        let units: String
        let expected: [UnitAccess]
        var testDescription: String { "version \(version): \(units)" }
    }

    static let rows: [Row] = [
        Row(
            version: "1", units: #"{ "/Sales": "off", "/": "on" }"#,
            expected: [UnitAccess(path: "/", access: .on), UnitAccess(path: "/Sales", access: .off)]),
        Row(version: "1", units: "{}", expected: []),
        Row(
            version: "2", units: #"[{ "id": "id:03ph8a2z1", "path": "/Sales", "access": "on" }]"#,
            expected: [UnitAccess(id: "id:03ph8a2z1", path: "/Sales", access: .on)]),
        Row(version: "2", units: #"[{ "path": "/", "access": "on" }]"#, expected: [UnitAccess(path: "/", access: .on)]),
        Row(version: "2", units: "[]", expected: []),
    ]

    @Test("The units of both layouts are read", arguments: rows)
    func layouts(row: Row) throws {
        let place = try TemporaryHome()
        #expect(try place.store.decode(Self.text(row.version, units: row.units)).userAccess.organizationalUnits == row.expected)
    }

    @Test("A save writes today's version with the list, and reads it again")
    func migrated() throws {
        let place = try TemporaryHome()
        try Self.text("1", units: #"{ "/": "on" }"#).write(to: place.home.configurationFile)
        let saved = try place.store.save(try #require(try place.store.load()))
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: place.home.configurationFile)) as? [String: Any]
        #expect(object?["version"] as? Int == 2)
        let units = (object?["userAccess"] as? [String: Any])?["organizationalUnits"] as? [[String: String]]
        #expect(units == [["path": "/", "access": "on"]])
        #expect(try place.store.load() == saved)
    }

    @Test("A newer version, and what is none, are refused", arguments: ["0", "3", "-1", "2.5", "\"2\""])
    func refused(version: String) throws {
        let place = try TemporaryHome()
        #expect(throws: ConfigurationError.self) { try place.store.decode(Self.text(version, units: "[]")) }
    }

    @Test(
        "What is wrong with a unit is said with its place, in both layouts",
        arguments: [
            ("1", #"{ "Sales": "on" }"#, ":4:44"), ("1", #"{ "/Sales": "yes" }"#, ":4:44"),
            ("2", #"[{ "path": "Sales", "access": "on" }]"#, ":4:45"), ("2", #"[{ "path": "/Sales", "access": "yes" }]"#, ":4:63"),
            ("2", #"[{ "path": "/Sales", "access": "on", "unit": 1 }]"#, ":4:79"),
            ("2", #"[{ "path": "/A", "access": "on" }, { "path": "/A", "access": "off" }]"#, ":4:79"),
            ("2", #"[{ "id": "a", "path": "/A", "access": "on" }, { "id": "a", "path": "/B", "access": "on" }]"#, ":4:90"),
        ])
    func placed(version: String, units: String, place expected: String) throws {
        let place = try TemporaryHome()
        #expect {
            try place.store.decode(Self.text(version, units: units))
        } throws: { error in
            String(describing: error).contains("config.json\(expected): userAccess.organizationalUnits")
        }
    }

    @Test("A revision that no save could raise is refused with a sentence")
    func revision() throws {
        let place = try TemporaryHome()
        try Self.text("2", units: "[]", revision: "\(Int.max)").write(to: place.home.configurationFile)
        #expect {
            try place.store.load()
        } throws: { String(describing: $0).contains("config.json:3:3: revision: 9223372036854775807 is out of range") }
        #expect(throws: ConfigurationError.self) { try place.store.save(Configuration(revision: .max)) }
    }

    @Test(
        "A key that stands twice is refused with line and column, at every depth, however it is written",
        arguments: [
            ("{ \"revision\": 1, \"revision\": 2 }", ":1:18: revision"),
            ("{ \"userAccess\": {},\n  \"userAccess\": {} }", ":2:3: userAccess"),
            ("{ \"userAccess\": { \"groups\": [], \"gr\\u006fups\": [] } }", ":1:33: userAccess.groups"),
            ("{ \"userAccess\": { \"organizationalUnits\": { \"/\": \"on\", \"/\": \"off\" } } }", ":1:55: userAccess.organizationalUnits./"),
            (
                "{ \"userAccess\": { \"organizationalUnits\": [ { \"path\": \"/\", \"access\": \"on\",\n \"access\": \"off\" } ] } }",
                ":2:2: userAccess.organizationalUnits[0].access"
            ),
        ])
    func duplicates(text: String, expected: String) throws {
        let place = try TemporaryHome()
        #expect {
            try place.store.decode(Data(text.utf8))
        } throws: { error in
            let words = String(describing: error)
            return words.contains("config.json\(expected): this key stands twice, first in line 1")
        }
    }

    @Test("The same name in different objects is no key that stands twice")
    func sameNames() throws {
        let place = try TemporaryHome()
        let units = #"[{ "path": "/A", "access": "on" }, { "path": "/B", "access": "off" }]"#
        #expect(try place.store.decode(Self.text("2", units: units)).userAccess.organizationalUnits.count == 2)
    }
}
