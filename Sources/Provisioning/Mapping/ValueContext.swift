package import Directory

/// What the steps of one mapping may look at beside a person: the configuration's tables, the company's country, and the tools.
package struct ValueContext: Sendable {
    /// Tables by name; the keys of each are in lower case.
    private let tables: [String: [String: String]]
    /// The country of the company, by its code of two letters.
    private let companyCountry: String?
    package let tools: any ValueTools

    /// - Parameters:
    ///   - tables: what ``ValueStep/lookUp(table:isKept:)`` looks into, by name.
    ///   - companyCountry: the country of people whose own is not known, by its code of two letters.
    package init(tables: [String: [String: String]] = [:], companyCountry: String? = nil, tools: any ValueTools = NoValueTools()) {
        self.tables = tables.mapValues { Dictionary($0.map { ($0.key.caseFolded, $0.value) }, uniquingKeysWith: { first, _ in first }) }
        self.companyCountry = companyCountry
        self.tools = tools
    }

    /// What one step makes of a value.
    package enum Result: Sendable, Equatable {
        case value(String)
        case none(NoValueReason)
    }

    /// What all steps make of a value, each step with its result: the first one that ends without a value is the last one.
    package func trail(of text: String, through steps: [ValueStep], for person: Person) -> [(step: ValueStep, result: Result)] {
        var value = text
        var trail: [(step: ValueStep, result: Result)] = []
        for step in steps {
            let result = self.result(of: step, on: value, for: person)
            trail.append((step, result))
            guard case .value(let text) = result else { break }
            value = text
        }
        return trail
    }

    /// What all steps together make of a value.
    func result(of text: String, through steps: [ValueStep], for person: Person) -> Result {
        var value = text
        for step in steps {
            switch result(of: step, on: value, for: person) {
            case .value(let text): value = text
            case .none(let reason): return .none(reason)
            }
        }
        return .value(value)
    }

    private func result(of step: ValueStep, on text: String, for person: Person) -> Result {
        switch step {
        case .trim: return Self.value(text.trimmed)
        case .upper: return .value(text.uppercased())
        case .lower: return .value(text.lowercased())
        case .title: return .value(Self.titled(text))
        case .replace(let find, let with): return find.isEmpty ? .value(text) : Self.value(text.replacing(find, with: with))
        case .pattern(let match, let group):
            guard let found = tools.firstMatch(of: match, in: text, group: group) else { return .none(.noMatch(text)) }
            return Self.value(found)
        case .lookUp(let table, let isKept):
            if let value = tables[table]?[text.trimmed.caseFolded] { return Self.value(value) }
            return isKept ? .value(text) : .none(.notInTable(text, table: table))
        case .join(let attributes, let separator):
            let others = attributes.compactMap { person.value(of: $0)?.trimmed }.filter { !$0.isEmpty }
            return .value(([text] + others).joined(separator: separator))
        case .e164(let country):
            let code = self.country(country, of: person)
            switch tools.phoneNumber(text, country: code) {
            case .number(let number): return .value(number)
            case .doubt(let doubt): return .none(.phoneNumber(text, doubt, country: code))
            }
        case .region(let country, let form):
            guard let code = self.country(country, of: person) else { return .none(.noCountry(text)) }
            guard let region = tools.region(text, in: code) else {
                return .none(tools.hasRegions(code) ? .unknownRegion(text, country: code) : .countryWithoutRegions(text, country: code))
            }
            return .value(form == .code ? region.code : region.name)
        case .country(let form):
            guard let code = tools.countryCode(of: text), let name = tools.countryName(of: code) else { return .none(.unknownCountry(text)) }
            return .value(form == .code ? code : name)
        case .cut(let length): return Self.value(Self.cut(text, to: length))
        }
    }

    /// The country of which a person's value is. A country that is written but not known is none: another one would be a guess.
    private func country(_ choice: ValueStep.PersonCountry, of person: Person) -> String? {
        if let own = person.value(of: choice.attribute)?.trimmed, !own.isEmpty { return tools.countryCode(of: own) }
        return choice.fallback ?? companyCountry
    }

    private static func value(_ text: String) -> Result {
        // Nearly every text begins with a visible character of ASCII.
        if let first = text.utf8.first, (0x21...0x7E).contains(first) { return .value(text) }
        return text.trimmed.isEmpty ? .none(.empty) : .value(text)
    }

    /// Each word begins with a capital. A word begins behind everything that is neither a letter, a mark nor an apostrophe.
    private static func titled(_ text: String) -> String {
        var result = ""
        var isWithin = false
        for character in text {
            result += isWithin ? character.lowercased() : character.uppercased()
            isWithin = character.isLetter || character.isNumber || (isWithin && (character == "'" || character == "\u{2019}"))
        }
        return result
    }

    /// The longest beginning that has no more than so many characters, however they are counted; white space at its end goes too.
    private static func cut(_ text: String, to length: Int) -> String {
        guard ValueFormat.length(of: text) > length else { return text }
        var (kept, units, scalars) = ("", 0, 0)
        for character in text {
            let more = String(character)
            units += more.utf16.count
            scalars += more.unicodeScalars.count
            guard max(units, scalars) <= length else { break }
            kept += more
        }
        while kept.last?.isWhitespace == true { kept.removeLast() }
        return kept
    }
}
