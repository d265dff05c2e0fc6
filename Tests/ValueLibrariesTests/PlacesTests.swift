import Provisioning
import Testing

@testable import ValueLibraries

@Suite(.timeLimit(.minutes(2))) struct PlacesTests {
    private let places = Places()

    @Test(
        arguments: [
            ("US", "US"), ("usa", "US"), ("U.S.A.", "US"), ("United States", "US"), ("United States of America", "US"), ("GBR", "GB"), ("UK", "GB"),
            ("England", "GB"), ("Deutschland", "DE"), ("germany ", "DE"), ("Korea", "KR"), ("South Korea", "KR"), ("Türkiye", "TR"), ("Turkey", "TR"),
            ("Czech Republic", "CZ"), ("Côte d'Ivoire", "CI"), ("cote d’ivoire", "CI"), ("Viet Nam", "VN"), ("Atlantis", nil), ("", nil),
            ("California", nil),
        ] as [(String, String?)])
    func countries(text: String, code: String?) { #expect(places.countryCode(of: text) == code) }

    @Test(
        arguments: [("US", "United States"), ("GB", "United Kingdom"), ("KR", "South Korea"), ("TW", "Taiwan"), ("XX", nil)] as [(String, String?)])
    func names(code: String, name: String?) { #expect(places.countryName(of: code) == name) }

    @Test(
        arguments: [
            ("California", "US", "CA"), ("ca", "US", "CA"), ("US-CA", "US", "CA"), ("Washington, D.C.", "US", "DC"), ("AE", "US", "AE"),
            ("Québec", "CA", "QC"),
            ("quebec", "CA", "QC"), ("Bavaria", "DE", "BY"), ("Bayern", "DE", "BY"), ("São Paulo", "BR", "SP"), ("sao paulo", "BR", "SP"),
            ("Bavaria", "US", nil),
            ("", "US", nil), ("California", "XX", nil),
        ] as [(String, String, String?)])
    func regions(text: String, country: String, code: String?) { #expect(places.region(text, in: country)?.code == code) }

    /// No two countries are called the same.
    @Test func everydayNamesAreUnique() {
        for (code, names) in EverydayNames.countries {
            #expect(places.countryName(of: code) != nil, "\(code)")
            for name in names { #expect(places.countryCode(of: name) == code, "\(name)") }
        }
        for (country, code, names) in EverydayNames.regions {
            for name in names { #expect(places.region(name, in: country)?.code == code, "\(name)") }
        }
    }
}
