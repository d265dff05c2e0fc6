import Foundation

/// Everything that the Google side knows: people, groups, units and domains.
struct Organisation: Codable, Sendable, Equatable {
    static let customerID = "C0sandbox1"
    static let primaryDomain = "corp.example"
    static let secondaryDomain = "subsidiary.example"
    static let aliasDomain = "corp-alias.example"
    static let administrator = "admin@corp.example"
    /// How long Google shows deleted people.
    static let deletedVisibility: TimeInterval = 20 * 86_400

    /// In order of creation; deleted people stay, so that positions are stable for paging.
    var people: [Person]
    var groups: [DirectoryGroup]
    var units: [OrganisationalUnit]

    func isMember(_ person: Person, of path: String) -> Bool {
        path == "/" || person.orgUnitPath == path || person.orgUnitPath.hasPrefix(path + "/")
    }

    /// Position of the living person that a user key names.
    func personIndex(_ key: String) -> Int? {
        people.firstIndex { $0.deletionTime == nil && $0.answers(to: key) }
    }

    func groupIndex(_ key: String) -> Int? {
        groups.firstIndex { $0.answers(to: key) }
    }

    /// Whether an address is free for a person or a group; that of a deleted person is.
    func isFree(_ email: String, except personID: String? = nil) -> Bool {
        let folded = email.lowercased()
        let taken = people.contains { person in
            person.deletionTime == nil && person.id != personID
                && (person.primaryEmail.lowercased() == folded || person.aliases.contains { $0.lowercased() == folded })
        }
        return !taken && !groups.contains { $0.answers(to: folded) }
    }

    /// Living people by id, for joining members with.
    var livingByID: [String: Person] {
        Dictionary(people.filter { $0.deletionTime == nil }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
