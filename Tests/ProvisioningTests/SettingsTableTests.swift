import Foundation
import Testing

@testable import Provisioning

@Suite("The table of settings: one description of config.json", .timeLimit(.minutes(1)))
struct SettingsTableTests {
    /// A configuration in which everything is chosen that can be.
    static let full: Configuration = {
        var configuration = SettingChangeTests.base
        configuration.directory = .google(
            GoogleConnection(.keyFile("/k.json"), administrator: "a@corp.example", primaryDomain: "corp.example", apiBaseURL: "http://127.0.0.1:1"))
        configuration.application = ApplicationSettings(clientID: "c", redirectPort: 1, profile: "/p.json", protectedAccount: "none")
        configuration.userAccess.organizationalUnits[0].id = "id:1"
        configuration.userAccess.groups = [GroupReference(id: "g2", email: "eng@corp.example", name: "Engineering")]
        configuration.exclusions = Exclusions(people: [.init(id: "1", email: "ceo@corp.example")], accounts: ["x"])
        let steps: [ValueStep] = [.trim, .replace(find: "a", with: "b"), .lookUp(table: "t", isKept: true), .e164(.init(fallback: "US")), .cut(9)]
        configuration.autoprovisioning.mapping[1] = AttributeMapping(
            target: "title", sources: [.attribute("organizations[primary].title", steps: steps), .fixed("Employee")], drift: .restore)
        configuration.autoprovisioning.tables = ["t": ["a": "b"]]
        configuration.autoprovisioning.companyCountry = "US"
        configuration.autoprovisioning.scope.conditions = ScopeCondition.Test.allCases.map { ScopeCondition("primaryEmail", $0, ["x"]) }
        for cause in DeprovisioningCause.allCases {
            configuration.autoprovisioning.deprovisioning[cause] = .init(suspend: .within24Hours, hardDelete: .after21Days)
        }
        configuration.autoprovisioning.firstTurnedOn = Date(timeIntervalSince1970: 1_780_000_000)
        for kind in ActionKind.allCases { configuration.safeguards.limits[kind] = .init(number: 1, percent: 2.5) }
        configuration.safeguards.limits[.rename] = nil
        configuration.reconciliation.readEveryDays = 3
        configuration.alerts = AlertSettings(repeatHours: 5, mail: MailSettings(to: ["it@corp.example"], from: "a@corp.example", server: "smtp"))
        configuration.alerts.mail?.port = 25
        configuration.alerts.mail?.security = .tls
        configuration.alerts.mail?.user = "u"
        configuration.alerts.mail?.certificates = "/c.pem"
        configuration.alerts.mail?.sendmail = "/s"
        configuration.alerts.webhook = WebhookSettings(form: .slack, host: "hooks.example")
        configuration.alerts.command = ["/page"]
        configuration.alerts.pings = true
        configuration.alerts.set(.held) { ($0.isOn, $0.threshold, $0.ways) = (true, 4, ["mail"]) }
        return configuration
    }()

    private static func value(of configuration: Configuration) throws -> SettingValue {
        try JSONDecoder().decode(SettingValue.self, from: Data(configuration.jsonText().utf8))
    }

    /// Every key of a value, as a path of the table; where any key may stand, none of those.
    private static func keys(_ value: SettingValue, at path: String = "") -> Set<String> {
        switch value {
        case .list(let list): list.reduce(into: []) { $0.formUnion(keys($1, at: path)) }
        case .object(let members) where path.isEmpty || !isFree(path):
            members.reduce(into: []) { found, member in
                let place = path.isEmpty ? member.key : "\(path).\(member.key)"
                found.formUnion(keys(member.value, at: place).union([place]))
            }
        default: []
        }
    }

    private static func isFree(_ path: String) -> Bool {
        switch SettingsTable.setting(at: path)?.kind {
        case .tables?, .steps?: true
        default: false
        }
    }

    @Test("Every key that is ever written has a row, and every row stands below one that may have keys")
    func complete() throws {
        let paths = SettingsTable.all.map(\.path)
        #expect(Set(paths).count == paths.count)
        #expect(try Self.keys(Self.value(of: Self.full)).subtracting(paths).isEmpty)
        for setting in SettingsTable.all where !setting.parent.isEmpty {
            switch SettingsTable.setting(at: setting.parent)?.kind {
            case .object?, .objectOrNull?, .objects?, .named?: break
            default: Issue.record("\(setting.path) stands below nothing")
            }
        }
        let written = try Self.keys(Self.value(of: Self.full))
        let otherWays: Set = [
            "directory.folder", "directory.federationFile", "directory.metadataServer", "safeguards.rename.number", "safeguards.rename.percent",
        ]
        #expect(Set(paths).subtracting(written).subtracting(otherWays).isEmpty, "a row that nothing writes")
    }

