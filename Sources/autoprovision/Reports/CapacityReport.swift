import Foundation
import Provisioning

/// How many accounts the app can still take, and who waits for a license, as JSON.
struct CapacityReport: Encodable {
    struct Person: Encodable {
        let personID: String
        let name: String
        let email: String
    }

    struct Release: Encodable {
        let person: Person
        let due: Date
    }

    let free: Int
    let read: Date
    /// In the order in which they get an account.
    let waiting: [Person]
    /// Deletions to come that will free licenses.
    let releases: [Release]

    init(_ outlook: CapacityOutlook) {
        free = outlook.capacity.free
        read = outlook.capacity.read
        waiting = outlook.waiting.map(Self.person)
        releases = outlook.releases.map { Release(person: Self.person($0.person), due: $0.due) }
    }

    private static func person(_ person: PersonReference) -> Person { Person(personID: person.id, name: person.name, email: person.email) }
}
