import Testing

@testable import Sync

@Suite("What is kept in memory", .timeLimit(.minutes(1)))
struct KeptTests {
    private enum Refusal: Error { case refused }

    @Test("It is made anew only from something else, or after it was forgotten")
    func origin() {
        let kept = Kept<String, Int>()
        #expect(kept.current == nil)
        #expect(kept.value(from: "a") { 1 } == 1)
        #expect(kept.value(from: "a") { 2 } == 1)
        #expect(kept.value(from: "b") { 3 } == 3 && kept.current == 3)
        kept.forget()
        #expect(kept.current == nil && kept.value(from: "b") { 4 } == 4)
    }

    @Test("What cannot be made leaves what was kept")
    func failure() throws {
        let kept = Kept<String, Int>()
        _ = kept.value(from: "a") { 1 }
        #expect(throws: Refusal.self) { try kept.value(from: "b") { () throws(Refusal) in throw .refused } }
        #expect(kept.current == 1)
    }

    @Test("Whoever asks at the same time gets the same")
    func together() async {
        let kept = Kept<Int, Int>()
        let values = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<100 { group.addTask { kept.value(from: 1) { Int.random(in: 0...Int.max) } } }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values.count == 1)
    }
}
