import Provisioning
import Testing

@Suite("User access: the nearest unit with a setting decides; the root inherits off", .timeLimit(.minutes(5)))
struct UserAccessTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let settings: [String: UserAccess.Setting]
        let unit: String
        let expected: UserAccess.Setting
        let from: String?
        var testDescription: String { "\(settings) at \(unit) → \(expected)" }
    }

    static let rows: [Row] = [
        Row(settings: [:], unit: "/", expected: .off, from: nil),
        Row(settings: [:], unit: "/Sales/West", expected: .off, from: nil),
        Row(settings: ["/": .on], unit: "/", expected: .on, from: "/"),
        Row(settings: ["/": .on], unit: "/Sales/West", expected: .on, from: "/"),
        Row(settings: ["/": .on, "/Sales": .off], unit: "/Sales/West", expected: .off, from: "/Sales"),
        Row(settings: ["/": .on, "/Sales": .off, "/Sales/West": .on], unit: "/Sales/West", expected: .on, from: "/Sales/West"),
        Row(settings: ["/Sales": .on], unit: "/Salesforce", expected: .off, from: nil),
        Row(settings: ["/Sales": .on], unit: "/", expected: .off, from: nil),
        Row(settings: ["/": .on, "/Vertri\u{E9}b": .off], unit: "/Vertrie\u{301}b/West", expected: .off, from: "/Vertrie\u{301}b"),
        Row(settings: ["/": .on, "/Sales": .off], unit: "/Caf\u{E9}/West", expected: .on, from: "/"),
        Row(settings: ["/A/B": .on, "/C": .off], unit: "/A/B/C/D/E", expected: .on, from: "/A/B"),
    ]

    @Test("inheritance and override", arguments: rows)
    func inheritance(row: Row) {
        let (setting, from) = UserAccess(organizationalUnits: row.settings).setting(at: row.unit)
        #expect(setting == row.expected)
        #expect(from == row.from)
    }

    @Test(
        "on for nobody",
        arguments: [
            (UserAccess(), true), (UserAccess(organizationalUnits: ["/": .off, "/A": .off]), true),
            (UserAccess(organizationalUnits: ["/": .off, "/A": .on]), false), (UserAccess(groups: [World.reference("g")]), false),
        ])
    func offForEveryone(access: UserAccess, expected: Bool) {
        #expect(access.isOffForEveryone == expected)
    }
}
