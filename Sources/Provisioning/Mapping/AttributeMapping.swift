import Directory

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
        self.init(
            target: try container.decode(String.self, forKey: .target), sources: try container.decode([MappingSource].self, forKey: .sources),
            drift: try container.decodeIfPresent(DriftPolicy.self, forKey: .drift) ?? .report)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(target, forKey: .target)
        try container.encode(sources, forKey: .sources)
        // What is reported anyway is not written, so that nobody's file changes by itself.
        if drift != .report { try container.encode(drift, forKey: .drift) }
    }

    /// What the sources give for `person`: the first one with a value counts. `nil` when the directory has none for any of them, the reason when it has, but nothing came
    /// of it. Surrounding white space does not count as a value.
    func result(for person: Person, _ context: ValueContext) -> ValueContext.Result? {
        var first: NoValueReason?
        for source in sources {
            let candidate: String? =
                switch source.origin {
                case .attribute(let id): person.value(of: id)
                case .fixed(let text): text
                }
            guard let value = candidate?.trimmed, !value.isEmpty else { continue }
            if source.steps.isEmpty || StepShortcut.leave(value, source.shortcuts) { return .value(value) }
            switch context.result(of: value, through: source.steps, for: person) {
            case .value(let text): return .value(text.trimmed)
            case .none(let reason): first = first ?? reason
            }
        }
        return first.map(ValueContext.Result.none)
    }
}
