import Foundation
import Provisioning
import Synchronization

/// Countries and their regions by what the app told of them, otherwise by Debian's package iso-codes, read when the first one is looked up. What people call a country or
/// a region is known from the package in either case; what the app knows decides which of them there are, and what they are called there.
final class Places: Sendable {
    private struct Countries {
        /// Codes by everything that a country is called, folded.
        var codes: [String: String] = [:]
        /// Names by code.
        var names: [String: String] = [:]
    }

    private struct State {
        /// `nil` before the file was looked for.
        var countries: Countries?
        /// By country; by everything that a region is called, folded. `nil` before the file was looked for.
        var regions: [String: [String: CountryRegion]]?
        /// The app's, as it told them.
        var told: Told?
        /// Which of the app's dictionaries that is, empty for none; `nil` before it was asked for.
        var edition: String?
    }

    /// What the app told.
    private struct Told {
        /// Names by code.
        var countries: [String: String] = [:]
        /// Codes by name, folded.
        var codes: [String: String] = [:]
        /// By country; by code and name, folded.
        var regions: [String: [String: CountryRegion]] = [:]

        init(_ dictionary: PlaceDictionary) {
            for country in dictionary.countries {
                countries[country.code] = country.name
                for name in [country.code, country.name] { codes[Places.folded(name)] = country.code }
            }
            for region in dictionary.regions {
                for name in [region.code, region.name] {
                    regions[region.country, default: [:]][Places.folded(name)] = CountryRegion(code: region.code, name: region.name)
                }
            }
        }
    }

    private let state = Mutex(State())
    private let folder: URL

    /// The files that it reads.
    var files: [String] { ["iso_3166-1.json", "iso_3166-2.json"].map { folder.appending(path: $0).path } }

    /// What the app told before.
    private let before: @Sendable () -> (dictionary: PlaceDictionary?, edition: String)

    /// - Parameters:
    ///   - folder: where the package's files are.
    ///   - before: what the app told before, and which edition that is; asked for when a country or a region is looked up first.
    init(
        folder: URL = URL(fileURLWithPath: "/usr/share/iso-codes/json"),
        before: @escaping @Sendable () -> (dictionary: PlaceDictionary?, edition: String) = { (nil, "") }
    ) { (self.folder, self.before) = (folder, before) }

    /// Takes what the app told from now on. Returns whether that is another edition than before.
    func use(_ dictionary: PlaceDictionary?, edition: String) -> Bool {
        state.withLock { state in
            guard state.edition != edition else { return false }
            (state.told, state.edition) = (dictionary.map(Told.init), edition)
            return true
        }
    }

    /// Which of the app's dictionaries counts; empty for none.
    var edition: String {
        state.withLock { state in
            _ = told(&state)
            return state.edition ?? ""
        }
    }

    private func told(_ state: inout State) -> Told? {
        if state.edition == nil {
            let before = before()
            (state.told, state.edition) = (before.dictionary.map(Told.init), before.edition)
        }
        return state.told
    }

    /// Whether the files are there, or the app told what it knows.
    var isAvailable: Bool { state.withLock { told(&$0) != nil || !countries(&$0).names.isEmpty } }

    /// The code of two letters of a country, by whatever people call it.
    func countryCode(of text: String) -> String? {
        let name = Self.folded(text)
        return state.withLock { told(&$0)?.codes[name] ?? countries(&$0).codes[name] }
    }

    /// A country's everyday name in English, or the app's own; `nil` when the app does not know the country.
    func countryName(of code: String) -> String? { state.withLock { told(&$0).map { $0.countries[code] } ?? countries(&$0).names[code] } }

    /// A region of a country by its code, with or without the country's before it, or by its name.
    func region(_ text: String, in country: String) -> CountryRegion? {
        let name = Self.folded(text)
        return state.withLock { state in
            guard let told = told(&state) else { return regions(&state)[country]?[name] }
            guard let known = told.regions[country] else { return nil }
            if let region = known[name] { return region }
            // Whatever people call it, the app has it under its everyday name or its code.
            guard let everyday = regions(&state)[country]?[name] else { return nil }
            return known[Self.folded(everyday.name)] ?? known[Self.folded(everyday.code)]
        }
    }

    /// Whether a country has regions at all.
    func hasRegions(_ country: String) -> Bool {
        state.withLock { state in told(&state).map { $0.regions[country] != nil } ?? (regions(&state)[country] != nil) }
    }

    private func regions(_ state: inout State) -> [String: [String: CountryRegion]] {
        if let known = state.regions { return known }
        let read = Self.readRegions(folder)
        state.regions = read
        return read
    }

    private func countries(_ state: inout State) -> Countries {
        if let known = state.countries { return known }
        let read = Self.readCountries(folder)
        state.countries = read
        return read
    }

    private struct CountryFile: Decodable {
        struct Row: Decodable {
            let twoLetters: String
            let threeLetters: String
            let name: String
            let commonName: String?
            let officialName: String?

            enum CodingKeys: String, CodingKey {
                case twoLetters = "alpha_2"
                case threeLetters = "alpha_3"
                case name
                case commonName = "common_name"
                case officialName = "official_name"
            }
        }
        let rows: [Row]
        enum CodingKeys: String, CodingKey { case rows = "3166-1" }
    }

    private struct RegionFile: Decodable {
        struct Row: Decodable {
            let code: String
            let name: String
        }
        let rows: [Row]
        enum CodingKeys: String, CodingKey { case rows = "3166-2" }
    }

    private static func readCountries(_ folder: URL) -> Countries {
        var countries = Countries()
        guard let data = try? Data(contentsOf: folder.appending(path: "iso_3166-1.json")),
            let file = try? JSONDecoder().decode(CountryFile.self, from: data)
        else { return countries }
        for row in file.rows {
            countries.names[row.twoLetters] = row.commonName ?? row.name
            for name in [row.twoLetters, row.threeLetters, row.name, row.commonName, row.officialName].compactMap(\.self) {
                countries.codes[folded(name)] = row.twoLetters
            }
        }
        for (code, names) in EverydayNames.countries where countries.names[code] != nil {
            for name in names { countries.codes[folded(name)] = code }
        }
        return countries
    }

    private static func readRegions(_ folder: URL) -> [String: [String: CountryRegion]] {
        guard let data = try? Data(contentsOf: folder.appending(path: "iso_3166-2.json")),
            let file = try? JSONDecoder().decode(RegionFile.self, from: data)
        else { return [:] }
        var regions: [String: [String: CountryRegion]] = [:]
        func add(_ region: CountryRegion, of country: String, called names: [String]) {
            for name in names { regions[country, default: [:]][folded(name)] = regions[country]?[folded(name)] ?? region }
        }
        for row in file.rows {
            let parts = row.code.split(separator: "-", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            add(CountryRegion(code: parts[1], name: row.name), of: parts[0], called: [parts[1], row.code, row.name])
        }
        for (country, code, names) in EverydayNames.regions {
            let region = regions[country]?[folded(code)] ?? CountryRegion(code: code, name: names[0])
            add(region, of: country, called: names + [code])
        }
        return regions
    }

    /// Without regard to case, accents, white space and punctuation: "São  Paulo" and "sao paulo" are one name.
    private static func folded(_ text: String) -> String {
        let plain = text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
        return String(String.UnicodeScalarView(plain.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
    }
}
