import Testing

@testable import Provisioning

@Suite("Renames in an order that frees every name before it is taken", .timeLimit(.minutes(5)))
struct RenameOrderTests {
    static func rename(_ from: String, _ to: String) -> PlanEntry {
        PlanEntry(
            PersonReference(id: from, name: from, email: to), kind: .rename, before: ["userName": from], after: ["userName": to],
            reason: .attributesChanged([]))
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
        let update = PlanEntry(PersonReference(id: "u", name: "u", email: "u"), kind: .update, reason: .attributesChanged([]))
        #expect(RenameOrder.arranged([update, Self.rename("b", "a"), Self.rename("a", "x"), update]).map(\.personID) == ["u", "a", "b", "u"])
    }

    /// Carries the steps out on accounts whose names are unique, as an app does. `nil` when one is refused.
    static func carriedOut(_ steps: [PlanEntry], on names: [String: String]) -> [String: String]? {
        var names = names
        for step in steps {
            let new = step.after["userName"]?.lowercased() ?? ""
            guard !names.contains(where: { $0.key != step.personID && $0.value == new }) else { return nil }
            names[step.personID] = new
        }
        return names
    }

    @Test(
        "Names that are passed round in a circle get there, with one step more for each circle",
        arguments: [
            ([("a", "b"), ("b", "a")], 1), ([("a", "b"), ("b", "c"), ("c", "a")], 1), ([("a", "c"), ("c", "b"), ("b", "a")], 1),
            ([("a@x", "b@x"), ("b@x", "a@x"), ("c@x", "d@x"), ("e@x", "c@x")], 1), ([("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")], 2),
            ([("a", "B"), ("b", "A")], 1), ([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "a")], 1), ([("a", "b"), ("b", "x")], 0),
        ] as [([(String, String)], Int)])
    func circles(renames: [(String, String)], more: Int) {
        let entries = RenameOrder.arranged(renames.map { Self.rename($0.0, $0.1) })
        let steps = RenameOrder.steps(entries)
        #expect(steps.count == entries.count + more)
        let names = Dictionary(uniqueKeysWithValues: renames.map { ($0.0, $0.0) })
        let after = Self.carriedOut(steps, on: names)
        #expect(after == Dictionary(uniqueKeysWithValues: renames.map { ($0.0, $0.1.lowercased()) }))
        // Cut off after any step, the next plan, made of what the accounts are called then, gets there too.
        for count in 0...steps.count {
            guard let reached = Self.carriedOut(Array(steps.prefix(count)), on: names) else { continue }
            let rest = renames.compactMap { person, name -> PlanEntry? in
                guard let current = reached[person], current != name.lowercased() else { return nil }
                return PlanEntry(
                    PersonReference(id: person, name: person, email: name), kind: .rename, before: ["userName": current], after: ["userName": name],
                    reason: .attributesChanged([]))
            }
            #expect(Self.carriedOut(RenameOrder.steps(RenameOrder.arranged(rest)), on: reached) == after)
        }
    }
}
