import Engine
import Provisioning
import Sync

/// Something about a person, who can be named on the command line.
protocol NamedPerson {
    var personID: String { get }
    var name: String { get }
    var email: String { get }
}

extension PlanEntry: NamedPerson {}
extension PendingEntry: NamedPerson {}
extension StandingFailure: NamedPerson {
    var personID: String { entry.personID }
    var name: String { entry.name }
    var email: String { entry.email }
}

extension Sequence where Element: NamedPerson {
    /// A sentence that names people whose name or address holds the text; empty when there are none.
    func similar(to text: String) -> String {
        SimilarNames(to: text, in: self, names: { [$0.name, $0.email] }, label: { "\($0.name) <\($0.email)>" }).sentence()
    }

    /// Those about the person with this address, directory id or whole name; none when there is nobody.
    ///
    /// - Parameter takesPart: whether a part of a name or address is enough that only one of these people has. What takes something away is not done by a guess.
    /// - Throws: ``OperationError/invalidInput(_:)`` when several people are meant.
    func about(_ name: String, takesPart: Bool = false) throws(OperationError) -> [Element] {
        let wanted = name.lowercased()
        let found = filter { $0.email.lowercased() == wanted || $0.personID == name || $0.name.lowercased() == wanted }
        guard found.isEmpty, takesPart, !wanted.isEmpty else { return try found.ofOnePerson(named: name) }
        // Whole words of a name mean more than letters somewhere in it.
        let part = NamePart(name)
        let named = filter { part.isIn($0.name) }
        return try (named.isEmpty ? filter { [$0.name, $0.email].contains(where: part.isNear) } : named).ofOnePerson(named: name)
    }

    /// All of them, if they are about one person.
    private func ofOnePerson(named name: String) throws(OperationError) -> [Element] {
        let people = Dictionary(map { ($0.personID, "\($0.name) <\($0.email)>") }, uniquingKeysWith: { first, _ in first })
        guard people.count <= 1 else { throw .severalPeople(named: name, people: Array(people.values)) }
        return Array(self)
    }
}
