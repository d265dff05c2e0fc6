import Directory

/// One step that makes another text of a value. Steps are few and total: each ends in a value, or in no value and the reason for it.
package enum ValueStep: Sendable, Equatable, Hashable {
    /// White space at both ends goes.
    case trim
    /// All letters become capitals.
    case upper
    /// All letters become small.
    case lower
    /// Each word begins with a capital, the rest of it is small.
    case title
    /// Each occurrence of a text is replaced.
    case replace(find: String, with: String)
    /// What a regular expression (RE2's syntax) finds first, or one group of it. Without a match there is no value.
    case pattern(match: String, group: Int)
    /// The value's row in a table of the configuration; letters count the same in upper and lower case. `isKept` keeps a value that the table lacks.
    case lookUp(table: String, isKept: Bool)
    /// The values of other attributes follow the value; those without a value are left out.
    case join(attributes: [String], separator: String)
    /// A phone number in the international form of ITU-T E.164. Where it does not begin with +, the person's country or the given one says what it means.
    case e164(PersonCountry)
    /// A state, province or the like in the country, by its short code or its name.
    case region(PersonCountry, PlaceForm)
    /// A country, by its name or its code of two letters (ISO 3166-1).
    case country(PlaceForm)
    /// At most so many characters.
    case cut(Int)

    /// The longest regular expression, in bytes: nobody can read a longer one.
    package static let longestPattern = 1_000

    /// How a place is written.
    package enum PlaceForm: String, Sendable, Equatable, Hashable, CaseIterable {
        case name
        case code
    }

    /// The country of which a person's value is: that of an attribute, else a given one, else the company's.
    package struct PersonCountry: Sendable, Equatable, Hashable {
        /// The attribute that is looked at where nothing else is said.
        package static let standardAttribute = DirectoryAttribute.workCountry.id

        /// The directory attribute with the person's country.
        package var attribute: String
        /// The country where the attribute has none, by its code of two letters; `nil` takes the company's.
        package var fallback: String?

        package init(attribute: String = Self.standardAttribute, fallback: String? = nil) {
            self.attribute = attribute
            self.fallback = fallback
        }
    }

    /// The step's name in config.json and in `--map`.
    package enum Name: String, CaseIterable, Sendable {
        case trim, upper, lower, title, replace, pattern, lookUp, join, e164, region, country, cut
    }

    package var name: Name {
        switch self {
        case .trim: .trim
        case .upper: .upper
        case .lower: .lower
        case .title: .title
        case .replace: .replace
        case .pattern: .pattern
        case .lookUp: .lookUp
        case .join: .join
        case .e164: .e164
        case .region: .region
        case .country: .country
        case .cut: .cut
        }
    }

    /// The directory attributes that the step reads beside the value.
    var attributes: Set<String> {
        switch self {
        case .join(let attributes, _): Set(attributes)
        case .e164(let country), .region(let country, _): [country.attribute]
        case .trim, .upper, .lower, .title, .replace, .pattern, .lookUp, .country, .cut: []
        }
    }
}
