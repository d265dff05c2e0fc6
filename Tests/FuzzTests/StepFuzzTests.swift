import Foundation
import Provisioning
import Testing
import ValueLibraries

@Suite("Spoilt steps, conditions and patterns", .timeLimit(.minutes(10)))
struct StepFuzzTests {
    private static let steps = [
        "trim", "upper", "title", "replace:a:b", #"replace:\::x"#, "pattern:^R[0-9]+$", "pattern/1:(a+)b", "lookUp:departments",
        "lookUp/keep:departments",
        "join/ - :name.givenName,name.familyName", "e164", "e164:US@addresses[work].country", "region/name:GB", "country/code", "cut:64",
    ]

    @Test("A step is read, or refused with a sentence; what was read is written and read again as the same")
    func steps() async throws {
        for text in Self.steps { _ = try ValueStep(parsing: text) }
        try await Fuzzing.run("steps") { mutator in
            let text = String(decoding: mutator.mutated(Data(mutator.pick(Self.steps).utf8)), as: UTF8.self)
            do throws(ValueStep.TextProblem) {
                let step = try ValueStep(parsing: text)
                #expect(try ValueStep(parsing: step.text) == step, "\(text)")
                let coded = try? JSONDecoder().decode(ValueStep.self, from: JSONEncoder().encode(step))
                #expect(coded == step, "\(text)")
            } catch {
                expectWords(error.description)
            }
        }
    }

    private static let conditions = [
        "organizations[primary].department=Sales|Support", "title!=Intern", "name.givenName^=A|B", "customSchemas.A.b~^(x|y)+$", #"title=a\|b"#,
    ]

    @Test("A condition is read, or refused with a sentence; what was read is written and read again as the same")
    func conditions() async throws {
        for text in Self.conditions { _ = try ScopeCondition(parsing: text) }
        try await Fuzzing.run("conditions") { mutator in
            let text = String(decoding: mutator.mutated(Data(mutator.pick(Self.conditions).utf8)), as: UTF8.self)
            do throws(ScopeCondition.TextProblem) {
                let condition = try ScopeCondition(parsing: text)
                #expect(!condition.values.isEmpty && !condition.attribute.isEmpty)
                #expect(try ScopeCondition(parsing: condition.text) == condition, "\(text)")
                let coded = try? JSONDecoder().decode(ScopeCondition.self, from: JSONEncoder().encode(condition))
                #expect(coded == condition, "\(text)")
            } catch {
                expectSentence(error)
            }
        }
    }

    @Test("A pattern is used or refused, whatever the text that it is held against")
    func patterns() async throws {
        let patterns = ["^R[0-9]+$", "(a+)+b", "(?i)head of (.*)", "[[:alpha:]]{2,5}", #"\p{Greek}+"#]
        let texts = ["Head of Sales", String(repeating: "a", count: 5_000), "Ωμέγα", "e\u{301}\u{202e}x", ""]
        let tools = MachineValueTools.shared
        try await Fuzzing.run("patterns") { mutator in
            let pattern = String(decoding: mutator.mutated(Data(mutator.pick(patterns).utf8)), as: UTF8.self)
            let text = mutator.pick(texts)
            let found = tools.firstMatch(of: pattern, in: text, group: 0)
            #expect(found.map { text.contains($0) || $0.isEmpty } ?? true, "\(pattern)")
            if tools.problem(ofPattern: pattern) != nil { #expect(found == nil) }
        }
    }
}

/// How a step is written is short: "Write cut:CHARACTERS."
private func expectWords(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(text.split(separator: " ").count >= 2 && text.hasSuffix("."), "\(text.prefix(200))", sourceLocation: sourceLocation)
}
