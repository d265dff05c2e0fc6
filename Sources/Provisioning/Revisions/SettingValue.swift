import Foundation

/// A value of the configuration as `config.json` has it (RFC 8259), so that whatever is a setting there is compared, merged and restored without a list of settings.
enum SettingValue: Sendable, Equatable {
    case null
    case flag(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case list([SettingValue])
    case object([String: SettingValue])

    /// The member of an object.
    subscript(name: String) -> SettingValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The text of a text.
    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

extension SettingValue: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int.self) {
            self = .whole(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([SettingValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: SettingValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let value): try container.encode(value)
        case .whole(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

extension Configuration {
    /// The configuration as JSON text, always the same for the same configuration. There is no secret in it: those are sealed in a file of their own.
    ///
    /// - Throws: an `EncodingError` when a value has no form in JSON, such as a number that is not finite.
    package func jsonText() throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    /// Reads what ``jsonText()`` made, by this version of the program or an earlier one.
    ///
    /// - Throws: a `DecodingError` when it is no configuration.
    package init(jsonText: String) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = try decoder.decode(Configuration.self, from: Data(jsonText.utf8))
    }
}
