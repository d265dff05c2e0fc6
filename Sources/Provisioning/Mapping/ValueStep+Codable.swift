/// A step is its name where it needs nothing else, `"trim"`, and otherwise an object with its name as the only key: `{ "e164": { "defaultCountry": "US" } }`.
extension ValueStep: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// The keys of all steps' settings.
    package enum Setting: String, CodingKey, CaseIterable {
        case find, with, match, group, table, otherwise, attributes, separator, countryFrom, defaultCountry, form, length
    }

    /// What can be set for each step.
    package static func settings(of name: Name) -> [Setting] {
        switch name {
        case .trim, .upper, .lower, .title: []
        case .replace: [.find, .with]
        case .pattern: [.match, .group]
        case .lookUp: [.table, .otherwise]
        case .join: [.attributes, .separator]
        case .e164: [.defaultCountry, .countryFrom]
        case .region: [.defaultCountry, .countryFrom, .form]
        case .country: [.form]
        case .cut: [.length]
        }
    }

    /// What a look-up does with a value that the table lacks.
    enum Miss: String, Codable, CaseIterable {
        case none
        case keep
    }

    package init(from decoder: any Decoder) throws {
        if let word = try? decoder.singleValueContainer().decode(String.self) {
            self = try Self.plain(word, decoder)
            return
        }
        let container = try decoder.container(keyedBy: Key.self)
        guard let key = container.allKeys.first, container.allKeys.count == 1, let name = Name(rawValue: key.stringValue) else {
            throw Self.unknown(container.allKeys.map(\.stringValue).sorted().joined(separator: ", "), decoder)
        }
        let settings = try container.nestedContainer(keyedBy: Setting.self, forKey: key)
        let allowed = Self.settings(of: name).map(\.rawValue)
        let written = try container.nestedContainer(keyedBy: Key.self, forKey: key).allKeys.map(\.stringValue).sorted()
        if let foreign = written.first(where: { !allowed.contains($0) }) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: settings.codingPath,
                    debugDescription:
                        "\(name.rawValue) has no setting \"\(foreign)\"; it has \(allowed.isEmpty ? "none" : allowed.joined(separator: ", "))"))
        }
        switch name {
        case .trim, .upper, .lower, .title: self = try Self.plain(name.rawValue, decoder)
        case .replace:
            self = .replace(
                find: try settings.decode(String.self, forKey: .find), with: try settings.decodeIfPresent(String.self, forKey: .with) ?? "")
        case .pattern:
            self = .pattern(
                match: try settings.decode(String.self, forKey: .match), group: try settings.decodeIfPresent(Int.self, forKey: .group) ?? 0)
        case .lookUp:
            let miss = try Self.word(Miss.self, .otherwise, settings) ?? .none
            self = .lookUp(table: try settings.decode(String.self, forKey: .table), isKept: miss == .keep)
        case .join:
            self = .join(
                attributes: try settings.decode([String].self, forKey: .attributes),
                separator: try settings.decodeIfPresent(String.self, forKey: .separator) ?? " ")
        case .e164: self = .e164(try Self.country(settings))
        case .region: self = .region(try Self.country(settings), try Self.word(PlaceForm.self, .form, settings) ?? .code)
        case .country: self = .country(try Self.word(PlaceForm.self, .form, settings) ?? .name)
        case .cut: self = .cut(try settings.decode(Int.self, forKey: .length))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        if let plain = try? Self.plain(name.rawValue, nil), plain == self {
            var container = encoder.singleValueContainer()
            try container.encode(name.rawValue)
            return
        }
        var container = encoder.container(keyedBy: Key.self)
        var settings = container.nestedContainer(keyedBy: Setting.self, forKey: Key(stringValue: name.rawValue))
        switch self {
        case .trim, .upper, .lower, .title: break
        case .replace(let find, let with):
            try settings.encode(find, forKey: .find)
            try settings.encode(with, forKey: .with)
        case .pattern(let match, let group):
            try settings.encode(match, forKey: .match)
            if group != 0 { try settings.encode(group, forKey: .group) }
        case .lookUp(let table, let isKept):
            try settings.encode(table, forKey: .table)
            if isKept { try settings.encode(Miss.keep, forKey: .otherwise) }
        case .join(let attributes, let separator):
            try settings.encode(attributes, forKey: .attributes)
            if separator != " " { try settings.encode(separator, forKey: .separator) }
        case .e164(let country): try Self.encode(country, &settings)
        case .region(let country, let form):
            try Self.encode(country, &settings)
            if form != .code { try settings.encode(form.rawValue, forKey: .form) }
        case .country(let form): if form != .name { try settings.encode(form.rawValue, forKey: .form) }
        case .cut(let length): try settings.encode(length, forKey: .length)
        }
    }

    /// The step that its name alone means.
    private static func plain(_ word: String, _ decoder: (any Decoder)?) throws -> ValueStep {
        guard let name = Name(rawValue: word), let step = name.alone else { throw unknown(word, decoder) }
        return step
    }

    private static func country(_ settings: KeyedDecodingContainer<Setting>) throws -> PersonCountry {
        PersonCountry(
            attribute: try settings.decodeIfPresent(String.self, forKey: .countryFrom) ?? PersonCountry.standardAttribute,
            fallback: try settings.decodeIfPresent(String.self, forKey: .defaultCountry))
    }

    private static func encode(_ country: PersonCountry, _ settings: inout KeyedEncodingContainer<Setting>) throws {
        try settings.encodeIfPresent(country.fallback, forKey: .defaultCountry)
        if country.attribute != PersonCountry.standardAttribute { try settings.encode(country.attribute, forKey: .countryFrom) }
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _: Word.Type, _ key: Setting, _ settings: KeyedDecodingContainer<Setting>
    ) throws -> Word? where Word.RawValue == String {
        guard let text = try settings.decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let word = Word(rawValue: text) else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: settings,
                debugDescription: "\"\(text)\" is not valid; write \(Word.allCases.map(\.rawValue).joined(separator: " or "))")
        }
        return word
    }

    private static func unknown(_ text: String, _ decoder: (any Decoder)?) -> DecodingError {
        .dataCorrupted(
            .init(
                codingPath: decoder?.codingPath ?? [],
                debugDescription:
                    "\"\(text)\" is not a step; write \"trim\", \"upper\", \"lower\", \"title\", \"e164\", \"region\" or \"country\", or one of "
                    + "replace, pattern, lookUp, join, e164, region, country and cut as the only key of an object"))
    }
}

extension ValueStep.Name {
    /// The step that the name alone means; `nil` when there is more to say.
    var alone: ValueStep? {
        switch self {
        case .trim: .trim
        case .upper: .upper
        case .lower: .lower
        case .title: .title
        case .e164: .e164(ValueStep.PersonCountry())
        case .region: .region(ValueStep.PersonCountry(), .code)
        case .country: .country(.name)
        case .replace, .pattern, .lookUp, .join, .cut: nil
        }
    }
}
