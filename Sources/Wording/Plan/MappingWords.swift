package import Provisioning

extension MappedValue {
    /// One line for the screen.
    package var words: String {
        switch self {
        case .value(let text): text
        case .empty: "no value"
        case .leftOut(let reason): "left out: \(reason.words)"
        case .missing(nil): "no value, but it is mandatory"
        case .missing(let reason?): "mandatory, but there is no value: \(reason.words)"
        case .tooLong(let text, let limit): "too long (\(ValueFormat.length(of: text)) characters, at most \(limit)): \(text)"
        case .unfit(let text, let format): "\(text) is not \(format.words)"
        }
    }
}

extension UnfitValue {
    /// Which value of which attribute does not fit.
    package var words: String { "\(label): \"\(value)\" is not \(format.words)" }
}

extension ValueFormat.Name {
    /// What a value should be, with its article.
    package var words: String {
        switch self {
        case .text: "a text"
        case .phoneNumber: "an international phone number such as +14155550123"
        case .email: "an email address"
        case .country: "a country"
        case .region: "a state or region"
        }
    }
}

extension NoValueReason {
    /// Why nothing came of a value, as a part of a sentence.
    package var words: String {
        switch self {
        case .empty: "nothing is left of the value"
        case .noMatch(let text): "the pattern does not match \"\(text)\""
        case .notInTable(let text, let table): "the table \(table) has no row for \"\(text)\""
        case .phoneNumber(let text, let doubt, let country): "\"\(text)\" \(doubt.words(country: country))"
        case .unknownCountry(let text): "no country is called \"\(text)\""
        case .noCountry(let text): "the country is not known in which \"\(text)\" is"
        case .unknownRegion(let text, let country): "\(country) has no state or region \"\(text)\""
        case .countryWithoutRegions(_, let country): "the app has no states or regions for \(country), so the address goes without one"
        case .doubtfulAddress: "another part of the address cannot be determined"
        case .addressWithoutRegion(let country): "the address has no state, which is mandatory in \(country)"
        }
    }
}

extension PhoneNumberDoubt {
    /// Why a text is not taken for a phone number, behind the text.
    package func words(country: String?) -> String {
        switch self {
        case .letters: "has letters in it"
        case .hasExtension: "has an extension, which an international number cannot carry"
        case .noCountry: "does not begin with +, and the country is not known"
        case .wrongLength: "has the wrong number of digits\(country.map { " for \($0)" } ?? "")"
        case .notInUse: "is not a number that is in use\(country.map { " in \($0)" } ?? "")"
        case .notANumber: "is not a phone number"
        }
    }
}

extension ValueStep {
    /// What the step does, as a part of a sentence.
    package var words: String {
        switch self {
        case .trim: "without whitespace at both ends"
        case .upper: "in uppercase"
        case .lower: "in lowercase"
        case .title: "each word capitalized"
        case .replace(let find, let with): with.isEmpty ? "without \"\(find)\"" : "\"\(find)\" becomes \"\(with)\""
        case .pattern(let match, let group): group == 0 ? "what matches \(match)" : "group \(group) of \(match)"
        case .lookUp(let table, let isKept): "looked up in the table \(table)\(isKept ? ", kept if it is not there" : "")"
        case .join(let attributes, let separator): "followed by \(attributes.joined(separator: ", ")), with \"\(separator)\" between"
        case .e164(let country): "as an international phone number\(country.words)"
        case .region(let country, let form): "as the \(form.rawValue) of a state or region\(country.words)"
        case .country(let form): "as the \(form.rawValue) of a country"
        case .cut(let length): "cut to \(length) characters"
        }
    }
}

extension ValueStep.PersonCountry {
    fileprivate var words: String { fallback.map { "; where the country is not known, \($0)" } ?? "" }
}

extension ValueStep.Name {
    /// What such a step does, for whoever chooses one.
    package var words: String {
        switch self {
        case .trim: "removes whitespace at both ends"
        case .upper: "converts everything to uppercase"
        case .lower: "converts everything to lowercase"
        case .title: "capitalizes each word"
        case .replace: "replaces one text with another, or with nothing"
        case .pattern: "keeps what a regular expression finds"
        case .lookUp: "looks the value up in a table of config.json"
        case .join: "appends other attributes to the value"
        case .e164: "makes an international phone number, +14155550123"
        case .region: "finds the state or region and writes its code or name"
        case .country: "finds the country and writes its name or code"
        case .cut: "keeps only the first characters"
        }
    }
}
