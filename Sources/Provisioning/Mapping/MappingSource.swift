/// Where a mapped value comes from, and what is made of it on the way.
package struct MappingSource: Sendable, Equatable, Hashable {
    /// Where the value is taken from.
    package enum Origin: Sendable, Equatable, Hashable {
        /// A directory attribute, by `DirectoryAttribute.id`.
        case attribute(String)
        /// The same text for everyone.
        case fixed(String)
    }

    package var origin: Origin
    /// What is done to the value, one step after the other.
    package var steps: [ValueStep] {
        didSet { shortcuts = steps.map(StepShortcut.init) }
    }
    /// One for each step.
    private(set) var shortcuts: [StepShortcut]

    package init(_ origin: Origin, steps: [ValueStep] = []) {
        self.origin = origin
        self.steps = steps
        shortcuts = steps.map(StepShortcut.init)
    }

    /// A directory attribute, by `DirectoryAttribute.id`.
    package static func attribute(_ id: String, steps: [ValueStep] = []) -> MappingSource { MappingSource(.attribute(id), steps: steps) }

    /// The same text for everyone.
    package static func fixed(_ text: String) -> MappingSource { MappingSource(.fixed(text)) }

    /// The directory attributes that the source reads, those of its steps among them.
    package var attributes: Set<String> {
        var attributes = steps.reduce(into: Set<String>()) { $0.formUnion($1.attributes) }
        if case .attribute(let id) = origin { attributes.insert(id) }
        return attributes
    }
}

extension MappingSource: Codable {
    private enum CodingKeys: String, CodingKey {
        case attribute, fixed, steps
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let steps = try container.decodeIfPresent([ValueStep].self, forKey: .steps) ?? []
        if let id = try container.decodeIfPresent(String.self, forKey: .attribute) {
            self.init(.attribute(id), steps: steps)
        } else if let text = try container.decodeIfPresent(String.self, forKey: .fixed) {
            self.init(.fixed(text), steps: steps)
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a source is {\"attribute\": \"…\"} or {\"fixed\": \"…\"}"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch origin {
        case .attribute(let id): try container.encode(id, forKey: .attribute)
        case .fixed(let text): try container.encode(text, forKey: .fixed)
        }
        if !steps.isEmpty { try container.encode(steps, forKey: .steps) }
    }
}
