import Directory
import Provisioning
import Sync

/// The person by whom a mapping shows what it does: one of a few from the directory.
struct SamplePerson: Sendable {
    private var turn = 0
    /// The directory id of the person that was asked for by name; comes first.
    private var chosen: String?

    /// The person; `nil` while none is known.
    func person(_ model: ConsoleModel) -> Person? {
        guard let people = model.sample.value, !people.isEmpty else { return nil }
        return people[turn % people.count]
    }

    /// Goes on to the next person, after the last one to the first.
    mutating func takeNext() { turn += 1 }

    /// Takes this person, who is to be read first.
    mutating func take(personID: String) { (turn, chosen) = (0, personID) }

    /// What is read of each person: everything that can be mapped, so that the sample follows each choice at once.
    func loading(_ attributes: [DirectoryAttribute], _ mappings: [AttributeMapping]) -> ConsoleEffect {
        let sources = MappingTable(targets: [], mappings: mappings).sourceAttributes
        return .task(Read(attributes: Set(attributes.map(\.id)).union(sources), first: chosen))
    }

    /// Reads a few people with these attributes, by id; one of them first.
    struct Read: ModelReading {
        let attributes: Set<String>
        let first: String?

        var place: WritableKeyPath<ConsoleModel, Loadable<[Person]>> { \.sample }
        func perform(_ services: ConsoleServices) async throws -> [Person] { try await services.setup.samplePeople(attributes, first: first) }
    }
}
