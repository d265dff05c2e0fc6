package import Directory

/// Where a mapped value comes from.
package enum MappingSource: Sendable, Equatable, Hashable {
    /// A directory attribute, by `DirectoryAttribute.id`.
    case attribute(String)
    /// The same text for everyone.
    case fixed(String)
}

/// One row of the attribute mapping: the first source that has a value gives it.
package struct AttributeMapping: Sendable, Equatable, Codable {
    /// The app's attribute, by ``TargetAttribute/path``.
    package var target: String
    /// The sources in the order in which they are tried; the configuration calls them `from`.
    package var sources: [MappingSource]
    /// What happens when somebody changes the attribute by hand in the app.
    package var drift: DriftPolicy

    package init(target: String, sources: [MappingSource], drift: DriftPolicy = .report) {
        self.target = target
        self.sources = sources
        self.drift = drift
    }

    private enum CodingKeys: String, CodingKey {
        case target
        case sources = "from"
        case drift
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let word = try container.decodeIfPresent(String.self, forKey: .drift) ?? DriftPolicy.report.rawValue
        guard let drift = DriftPolicy(rawValue: word) else {
            throw DecodingError.dataCorruptedError(
                forKey: .drift, in: container,
                debugDescription: "\"\(word)\" is not a policy; write \(DriftPolicy.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        self.init(
            target: try container.decode(String.self, forKey: .target), sources: try container.decode([MappingSource].self, forKey: .sources),
            drift: drift)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(target, forKey: .target)
        try container.encode(sources, forKey: .sources)
        // What is reported anyway is not written, so that nobody's file changes by itself.
        if drift != .report { try container.encode(drift, forKey: .drift) }
    }

    /// The value for `person`: the first source with one; surrounding white space does not count as a value.
    package func value(for person: Person) -> String? {
        for source in sources {
            let candidate: String? =
                switch source {
                case .attribute(let id): person.value(of: id)
                case .fixed(let text): text
                }
            if let value = candidate?.trimmed, !value.isEmpty { return value }
        }
        return nil
    }
}

extension MappingSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case attribute
        case fixed
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let id = try container.decodeIfPresent(String.self, forKey: .attribute) {
            self = .attribute(id)
        } else if let text = try container.decodeIfPresent(String.self, forKey: .fixed) {
            self = .fixed(text)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a source is {\"attribute\": \"…\"} or {\"fixed\": \"…\"}"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .attribute(let id): try container.encode(id, forKey: .attribute)
        case .fixed(let text): try container.encode(text, forKey: .fixed)
        }
    }
}

extension StringProtocol {
    /// The text without white space and line ends at either end.
    package var trimmed: String {
        // Nearly every text has nothing to trim; then it is this text itself, without a copy.
        if let first = unicodeScalars.first, let last = unicodeScalars.last, Self.isASCIIMark(first), Self.isASCIIMark(last) {
            return String(self)
        }
        var part = self[...]
        while let first = part.first, first.isWhitespace { part.removeFirst() }
        while let last = part.last, last.isWhitespace { part.removeLast() }
        return String(part)
    }

    /// A visible ASCII character, which no combining mark behind it turns into white space.
    private static func isASCIIMark(_ scalar: Unicode.Scalar) -> Bool { (0x21...0x7E).contains(scalar.value) }

    /// The text in lower case; the text itself, without a copy, when it has only ASCII and no capitals.
    package var caseFolded: String {
        utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) } ? String(self) : lowercased()
    }
}
