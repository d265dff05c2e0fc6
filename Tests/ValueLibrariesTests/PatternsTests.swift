import Provisioning
import Testing

@testable import ValueLibraries

@Suite(.timeLimit(.minutes(2))) struct PatternsTests {
    @Test(
        arguments: [
            (#"^\w+"#, "Ada Lovelace", 0, "Ada"), (#"^(\w+) (\w+)$"#, "Ada Lovelace", 2, "Lovelace"),
            (#"(?i)^team-(.*)"#, "TEAM-Örebro", 1, "Örebro"),
            (#"x*"#, "abc", 0, ""), (#"^\d+$"#, "12a", 0, nil), (#"^(a)?b"#, "b", 1, nil), (#"a"#, "a", 1, nil), (#"."#, "", 0, nil),
            (#"\p{Han}+"#, "部長 (Manager)", 0, "部長"),
        ] as [(String, String, Int, String?)])
    func finds(pattern: String, text: String, group: Int, expected: String?) {
        #expect(Patterns().firstMatch(of: pattern, in: text, group: group) == expected)
    }

    @Test(arguments: ["(", "[a", "a**", #"(?<name"#, #"\1"#, "(?=a)"])
    func refuses(pattern: String) {
        let patterns = Patterns()
        #expect(patterns.problem(of: pattern)?.isEmpty == false)
        #expect(patterns.firstMatch(of: pattern, in: "a", group: 0) == nil)
    }

    /// What takes other libraries longer than the universe has existed.
    @Test func neverBacktracks() {
        let patterns = Patterns()
        #expect(patterns.problem(of: "^(a+)+$") == nil)
        #expect(patterns.firstMatch(of: "^(a+)+$", in: String(repeating: "a", count: 100_000) + "!", group: 0) == nil)
    }

    @Test func takesManyAtOnce() async {
        let patterns = Patterns()
        let found = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { patterns.firstMatch(of: #"(\d+)-\#(number % 7)"#, in: "x \(number)-\(number % 7)", group: 1) == "\(number)" }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(found.count == 200 && found.allSatisfy(\.self))
    }
}
