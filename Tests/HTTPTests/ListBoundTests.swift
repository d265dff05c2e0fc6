import HTTP
import Testing

@Suite("A list without end", .timeLimit(.minutes(1)))
struct ListBoundTests {
    @Test(
        "By pages and by elements, whichever comes first",
        arguments: [
            ([1, 1, 1], true), ([1, 1, 1, 1], false), ([10], true), ([11], false), ([5, 5], true), ([5, 6], false), ([0, 0, 0], true),
            ([0, 0, 0, 0], false),
        ] as [([Int], Bool)])
    func took(pages: [Int], mayHaveAnEnd: Bool) {
        var bound = ListBound(pages: 3, elements: 10)
        let answers = pages.map { bound.took($0) }
        #expect(answers.last == mayHaveAnEnd)
        #expect(!answers.dropLast().contains(false))
        #expect(bound.pages == pages.count && bound.elements == pages.reduce(0, +))
    }
}
