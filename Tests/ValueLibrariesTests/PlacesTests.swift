import Provisioning
import Synchronization
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

    /// The text and country that are looked up, and the code in a dictionary that knows less than the package and has a code of its own.
    @Test(
        "what the app told decides which countries and regions there are, and what they are called; what people call them stays known",
        arguments: [
            ("California", "US", "CA"), ("American Samoa", "US", "AM"), ("AM", "US", "AM"), ("AS", "US", "AM"),
            ("Nevada", "US", nil), ("Bavaria", "DE", nil),
        ] as [(String, String, String?)])
    func told(text: String, country: String, code: String?) {
        let places = Places()
        let dictionary = PlaceDictionary(
            countries: [.init(code: "US", name: "United States"), .init(code: "TR", name: "Turkey")],
            regions: [.init(country: "US", code: "CA", name: "California"), .init(country: "US", code: "AM", name: "American Samoa")])
        #expect(places.use(dictionary, edition: "1") && !places.use(dictionary, edition: "1"))
        #expect(places.region(text, in: country)?.code == code)
        #expect(places.hasRegions("US") && !places.hasRegions("DE"))
        #expect(places.countryCode(of: "Türkiye").flatMap(places.countryName) == "Turkey")
        #expect(places.countryCode(of: "Atlantis") == nil)
        #expect(places.countryName(of: "DE") == nil)
        #expect(places.use(nil, edition: "") && places.region("Bavaria", in: "DE")?.code == "BY")
    }

    @Test("what the app told before is asked for once, when the first country is looked up")
    func before() {
        let questions = Mutex(0)
        let places = Places {
            questions.withLock { $0 += 1 }
            return (PlaceDictionary(countries: [.init(code: "TR", name: "Turkey")], regions: []), "1")
        }
        #expect(questions.withLock(\.self) == 0)
        #expect(places.countryName(of: "TR") == "Turkey" && places.countryName(of: "DE") == nil && places.edition == "1")
        #expect(questions.withLock(\.self) == 1)
    }

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
