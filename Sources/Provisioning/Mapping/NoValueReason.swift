/// Why a step ends without a value.
package enum NoValueReason: Sendable, Equatable, Hashable {
    /// Nothing is left of the value.
    case empty
    /// The regular expression finds nothing in the value.
    case noMatch(String)
    /// The table has no row for the value.
    case notInTable(String, table: String)
    /// It cannot be told which phone number the value is.
    case phoneNumber(String, PhoneNumberDoubt, country: String?)
    /// No country is called so.
    case unknownCountry(String)
    /// The country is not known, so the region cannot be told.
    case noCountry(String)
    /// The country has no region that is called so.
    case unknownRegion(String, country: String)
    /// The app has no regions for this country: the address goes without one.
    case countryWithoutRegions(String, country: String)
    /// The address to which it belongs is doubtful, and half an address is worse than none: the reason is at another attribute of it.
    case doubtfulAddress
    /// The address to which it belongs has no region, and in this country the app takes none without.
    case addressWithoutRegion(country: String)

    /// The value of which nothing came.
    var typed: String? {
        switch self {
        case .noMatch(let text), .notInTable(let text, _), .phoneNumber(let text, _, _), .unknownCountry(let text), .noCountry(let text),
            .unknownRegion(let text, _), .countryWithoutRegions(let text, _):
            text
        case .empty, .doubtfulAddress, .addressWithoutRegion: nil
        }
    }

    /// Whether the value is doubtful: in `countryWithoutRegions` nothing is wrong with it.
    var isDoubt: Bool { if case .countryWithoutRegions = self { false } else { true } }

    /// A word for machines (`--json`), and for the groups of the data quality report.
    package var code: String {
        switch self {
        case .empty: "empty"
        case .noMatch: "noMatch"
        case .notInTable: "notInTable"
        case .phoneNumber(_, let doubt, _): "phoneNumber.\(doubt.rawValue)"
        case .unknownCountry: "unknownCountry"
        case .noCountry: "noCountry"
        case .unknownRegion: "unknownRegion"
        case .countryWithoutRegions: "countryWithoutRegions"
        case .doubtfulAddress: "doubtfulAddress"
        case .addressWithoutRegion: "addressWithoutRegion"
        }
    }
}
