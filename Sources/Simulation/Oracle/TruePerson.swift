import Foundation

/// A person as the directory of the world really has them, whatever the engine was told.
package struct TruePerson: Sendable, Equatable {
    package var id: String
    package var email: String
    package var givenName = ""
    package var familyName = ""
    package var title: String?
    package var department: String?
    package var mobilePhone: String?
    package var unit = "/"
    package var isSuspended = false
    package var isArchived = false
    package var isDeleted = false
    package var isGuest = false

    /// A person with an address; everything else is plain.
    package init(id: String, email: String) {
        self.id = id
        self.email = email
    }

    /// Whether nothing but the app's being off can take the account away.
    var isJustOutOfTheApp: Bool { !isSuspended && !isArchived && !isDeleted }

    var domain: String { email.split(separator: "@").last.map { $0.lowercased() } ?? "" }
}

/// A group as the directory of the world really has it.
package struct TrueGroup: Sendable, Equatable {
    /// A direct member: the id of a person, of a group, or of the whole company.
    package enum Member: Sendable, Equatable {
        case person(String)
        case group(String)
        case everyone
    }

    package var id: String
    package var email: String
    package var name: String
    package var members: [Member]

    package init(id: String, email: String, name: String, members: [Member] = []) {
        self.id = id
        self.email = email
        self.name = name
        self.members = members
    }
}

/// An account as the app of the world really has it.
struct TrueAccount: Sendable, Equatable {
    var id: String
    var externalID: String?
    /// The id that it still carries although its person is known by another one now.
    var carriedID: String?
    var userName: String
    /// Whether it can be used, or could once somebody activates it.
    var isActive: Bool
    /// Whether it is not to be used before somebody activates it.
    var awaitsActivation = false
    var givenName: String
    var familyName: String
    var title: String?
    var department: String?
    var mobilePhone: String?
    /// Everything about it but the time of its last change, for seeing whether a request changed anything.
    var content: Data
}

/// The directory of the world at one moment.
package struct Truth: Sendable, Equatable {
    /// Everybody there ever was, by id; whom the directory has forgotten stays as deleted.
    package var people: [String: TruePerson] = [:]
    package var groups: [String: TrueGroup] = [:]
    /// Paths of the organizational units by id; the root's is `/`.
    package var units: [String: String] = [:]

    /// An empty directory.
    package init() {}
}

extension Truth {
    /// The same people in the same units, with the units where they were in an earlier tree. Units that are newer stay below what is above them.
    func with(units earlier: [String: String]) -> Truth {
        guard earlier != units else { return self }
        var truth = self
        truth.units.merge(earlier) { $1 }
        let idByPath = Dictionary(units.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        func earlierPath(_ path: String) -> String {
            var (above, below) = (path, "")
            while above != "/" {
                if let known = idByPath[above].flatMap({ earlier[$0] }) { return known == "/" ? below : known + below }
                let slash = above.lastIndex(of: "/") ?? above.startIndex
                below = above[slash...] + below
                above = slash == above.startIndex ? "/" : String(above[..<slash])
            }
            return path
        }
        for (id, path) in units where earlier[id] == nil { truth.units[id] = earlierPath(path) }
        for (id, person) in people { truth.people[id]?.unit = earlierPath(person.unit) }
        return truth
    }
}
