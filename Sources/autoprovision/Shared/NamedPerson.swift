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
        let wanted = text.lowercased()
        let found = filter { $0.email.lowercased().contains(wanted) || $0.name.lowercased().contains(wanted) }
        let names = Set(found.map { "\($0.name) <\($0.email)>" }).sorted().prefix(5)
        return names.isEmpty ? "" : " Similar: \(names.joined(separator: ", "))."
    }

    /// Those about the person with this address, directory id or whole name; none when there is nobody.
    ///
    /// - Parameter takesPart: whether words of a name are enough that only one of these people has. What takes something away is not done by a guess.
    /// - Throws: ``OperationError/invalidInput(_:)`` when several people have that name.
    func about(_ name: String, takesPart: Bool = false) throws(OperationError) -> [Element] {
        let wanted = name.lowercased()
        let found = filter { $0.email.lowercased() == wanted || $0.personID == name || $0.name.lowercased() == wanted }
        guard found.allSatisfy({ $0.personID == found.first?.personID }) else {
            throw .severalPeople(named: name, addresses: Array(Set(found.map(\.email))))
        }
        guard found.isEmpty, takesPart else { return found }
        let part = NamePart(name)
        let similar = filter { part.isIn($0.name) }
        return similar.allSatisfy { $0.personID == similar.first?.personID } ? similar : []
    }
}
