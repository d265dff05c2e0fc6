import FileHome
import Foundation
import Testing

@Suite("Places in a JSON text", .timeLimit(.minutes(5)))
struct JSONPlacesTests {
    static let text = """
        {
          "a": {"b": [1, {"c.d": "x\\"}", "é": 2}, null]},
            "units": {"/Sales/West": "on"}
        }
        """

    @Test(
        "are found by path; what is missing is where it would be",
        arguments: [
            ("a", 2, 3), ("a.b", 2, 9), ("a.b[0]", 2, 15), ("a.b[1].c.d", 2, 19), ("a.b[1].é", 2, 34), ("a.b[2]", 2, 43), ("a.b[7]", 2, 9),
            ("units[\"/Sales/West\"]", 3, 15), ("nothing", 1, 1),
        ])
    func place(path: String, line: Int, column: Int) {
        let place = JSONPlaces(Data(Self.text.utf8)).place(of: path)
        #expect(place.line == line && place.column == column, "\(place)")
    }

    @Test("of a text that is cut anywhere, or no JSON at all, something is said and nothing breaks")
    func cut() {
        let bytes = Array(Self.text.utf8)
        for count in bytes.indices { #expect(JSONPlaces(Data(bytes.prefix(count))).place(of: "a.b[1].c.d").line >= 1) }
        for text in [String(repeating: "[", count: 100_000), "]]]", "\"\\", "{{{", "[,,,]", "{\"a\" 1}"] {
            #expect(JSONPlaces(Data(text.utf8)).place(of: "a").line == 1)
        }
    }
}