    @Test("What the table says holds without a key, does")
    func standards() throws {
        let fresh = try Self.value(of: Configuration())
        for setting in SettingsTable.all {
            let value = setting.path.split(separator: ".").reduce(SettingValue?.some(fresh)) { $0?[String($1)] }
            guard let standard = setting.standard, let value else { continue }
            #expect(
                SettingChange.value(SettingText.of(value), of: setting.path) == SettingChange.value(standard, of: setting.path), "\(setting.path)")
        }
    }

    @Test("The schema takes what the program writes")
    func valid() throws {
        for configuration in [Self.full, Configuration(), Configuration(directory: .files(folder: "/export"))] {
            let problems = try SchemaCheck.problems(Self.value(of: configuration))
            #expect(problems.isEmpty, "\(problems)")
        }
    }

    @Test(
        "The schema refuses what the program refuses",
        arguments: [
            (#""runInterval": 5"#, "runInterval"), (#""runIntervalMinutes": 0"#, "runIntervalMinutes"), (#""version": 3"#, "version"),
            (#""application": {"redirectPort": 65536}"#, "redirectPort"), (#""directory": {"source": "ldap"}"#, "source"),
            (#""directory": {"folder": "/x"}"#, "source"), (#""safeguards": {"delete": {"number": 1, "percent": 101}}"#, "percent"),
            (#""autoprovisioning": {"scope": {"groups": [], "includesNestedMembers": true, "secondaryDomains": "never"}}"#, "secondaryDomains"),
            (#""autoprovisioning": {"deprovisioning": {"suspended": {}}}"#, "deleted"),
            (#""autoprovisioning": {"mapping": [{"target": "title", "from": [{}]}]}"#, "from"),
            (#""autoprovisioning": {"mapping": [{"target": "title", "from": [{"fixed": "x", "steps": ["shout"]}]}]}"#, "steps"),
            (#""autoprovisioning": {"mapping": [{"target": "title", "from": [{"fixed": "x", "steps": [{"cut": {"size": 4}}]}]}]}"#, "steps"),
        ])
    func refused(member: String, place: String) throws {
        let text = "{\"revision\": 1, \(member)}"
        let problems = try SchemaCheck.problems(JSONDecoder().decode(SettingValue.self, from: Data(text.utf8)))
        #expect(problems.contains { $0.contains(place) }, "\(problems)")
    }

    @Test("The page of the documentation has the table as the program prints it")
    func page() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/autoprovision/autoprovision.docc/Configure.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let command = "Printed by autoprovision config schema --markdown"
        let parts = text.components(separatedBy: "<!-- \(command): begin -->\n")
        let table = try #require(parts.last?.components(separatedBy: "<!-- \(command): end -->").first)
        #expect(parts.count == 2 && table == SettingsTable.page, "Put what `autoprovision config schema --markdown` prints between the two lines.")
    }
}

/// As much of JSON Schema as the schema of config.json uses.
private enum SchemaCheck {
    static func problems(_ value: SettingValue) -> [String] { problems(value, SettingsTable.schema, at: "") }

    private static func problems(_ value: SettingValue, _ schema: SettingValue, at place: String) -> [String] {
        var found: [String] = []
        if let types = schema["type"].map({ $0.list ?? [$0] }), !types.contains(where: { isA($0.string ?? "", value) }) { return ["\(place): type"] }
        if let words = schema["enum"]?.list, !words.contains(value) { found.append("\(place): enum") }
        if let least = schema["minimum"]?.amount, let number = value.amount, number < least { found.append("\(place): minimum") }
        if let most = schema["maximum"]?.amount, let number = value.amount, number > most { found.append("\(place): maximum") }
        if let choices = schema["oneOf"]?.list, choices.count(where: { problems(value, $0, at: place).isEmpty }) != 1 {
            found.append("\(place): oneOf")
        }
        if case .object(let members) = value {
            for case .text(let key) in schema["required"]?.list ?? [] where members[key] == nil { found.append("\(place).\(key): required") }
            if let least = schema["minProperties"]?.amount, Double(members.count) < least { found.append("\(place): minProperties") }
            if let most = schema["maxProperties"]?.amount, Double(members.count) > most { found.append("\(place): maxProperties") }
            for (key, member) in members {
                switch schema["properties"]?[key] ?? schema["additionalProperties"] {
                case .flag(false)?: found.append("\(place).\(key): no such key")
                case let other?: found += problems(member, other, at: "\(place).\(key)")
                case nil: break
                }
            }
        }
        if let items = schema["items"] {
            for (index, element) in (value.list ?? []).enumerated() { found += problems(element, items, at: "\(place)[\(index)]") }
        }
        return found
    }

    private static func isA(_ type: String, _ value: SettingValue) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .list), ("string", .text), ("boolean", .flag), ("integer", .whole), ("number", .whole),
            ("number", .number),
            ("null", .null):
            true
        default: false
        }
    }
}

extension SettingValue {
    fileprivate var list: [SettingValue]? { if case .list(let list) = self { list } else { nil } }

    fileprivate var amount: Double? {
        switch self {
        case .whole(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
