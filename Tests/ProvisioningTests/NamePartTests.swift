import Testing

@testable import Provisioning

@Suite("Part of a name, and names that come near", .timeLimit(.minutes(1)))
struct NamePartTests {
    @Test(
        "Whole words of a name are a part of it, in whatever letters; parts of words are not",
        arguments: [
            ("zoë", "Zoë Kowalczyk", true), ("Zoe", "Zoë Kowalczyk", true), ("KOWALCZYK", "Zoë Kowalczyk", true),
            ("Zoë Kowalczyk", "Zoë Kowalczyk", true),
            ("de la Cruz", "Ana de la Cruz", true), ("la de", "Ana de la Cruz", false), ("Zo", "Zoë Kowalczyk", false),
            ("", "Zoë Kowalczyk", false),
            ("  ", "Zoë", false), ("Zoë Kowalczyk Jr", "Zoë Kowalczyk", false), ("営業", "営業 太郎", true),
        ])
    func part(text: String, name: String, isPart: Bool) { #expect(NamePart(text).isIn(name) == isPart) }

    @Test(
        "What has the words, or holds the letters, is named: sorted, none twice, at most five",
        arguments: [
            ("zoe", ["zoé@a", "zoë@b"]), ("@", ["1@c", "2@c", "3@c", "4@c", "5@c"]), ("ö", ["4@c"]), ("", []), ("nobody", []),
        ])
    func similar(text: String, labels: [String]) {
        let people = [
            ("Zoë Kowalczyk", "zoë@b"), ("Zoé", "zoé@a"), ("Zoé", "zoé@a"), ("1", "1@c"), ("5", "5@c"), ("2", "2@c"), ("3", "3@c"), ("Höß", "4@c"),
        ]
        let similar = SimilarNames(to: text, in: people, names: { [$0.0, $0.1] }, label: \.1)
        #expect(similar.labels == labels)
        #expect(similar.sentence(otherwise: "Look again.") == (labels.isEmpty ? " Look again." : " Similar: \(labels.joined(separator: ", "))."))
    }
}
