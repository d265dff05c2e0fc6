import Foundation

extension SettingsTable {
    /// The layout of `config.json` as JSON Schema 2020-12, for editors and for whoever checks files before they are installed.
    ///
    /// - Throws: an `EncodingError`, which cannot be: there is nothing in it that JSON has no form for.
    package static func schemaText() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(schema), as: UTF8.self)
    }

    static var schema: SettingValue {
        object(
            at: "",
            with: [
                "$schema": .text("https://json-schema.org/draft/2020-12/schema"), "$id": .text(Configuration.schemaName),
                "title": .text("config.json of autoprovision"),
            ])
    }

    private static func object(at path: String, with more: [String: SettingValue] = [:]) -> SettingValue {
        let members = members(of: path)
        var schema = more
        schema["type"] = schema["type"] ?? .text("object")
        schema["properties"] = .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, value(of: $0)) }))
        schema["additionalProperties"] = .flag(false)
        let required = members.filter(\.isRequired).map(\.key)
        if !required.isEmpty { schema["required"] = .list(required.map(SettingValue.text)) }
        return .object(schema)
    }

    private static func value(of setting: SettingDescription) -> SettingValue {
        var schema: [String: SettingValue] = ["description": .text(setting.note.replacing("<doc:Operate>", with: "the documentation"))]
        switch setting.kind {
        case .object: return object(at: setting.path, with: schema)
        case .objectOrNull: return object(at: setting.path, with: schema.merging(["type": .texts(["object", "null"])]) { _, new in new })
        case .objects(let oneOf):
            let choice: [String: SettingValue] =
                oneOf.isEmpty ? [:] : ["oneOf": .list(oneOf.map { .object(["required": .texts([$0])]) })]
            schema.merge(["type": .text("array"), "items": object(at: setting.path, with: choice)]) { _, new in new }
        case .named: schema.merge(["type": .text("array"), "items": object(at: setting.path)]) { _, new in new }
        case .text, .path: schema["type"] = .text("string")
        case .texts: schema.merge(["type": .text("array"), "items": .type("string")]) { _, new in new }
        case .flag: schema["type"] = .text("boolean")
        case .whole(let range, _, _):
            schema["type"] = .text("integer")
            schema["minimum"] = .whole(range.lowerBound)
            // Beyond that, a number of JSON is not the same for every reader (RFC 8259 §6).
            if range.upperBound < 1 << 53 { schema["maximum"] = .whole(range.upperBound) }
        case .percent: schema.merge(["type": .text("number"), "minimum": .whole(0), "maximum": .whole(100)]) { _, new in new }
        case .choice(let choices): schema["enum"] = .texts(choices.map(\.value))
        case .moment: schema.merge(["type": .text("string"), "format": .text("date-time")]) { _, new in new }
        case .tables:
            let table = SettingValue.object(["type": .text("object"), "additionalProperties": .type("string")])
            schema.merge(["type": .text("object"), "additionalProperties": table]) { _, new in new }
        case .steps: schema.merge(["type": .text("array"), "items": step]) { _, new in new }
        }
        return .object(schema)
    }

    /// A step of the mapping: its name, or an object with its name as the only key.
    private static var step: SettingValue {
        let names = ValueStep.Name.allCases
        let named: [String: SettingValue] = [
            "type": .text("object"), "minProperties": .whole(1), "maxProperties": .whole(1), "additionalProperties": .flag(false),
            "properties": .object(
                Dictionary(
                    uniqueKeysWithValues: names.map { name in
                        let settings = ValueStep.settings(of: name).map { ($0.rawValue, value(of: $0, in: name)) }
                        let members = SettingValue.object(Dictionary(uniqueKeysWithValues: settings))
                        return (name.rawValue, .object(["type": .text("object"), "properties": members, "additionalProperties": .flag(false)]))
                    })),
        ]
        return .object(["oneOf": .list([.object(["enum": .texts(names.filter { $0.alone != nil }.map(\.rawValue))]), .object(named)])])
    }

    private static func value(of setting: ValueStep.Setting, in step: ValueStep.Name) -> SettingValue {
        switch setting {
        case .find, .with, .match, .table, .separator, .countryFrom, .defaultCountry: .type("string")
        case .group, .length: .type("integer")
        case .attributes: .object(["type": .text("array"), "items": .type("string")])
        case .otherwise: .object(["enum": .texts(ValueStep.Miss.allCases.map(\.rawValue))])
        case .form: .object(["enum": .texts(ValueStep.PlaceForm.allCases.map(\.rawValue))])
        }
    }
}

extension SettingValue {
    fileprivate static func texts(_ texts: [String]) -> SettingValue { .list(texts.map(SettingValue.text)) }

    fileprivate static func type(_ name: String) -> SettingValue { .object(["type": .text(name)]) }
}
