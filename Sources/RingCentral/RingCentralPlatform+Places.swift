import JSON
package import Provisioning

/// RingCentral's dictionaries of countries and states: an address has to name both as they stand there, not as ISO 3166 has them.
extension RingCentralPlatform {
    /// No name or code in them is longer than this; a longer one is not from a dictionary.
    private static let longestName = 128

    /// Both dictionaries, read whole. Rows that name no code or no name are left out.
    ///
    /// - Throws: ``Silence``, also when a list does not end or is shorter than it says.
    package func places() async throws(Silence) -> PlaceDictionary {
        let countries = try await records(of: "the dictionary of countries", "dictionary/country", [], .light)
        var codes: [String: String] = [:]
        let known = countries.compactMap { row -> PlaceDictionary.Country? in
            guard let code = Self.word(row["isoCode"])?.uppercased(), code.utf8.count == 2, let name = Self.word(row["name"]) else { return nil }
            if let id = Self.id(row) { codes[id] = code }
            return .init(code: code, name: name)
        }
        guard !known.isEmpty else { throw .unanswered("the dictionary of countries names none") }
        let states = try await records(of: "the dictionary of states", "dictionary/state", [("allCountries", "true")], .light)
        let regions = states.compactMap { row -> PlaceDictionary.Region? in
            guard let country = row["country"].flatMap(Self.id).flatMap({ codes[$0] }), let code = Self.word(row["isoCode"]),
                let name = Self.word(row["name"])
            else { return nil }
            return .init(country: country, code: code, name: name)
        }
        return PlaceDictionary(countries: known, regions: regions)
    }

    /// Ids are texts in some answers and numbers in others.
    private static func id(_ row: JSONValue) -> String? { row["id"].flatMap { $0.string ?? $0.wholeNumber.map(String.init) } }

    private static func word(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty, text.unicodeScalars.count <= longestName,
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        return text
    }
}
