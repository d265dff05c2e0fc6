import Testing

@testable import Provisioning

@Suite("Renames in an order that frees every name before it is taken")
struct RenameOrderTests {
    static func rename(_ from: String, _ to: String) -> PlanEntry {
        PlanEntry(
            personID: from, name: from, email: to, kind: .rename, before: ["userName": from], after: ["userName": to], reason: .attributesChanged([]))
    }

    @Test(
        "Who gives a name up goes before who takes it",
        arguments: [
            ([("a", "x"), ("b", "y")], ["a", "b"]),
            ([("b", "a"), ("a", "x")], ["a", "b"]),
            ([("c", "B"), ("b", "A"), ("a", "x")], ["a", "b", "c"]),
            ([("a", "b"), ("b", "a")], ["b", "a"]),
        ] as [([(String, String)], [String])])
    func order(renames: [(String, String)], expected: [String]) {
        #expect(RenameOrder.arranged(renames.map { Self.rename($0.0, $0.1) }).map(\.personID) == expected)
    }

    @Test("Everything else keeps its place")
    func others() {
        let update = PlanEntry(personID: "u", name: "u", email: "u", kind: .update, reason: .attributesChanged([]))
        #expect(RenameOrder.arranged([update, Self.rename("b", "a"), Self.rename("a", "x"), update]).map(\.personID) == ["u", "a", "b", "u"])
    }
}
