import Directory
import Provisioning
import Testing

@Suite("The list of people", .timeLimit(.minutes(5)))
struct ListedPersonTests {
    @Test("Everybody whom the directory or the ledger knows is listed once, by name, with status and account")
    func all() {
        let snapshot = World.snapshot(
            [World.person("b"), World.person("a", status: .suspended), World.person("c", status: .archived)],
            deleted: [World.person("d", status: .deleted)])
        let links = [World.link(World.person("b")), World.link(World.person("a"), isActive: false), World.link(World.person("gone"))]
        let people = ListedPerson.all(snapshot, links: Dictionary(uniqueKeysWithValues: links.map { ($0.personID, $0) }))
        #expect(
            people.map { "\($0.id) \($0.statusWords) \($0.accountWords)" } == [
                "gone not listed active", "a suspended suspended", "b active active", "c archived none", "d deleted none",
            ])
    }
}
