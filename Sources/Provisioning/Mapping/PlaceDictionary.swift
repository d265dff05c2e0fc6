/// The countries and regions that an app knows, with the names that it takes for them.
package struct PlaceDictionary: Sendable, Equatable, Codable {
    /// A country.
    package struct Country: Sendable, Equatable, Codable {
        /// Two letters, ISO 3166-1.
        package let code: String
        package let name: String

        package init(code: String, name: String) { (self.code, self.name) = (code, name) }
    }

    /// A region of a country.
    package struct Region: Sendable, Equatable, Codable {
        /// The country's code of two letters.
        package let country: String
        /// The app's own short code, which need not be that of ISO 3166-2.
        package let code: String
        package let name: String

        package init(country: String, code: String, name: String) { (self.country, self.code, self.name) = (country, code, name) }
    }

    package let countries: [Country]
    package let regions: [Region]

    package init(countries: [Country], regions: [Region]) { (self.countries, self.regions) = (countries, regions) }
}
