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
        let found = Set(filter { $0.email.lowercased().contains(wanted) || $0.name.lowercased().contains(wanted) }.map(\.email)).sorted().prefix(5)
        return found.isEmpty ? "" : " Similar: \(found.joined(separator: ", "))."
    }

    /// Those about the person with this address, directory id or whole name; none when there is nobody.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when several people have that name.
    func about(_ name: String) throws(OperationError) -> [Element] {
        let wanted = name.lowercased()
        let found = filter { $0.email.lowercased() == wanted || $0.personID == name || $0.name.lowercased() == wanted }
        guard found.allSatisfy({ $0.personID == found.first?.personID }) else {
            throw .severalPeople(named: name, addresses: Array(Set(found.map(\.email))))
        }
        return found
    }
}
