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
    var people: [Person] { didSet { lookups = OrganisationLookups() } }
    var groups: [DirectoryGroup] { didSet { lookups = OrganisationLookups() } }
    var units: [OrganisationalUnit]
    private var lookups = OrganisationLookups()

    private enum CodingKeys: CodingKey {
        case people, groups, units
    }

    init(people: [Person], groups: [DirectoryGroup], units: [OrganisationalUnit]) {
        self.people = people
        self.groups = groups
        self.units = units
    }

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
        lookups.living {
            Dictionary(people.lazy.filter { $0.deletionTime == nil }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Direct members of a group that are still there; with `derived`, the members of nested groups after them, each once.
    func membership(of index: Int, derived: Bool) -> [DirectoryGroup.Member] {
        lookups.membership(.init(groupIndex: index, isDerived: derived)) {
            let living = livingByID
            var seenGroups: Set<Int> = [index]
            var seenMembers: Set<String> = []
            var queue = [index]
            var result: [DirectoryGroup.Member] = []
            while let next = queue.first {
                queue.removeFirst()
                for member in groups[next].members where member.isPresent(living: living) && seenMembers.insert(member.id).inserted {
                    result.append(member)
                    if derived, member.kind == .group, let inner = groupIndex(member.id), seenGroups.insert(inner).inserted { queue.append(inner) }
                }
            }
            return result
        }
    }
}
