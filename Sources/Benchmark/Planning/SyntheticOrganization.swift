import Directory
import Foundation
import Provisioning
import ValueLibraries

/// An organization of any size for the planner alone: everybody is linked but a few, and one in a hundred has changed since the last run. Every text is made
/// for its own place, as it is when one comes from the directory and the other from the ledger: nothing is shared that a real run does not share.
struct SyntheticOrganization {
    let people: Int
    let targets: [TargetAttribute]

    /// One in this many people is new, and one in this many has a new title.
    static let newcomerStride = 1_000
    static let changeStride = 100

    private static let departments = ["Engineering", "Sales", "Customer Support", "People & Culture", "Finance"]
    private static let titles = ["Software Engineer", "Account Executive", "Support Engineer", "Recruiter", "Controller"]
    private static let places = [
        ("1 Pier Road", "Oakland", "CA", "94607", "US"), ("Köpenicker Straße 12", "Berlin", "BE", "10997", "DE"),
        ("Av. Paulista 1000", "São Paulo", "SP", "01310-100", "BR"),
    ]

    /// How many accounts the plan of ``input()`` has to make and to change.
    var expected: (creations: Int, updates: Int) {
        let creations = (people + Self.newcomerStride - 1) / Self.newcomerStride
        let updates = (0..<people).count { isChanged($0) && !isNew($0) }
        return (creations, updates)
    }

    private func isNew(_ number: Int) -> Bool { number % Self.newcomerStride == 0 }

    private func isChanged(_ number: Int) -> Bool { number % Self.changeStride == 7 }

    /// What the planner is given: the mapping that is proposed, the app on for everyone.
    func input() -> PlanInput {
        let mappings = MappingTable.defaults(for: targets)
        let tools = MachineValueTools.shared
        let table = MappingTable(targets: targets, mappings: mappings, context: ValueContext(tools: tools))
        let configuration = Configuration(
            userAccess: UserAccess(organizationalUnits: ["/": .on]),
            autoprovisioning: AutoprovisioningSettings(
                setupProgress: .finished, mapping: mappings, deprovisioning: DeprovisioningPolicy(suspended: .init(suspend: .within24Hours)),
                isOn: true))
        var snapshot = DirectorySnapshot(customerID: "C1", primaryDomain: "corp.example")
        snapshot.people.reserveCapacity(people)
        var ledger = LedgerState()
        ledger.links.reserveCapacity(people)
        for number in 0..<people {
            snapshot.people.append(person(number, title: isChanged(number) ? "Principal" : nil))
            guard !isNew(number), case .values(let values) = table.account(for: person(number, title: nil)) else { continue }
            let link = AccountLink(personID: snapshot.people[number].id, accountID: String(62_264_420_004 + number), values: values)
            ledger.links[link.personID] = link
        }
        var input = PlanInput(
            configuration: configuration, targets: targets, snapshot: snapshot, ledger: ledger, now: Date(timeIntervalSince1970: 1_800_000_000))
        input.valueTools = tools
        return input
    }

    private func person(_ number: Int, title: String?) -> Person {
        let (street, locality, region, code, country) = Self.places[number % Self.places.count]
        let (given, family) = ("Given\(number % 977)", "Family\(number % 7_919)")
        var attributes = [
            DirectoryAttribute.givenName.id: given, DirectoryAttribute.familyName.id: family,
            DirectoryAttribute.jobTitle.id: title ?? Self.titles[number % Self.titles.count],
            DirectoryAttribute.department.id: Self.departments[number % Self.departments.count],
        ]
        // Directories have gaps.
        if number % 5 != 0 { attributes[DirectoryAttribute.mobilePhone.id] = "+1510555\(1_000 + number % 9_000)" }
        if number % 6 != 0 {
            attributes[DirectoryAttribute.workStreet.id] = "\(number % 90 + 1), \(street)"
            attributes[DirectoryAttribute.workCity.id] = locality
            attributes[DirectoryAttribute.workRegion.id] = region
            attributes[DirectoryAttribute.workPostalCode.id] = code
            attributes[DirectoryAttribute.workCountry.id] = country
        }
        return Person(
            id: "1" + String(repeating: "0", count: 12) + String(10_000_000 + number),
            primaryEmail: "\(given).\(family).\(number)@corp.example".lowercased(),
            fullName: "\(given) \(family)", organizationalUnitPath: "/Department \(number % 40)/Team \(number % 400)", attributes: attributes)
    }
}
