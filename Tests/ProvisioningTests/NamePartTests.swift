import Testing

@testable import Provisioning

@Suite("Part of a name", .timeLimit(.minutes(1)))
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
}
