/// What a run needs to know of the directory; nothing more is asked of it.
package struct DirectoryRequest: Sendable, Equatable {
    /// The ids of the attributes whose values are wanted (``DirectoryAttribute/id``).
    package var attributes: Set<String>
    /// Those of ``attributes`` on which it depends who has access: a source that does not give one of them says so (``DirectorySnapshot/missingAttributes``).
    package var decisiveAttributes: Set<String>
    /// The ids of the groups whose members are wanted.
    package var groupIDs: Set<String>
    /// Whether members of nested groups count as members.
    package var includesNestedMembers: Bool

    package init(
        attributes: Set<String>, decisiveAttributes: Set<String> = [], groupIDs: Set<String> = [], includesNestedMembers: Bool = true
    ) {
        self.attributes = attributes.union(decisiveAttributes)
        self.decisiveAttributes = decisiveAttributes
        self.groupIDs = groupIDs
        self.includesNestedMembers = includesNestedMembers
    }
}

/// The directory at one moment: all people, and the members of the groups that were asked for.
package struct DirectorySnapshot: Sendable, Equatable {
    /// The organization's customer id.
    package var customerID: String
    /// The primary domain, in lower case. Alias domains are not listed: they carry no primary addresses.
    package var primaryDomain: String
    /// The secondary domains, in lower case.
    package var secondaryDomains: Set<String>
    /// Active, suspended and archived people, ordered by id; each id occurs once.
    package var people: [Person]
    /// People deleted so recently that the directory still lists them, ordered by id.
    package var deletedPeople: [Person]
    /// All organizational units, ordered by path; the root is among them.
    package var organizationalUnits: [OrganizationalUnit]
    /// Whether the units are a list of the directory's: only then can one be said to be gone. Otherwise they are made of the people's paths.
    package var listsUnits = false
    /// Decisive attributes that the source does not give for anybody: a person without a value is not told from one whose value was not given.
    package var missingAttributes: Set<String> = []
    /// The groups that were asked for and still exist, by id.
    package var groups: [String: Group]
    /// The members of those groups, by group id; nested ones are already resolved when the request said so.
    package var members: [String: [GroupMember]]

    package init(
        customerID: String = "", primaryDomain: String, secondaryDomains: Set<String> = [], people: [Person] = [], deletedPeople: [Person] = [],
        organizationalUnits: [OrganizationalUnit] = [], groups: [String: Group] = [:], members: [String: [GroupMember]] = [:]
    ) {
        self.customerID = customerID
        self.primaryDomain = primaryDomain
        self.secondaryDomains = secondaryDomains
        self.people = people
        self.deletedPeople = deletedPeople
        self.organizationalUnits = organizationalUnits
        self.groups = groups
        self.members = members
    }
}

/// What asking for one person by id gave.
package enum PersonLookup: Sendable, Equatable {
    /// The directory knows the person, in whatever status.
    case found(Person)
    /// The directory says that there is no such person.
    case absent
    /// The directory did not say whether there is such a person: nobody counts as gone by it. With `mayPass` the directory was out of order, for whatever person.
    case unanswered(reason: String, mayPass: Bool)
}

/// Somewhere people come from: a service, or a folder of exported files.
///
/// A source must fail rather than answer short: a listing that ends early, repeats a page token or an id, or comes without people is an error.
package protocol DirectorySource: Sendable {
    /// Reads the whole directory. `progress` is called with the number of people read so far.
    func snapshot(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot
    /// Reads one person alone, with the units and with the groups that were asked for, each with this person as its only member at most. Nobody is in it when the
    /// directory says that there is no such person; `nil` where the source reads only the whole.
    ///
    /// - Parameter confirmsAbsence: whether that the person is no member of a group is looked at twice, because an account could be taken away by it.
    func snapshot(of personID: String, _ request: DirectoryRequest, confirmsAbsence: Bool) async throws(DirectoryError) -> DirectorySnapshot?
    /// The files that the directory is read from, as they are now; none where it is a service.
    func exportedFiles() -> [ExportedFile]
    /// All groups, ordered by name: what the scope's search field searches.
    func groups() async throws(DirectoryError) -> [Group]
    /// All organizational units, ordered by path, with the root.
    func organizationalUnits() async throws(DirectoryError) -> [OrganizationalUnit]
    /// Whether ``organizationalUnits()`` is a list of the directory's, so that a unit which is not in it is gone.
    var listsUnits: Bool { get }
    /// The attributes that can be mapped: the standard ones and those of the custom schemas.
    func attributes() async throws(DirectoryError) -> [DirectoryAttribute]
    /// A few people, at most `limit`, in the directory's order: examples, never a base for decisions, so one request must do.
    func firstPeople(limit: Int, attributes: Set<String>) async throws(DirectoryError) -> [Person]
    /// Asks for one person by id, so that absence from a listing is never mistaken for deletion.
    func person(id: String, attributes: Set<String>) async throws(DirectoryError) -> PersonLookup
    /// Asks whether somebody is a member of a group, directly or through another one, so that a listing that leaves people out is not believed. `nil` when the
    /// directory does not answer this one question.
    func isMember(personID: String, groupID: String) async throws(DirectoryError) -> Bool?
    /// Whether the address belongs to an administrator of this directory; `nil` where the source cannot tell (exported files).
    func isAdministrator(email: String) async throws(DirectoryError) -> Bool?
}

extension DirectorySource {
    package func snapshot(of personID: String, _ request: DirectoryRequest, confirmsAbsence: Bool) async throws(DirectoryError) -> DirectorySnapshot?
    {
        nil
    }
}

/// Why the directory could not be read; nothing is ever written after one of these.
package enum DirectoryError: Error, Equatable, CustomStringConvertible {
    /// The service could not be reached or did not answer in time.
    case unreachable(String)
    /// The service account may not act for the administrator, or a scope is missing from the delegation.
    case unauthorized(String)
    /// The administrator may not read this part of the directory.
    case permissionMissing(String)
    /// The key file or another setting is unusable.
    case invalidSettings(String)
    /// The service asked to slow down more often than we were willing to wait.
    case throttled(String)
    /// The answer contradicts itself or is not whole: it is not believed.
    case unreliable(String)
    /// An exported file is missing or cannot be used; place is `file` or `file:line`.
    case invalidFile(place: String, reason: String)
    /// The run was stopped.
    case cancelled

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .unreachable: "directory-unreachable"
        case .unauthorized: "directory-unauthorized"
        case .permissionMissing: "directory-permission-missing"
        case .invalidSettings: "directory-settings-invalid"
        case .throttled: "directory-throttled"
        case .unreliable: "directory-unreliable"
        case .invalidFile: "directory-file-invalid"
        case .cancelled: "cancelled"
        }
    }

    package var description: String {
        switch self {
        case .unreachable(let text), .unauthorized(let text), .permissionMissing(let text), .invalidSettings(let text), .throttled(let text),
            .unreliable(let text):
            text
        case .invalidFile(let place, let reason): "\(place): \(reason)"
        case .cancelled: "Reading the directory was stopped. Nothing was changed."
        }
    }
}
