import Testing

@testable import Console

@Suite("What pages say of themselves", .timeLimit(.minutes(1)))
struct PlaceTests {
    @Test("Each has a name of its own, which is the one in the line at the top")
    func names() throws {
        #expect(Set(Place.allCases.map(\.name)).count == Place.allCases.count)
        let model = Fixture.app().model
        for place in Place.allCases { #expect(place.page(model).crumb == place.name) }
    }

    @Test("Each has a letter of its own on the app's page, or none; none is a key that means something else there")
    func letters() {
        let letters = Place.allCases.compactMap(\.key)
        #expect(letters.count == Set(letters).count && letters.count > 8)
        #expect(Set(letters).isDisjoint(with: "kjgGrxqR?:"))
    }

    @Test("The way to a page leads over the pages that Escape goes back to, and ends with it", arguments: Place.allCases)
    func ways(place: Place) {
        let model = Fixture.app().model
        let way = place.way(model).map(\.crumb)
        #expect(way.first == Place.apps.name && way.last == place.name && Set(way).count == way.count)
    }
}
