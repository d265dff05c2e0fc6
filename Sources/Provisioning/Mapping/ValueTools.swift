/// What steps need to know about the world beyond their text: regular expressions, phone numbers, countries and their regions. The rules are pure and link no
/// library; whoever makes a plan brings the tools.
package protocol ValueTools: Sendable {
    /// What is wrong with a regular expression, in the library's words; `nil` when it can be used.
    func problem(ofPattern pattern: String) -> String?

    /// What a regular expression finds first in a text, or one group of it; `nil` without a match, or when the group has no part in it.
    func firstMatch(of pattern: String, in text: String, group: Int) -> String?

    /// What a text means as a phone number.
    ///
    /// - Parameter country: the country (two letters, ISO 3166-1) whose way of writing counts when the text does not begin with +.
    func phoneNumber(_ text: String, country: String?) -> PhoneNumberReading

    /// The code of two letters (ISO 3166-1) of a country, by its code, its name in English, or another name that people use.
    func countryCode(of text: String) -> String?

    /// The name of a country by its code, as the app wants it.
    func countryName(of code: String) -> String?

    /// A region of a country, by its code or its name; `nil` when the country has none that is called so.
    ///
    /// - Parameter country: the code of two letters.
    func region(_ text: String, in country: String) -> CountryRegion?

    /// Whether a country has regions at all.
    ///
    /// - Parameter country: the code of two letters.
    func hasRegions(_ country: String) -> Bool

    /// What is missing on this machine for a step; `nil` when it can be done. A run that needs it does not begin: otherwise the values of everybody would be gone.
    func missing(for step: ValueStep.Name) -> MissingTool?
}

/// A part of a country: state, province, prefecture.
package struct CountryRegion: Sendable, Equatable {
    /// The short code within the country, such as `CA`.
    package let code: String
    package let name: String

    package init(code: String, name: String) {
        self.code = code
        self.name = name
    }
}

/// What a text means as a phone number.
package enum PhoneNumberReading: Sendable, Equatable, Hashable {
    /// The number in the international form of ITU-T E.164, such as `+14155550123`.
    case number(String)
    /// It cannot be told, and is not guessed.
    case doubt(PhoneNumberDoubt)
}

/// Why the number that a text means cannot be told.
package enum PhoneNumberDoubt: String, Sendable, Equatable, Hashable, Codable, CaseIterable {
    /// It has letters: nobody knows whether they are part of the number.
    case letters
    /// It has an extension, which the international form cannot carry.
    case hasExtension
    /// It does not begin with +, and nobody knows the country.
    case noCountry
    /// It has too few or too many digits for the country.
    case wrongLength
    /// No such number is given out in the country.
    case notInUse
    /// It is no phone number at all.
    case notANumber
}

/// A library or a file of this machine that a step needs.
package enum MissingTool: String, Sendable, Equatable {
    /// Google's library of phone numbers, by its package in Debian.
    case phoneNumbers = "libphonenumber8"
    /// The names of countries and regions, by their package in Debian.
    case places = "iso-codes"
}

/// Tools of a machine that has none: for what never looks at values.
package struct NoValueTools: ValueTools {
    package init() {}

    package func problem(ofPattern pattern: String) -> String? { nil }
    package func firstMatch(of pattern: String, in text: String, group: Int) -> String? { nil }
    package func phoneNumber(_ text: String, country: String?) -> PhoneNumberReading { .doubt(.notANumber) }
    package func countryCode(of text: String) -> String? { nil }
    package func countryName(of code: String) -> String? { nil }
    package func region(_ text: String, in country: String) -> CountryRegion? { nil }
    package func hasRegions(_ country: String) -> Bool { false }
    package func missing(for step: ValueStep.Name) -> MissingTool? {
        switch step {
        case .e164: .phoneNumbers
        case .region, .country: .places
        case .trim, .upper, .lower, .title, .replace, .pattern, .lookUp, .join, .cut: nil
        }
    }
}
