import Directory
import Foundation
import Testing
import Wording

@testable import Provisioning

@Suite("What changed between two configurations", .timeLimit(.minutes(1)))
struct SettingChangeTests {
    static let base: Configuration = {
        var configuration = Configuration(revision: 4, administrator: "admin@corp.example", directory: .files(folder: "/export"))
        configuration.userAccess = UserAccess(organizationalUnits: ["/": .on, "/Sales": .off])
        configuration.autoprovisioning.mapping = [
            AttributeMapping(target: "userName", sources: [.attribute("primaryEmail")]),
            AttributeMapping(target: "title", sources: [.attribute("organizations[primary].title"), .fixed("Employee")]),
        ]
        configuration.autoprovisioning.scope.groups = [GroupReference(id: "g1", email: "sales@corp.example", name: "Sales")]
        configuration.autoprovisioning.deprovisioning[.suspended] = .init(suspend: .after7Days)
        configuration.autoprovisioning.setupProgress = .finished
        return configuration
    }()

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let edit: @Sendable (inout Configuration) -> Void
        let changes: [SettingChange]
        let words: String

        init(_ name: String, _ words: String, _ changes: [SettingChange], edit: @escaping @Sendable (inout Configuration) -> Void) {
            (testDescription, self.words, self.changes, self.edit) = (name, words, changes, edit)
        }
    }

    private static func change(_ setting: String, _ before: String?, _ after: String?) -> SettingChange {
        SettingChange(setting: setting, before: before, after: after)
    }

    static let cases: [Case] = [
        Case("nothing", "no setting changed", []) { _ in },
        Case("the program's own bookkeeping is no setting", "no setting changed", []) {
            $0.revision = 9
            $0.autoprovisioning.firstTurnedOn = Date(timeIntervalSince1970: 0)
        },
        Case("a run found out a unit's id", "no setting changed", []) { $0.userAccess.organizationalUnits[1].id = "id:sales" },
        Case("the switch", "autoprovisioning turned on", [change("autoprovisioning.on", "false", "true")]) { $0.autoprovisioning.isOn = true },
        Case(
            "a scope group in place of another one",
            "scope group Engineering <eng@corp.example> added; scope group Sales <sales@corp.example> removed",
            [
                change("autoprovisioning.scope.groups[eng@corp.example]", nil, "Engineering <eng@corp.example>"),
                change("autoprovisioning.scope.groups[sales@corp.example]", "Sales <sales@corp.example>", nil),
            ]
        ) { $0.autoprovisioning.scope.groups = [GroupReference(id: "g2", email: "eng@corp.example", name: "Engineering")] },
        Case(
            "user access of units, and a group", "access group Board <board@corp.example> added; user access of /Sales from off to on",
            [
                change("userAccess.groups[board@corp.example]", nil, "Board <board@corp.example>"),
                change("userAccess.organizationalUnits[/Sales]", "off", "on"),
            ]
        ) {
            $0.userAccess.organizationalUnits[1].access = .on
            $0.userAccess.groups = [GroupReference(id: "g3", email: "board@corp.example", name: "Board")]
        },
        Case(
            "a unit that inherits again", "user access of /Sales removed; it was off", [change("userAccess.organizationalUnits[/Sales]", "off", nil)]
        ) { $0.userAccess.organizationalUnits.remove(at: 1) },
        Case(
            "a row of the mapping",
            "mapping of title from organizations[primary].title|\"Employee\" to \"Employee\"",
            [change("autoprovisioning.mapping[title]", "organizations[primary].title|\"Employee\"", "\"Employee\"")]
        ) { $0.autoprovisioning.mapping[1].sources = [.fixed("Employee")] },
        Case("the order of the rows is none", "no setting changed", []) { $0.autoprovisioning.mapping.reverse() },
        Case(
            "delays",
            "hard delete when deleted from Google set to after 21 days; suspension when suspended in Google from after 7 days to within 24 hours",
            [
                change("autoprovisioning.deprovisioning.deleted.hardDelete", nil, "after21Days"),
                change("autoprovisioning.deprovisioning.suspended.suspend", "after7Days", "within24Hours"),
            ]
        ) {
            $0.autoprovisioning.deprovisioning[.suspended].suspend = .within24Hours
            $0.autoprovisioning.deprovisioning[.deleted].hardDelete = .after21Days
        },
        Case(
            "limits: another one, none, and a new one",
            "limit for creations set to 7 or 1.5 %; limit for deletions from 5 or 2 % to off; limit for suspensions from 10 or 5 % to 50 or 20 %",
            [
                change("safeguards.create", nil, "7:1.5"), change("safeguards.delete", "5:2", "off"), change("safeguards.suspend", "10:5", "50:20"),
            ]
        ) {
            $0.safeguards.limits[.create] = .init(number: 7, percent: 1.5)
            $0.safeguards.limits[.delete] = nil
            $0.safeguards.limits[.suspend] = .init(number: 50, percent: 20)
        },
        Case(
            "the connection",
            "directory from folder: /export, source: files to administrator: admin@corp.example, customer: my_customer, keyFile: /key, source: google",
            [
                change(
                    "directory", "folder: /export, source: files",
                    "administrator: admin@corp.example, customer: my_customer, keyFile: /key, source: google")
            ]
        ) { $0.directory = .google(keyFile: "/key", administrator: "admin@corp.example", customer: "my_customer", apiBaseURL: nil) },
        Case("signing out", "signed-in administrator removed; it was admin@corp.example", [change("administrator", "admin@corp.example", nil)]) {
            $0.administrator = nil
        },
    ]

    @Test("Each difference is a setting with its value before and after, in words too", arguments: cases)
    func changes(test: Case) {
        var edited = Self.base
        test.edit(&edited)
        let changes = Self.base.changes(to: edited)
        #expect(changes == test.changes)
        #expect(changes.words == test.words)
        #expect(edited.changes(to: Self.base) == test.changes.map { SettingChange(setting: $0.setting, before: $0.after, after: $0.before) })
    }

    @Test("A mapping is named as its attribute is on the page, where that is known; the setting's own name stays")
    func label() throws {
        let path = "addresses[type eq \"work\"].locality"
        var edited = Self.base
        edited.autoprovisioning.mapping.append(AttributeMapping(target: path, sources: [.fixed("Berlin")]))
        let change = try #require(Self.base.changes(to: edited, labels: [path: "City", "title": "Job title"]).first)
        #expect(change.words == "mapping of City set to \"Berlin\"" && change.setting == "autoprovisioning.mapping[\(path)]")
        #expect(Self.base.changes(to: edited).map(\.words) == ["mapping of \(path) set to \"Berlin\""])
        let kept = try JSONDecoder().decode(SettingChange.self, from: JSONEncoder().encode(change))
        #expect(kept == change)
        let overlap = ConfigurationOverlap(base: Self.base, theirs: edited, mine: Self.base, labels: [path: "City"])
        #expect(overlap.settings.map(\.label) == ["City"])
    }

    @Test("A unit that moved is the same unit: its setting has another path, and is neither new nor gone")
    func moved() {
        var (before, after) = (Self.base, Self.base)
        before.userAccess.organizationalUnits = [UnitAccess(id: "id:1", path: "/Sales", access: .off)]
        after.userAccess.organizationalUnits = [UnitAccess(id: "id:1", path: "/Selling", access: .off)]
        #expect(before.changes(to: after).map(\.words) == ["user access of /Selling from off, at /Sales to off, at /Selling"])
    }

    @Test("Whatever is a setting is compared: of each member that the file has, a change is found")
    func complete() throws {
        let text = try Self.base.jsonText()
        let value = try JSONDecoder().decode(SettingValue.self, from: Data(text.utf8))
        let document = SettingsDocument(Self.base)
        #expect(try document.configuration() == Self.base, "taken apart and put together again, nothing is lost")
        guard case .object(let members) = value else { throw CancellationError() }
        for member in members.keys where !["$schema", "version", "revision"].contains(member) {
            #expect(document.order.contains { $0.members.first == member }, "\(member)")
        }
    }

    @Test(
        "A setting is named by its path, by the beginning of one, or without autoprovisioning",
        arguments: [
            ("autoprovisioning.scope.groups[sales@corp.example]", "autoprovisioning.scope", true),
            ("autoprovisioning.scope.groups[sales@corp.example]", "scope", true), ("autoprovisioning.scope.groups[a]", "scope.groups", true),
            ("autoprovisioning.scope.groups[a]", "sco", false), ("safeguards.suspend", "safeguards", true), ("safeguards.suspend", "suspend", false),
            ("userAccess.organizationalUnits[/Sales]", "userAccess.organizationalUnits[/Sales]", true),
        ])
    func named(setting: String, name: String, isAbout: Bool) {
        #expect(SettingChange(setting: setting, before: nil, after: "x").isAbout(name) == isAbout)
    }

    @Test(
        "Sentences of older versions are split into what was decided and who did",
        arguments: [
            (
                "hard delete due 2026-11-25, deleted; by mario (administrator admin@corp.example)", "hard delete due 2026-11-25, deleted", "mario",
                "admin@corp.example"
            ),
            ("to suspend, x; by nadia", "to suspend, x", "nadia", nil), ("from /Sales, in the directory", "from /Sales, in the directory", nil, nil),
        ] as [(String, String, String?, String?)])
    func actors(sentence: String, words: String, user: String?, administrator: String?) {
        let split = AuditActor.split(sentence)
        #expect(split.words == words && split.actor == user.map { AuditActor(user: $0, administrator: administrator) })
    }
}
