/// In config.json a condition is an attribute and one test with its values: `{ "attribute": "organizations[primary].department", "is": ["Sales", "Support"] }`.
extension ScopeCondition: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private static let attributeKey = Key(stringValue: "attribute")

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let tests = Test.allCases.filter { container.contains(Key(stringValue: $0.rawValue)) }
        let attribute = try container.decode(String.self, forKey: Self.attributeKey)
        guard let test = tests.first, tests.count == 1 else {
            let words = Test.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "it needs one test, with a list of values: one of \(words)"))
        }
        self.init(attribute, test, try container.decode([String].self, forKey: Key(stringValue: test.rawValue)))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(attribute, forKey: Self.attributeKey)
        try container.encode(values, forKey: Key(stringValue: test.rawValue))
    }
}
