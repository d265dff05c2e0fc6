package import Directory
import Files
package import Foundation
import GoogleResources
import JSON

/// A folder of exported files: JSON in the Directory API's shapes, or the CSV of *Download users* in Google's Admin console with a members CSV beside it.
///
/// | file | content |
/// |---|---|
/// | `users.json` or `users.csv` | all people |
/// | `deleted-users.json` | people deleted lately |
/// | `groups.json` and `members.json`, or `members.csv` | groups; `members.json` lists members by group id or address |
/// | `orgunits.json`, `domains.json`, `schemas.json` | units, domains, custom schemas |
///
/// People of a CSV are known by the column `User ID` if there is one, otherwise by their address: a rename then looks like somebody new. What a cell may hold and when a
/// file counts is in this target's catalogue and in that of `Sync`.
package struct ExportedDirectorySource: DirectorySource {
    let folder: URL
    /// With many people or groups, taking the files apart keeps a thread busy for seconds.
    private static let executor = WaitingTaskExecutor(label: "autoprovision.export", isBusy: true)

    /// Makes a source of the files in `folder`; nothing is read yet.
    package init(folder: URL) { self.folder = folder }

    package func snapshot(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot {
        try await aside { () throws(DirectoryError) in try read(request, progress: progress) }
    }

    private func read(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) throws(DirectoryError) -> DirectorySnapshot {
        let people = try people(request.attributes)
        guard !people.isEmpty else {
            throw .unreliable("The export in \(folder.path) lists nobody. That cannot be right, so nothing was changed; export the people again.")
        }
        progress(people.count)
        var snapshot = DirectorySnapshot(customerID: "files", primaryDomain: try primaryDomain(people), people: people)
        snapshot.missingAttributes = try missing(request.decisiveAttributes, people)
        snapshot.secondaryDomains = Set(people.map(\.domain)).subtracting([snapshot.primaryDomain])
        var reader = PersonReader(attributes: request.attributes, isDeleted: true)
        snapshot.deletedPeople = try (list("deleted-users.json", member: "users") ?? []).enumerated().map { index, object throws(DirectoryError) in
            try Self.person(object, by: &reader, index: index, file: "deleted-users.json")
        }
        try readUnits(into: &snapshot)
        let membership = try membership(people)
        let known = Set(people.lazy.map(\.id))
        let idsByEmail = Dictionary(people.map { ($0.primaryEmail.lowercased(), $0.id) }, uniquingKeysWith: { first, _ in first })
        for id in request.groupIDs {
            guard let group = membership.groups[id] ?? membership.groups.values.first(where: { $0.answers(to: id) }) else { continue }
            snapshot.groups[id] = group
            snapshot.members[id] = membership.members(of: group.id, nested: request.includesNestedMembers).map { member in
                // An id says more than an address, which somebody else may have by now.
                guard member.kind == .user, !known.contains(member.id) else { return member }
                return GroupMember(id: idsByEmail[member.email?.lowercased() ?? ""] ?? member.id, email: member.email)
            }
        }
        return snapshot
    }

    package func groups() async throws(DirectoryError) -> [Group] {
        try await aside { () throws(DirectoryError) in
            try membership(people([])).groups.values.map { ($0.name.lowercased(), $0) }.sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
        }
    }

    package func attributes() async throws(DirectoryError) -> [DirectoryAttribute] {
        try await aside { () throws(DirectoryError) in
            var custom = DirectoryAttribute.custom(schemas: try list("schemas.json", member: "schemas") ?? [])
            if let table = try table("users.csv") { custom += ExportedUserColumns(table).customAttributes }
            return DirectoryAttribute.standard + custom
        }
    }

    package func firstPeople(limit: Int, attributes: Set<String>) async throws(DirectoryError) -> [Person] {
        try await aside { () throws(DirectoryError) in Array(try people(attributes).prefix(limit)) }
    }

    package func person(id: String, attributes: Set<String>) async throws(DirectoryError) -> PersonLookup {
        let found = try await aside { () throws(DirectoryError) in try people(attributes).first { $0.id == id } }
        return found.map(PersonLookup.found) ?? .absent
    }

    /// Reads beside everything else that goes on in the program.
    private func aside<Value: Sendable>(_ read: @Sendable () throws(DirectoryError) -> Value) async throws(DirectoryError) -> Value {
        try await withTaskExecutorPreference(Self.executor) { () async throws(DirectoryError) in try read() }
    }

    /// There is nobody else to ask than the files, so their word counts.
    package func isMember(personID: String, groupID: String) async throws(DirectoryError) -> Bool? { false }

    package func isAdministrator(email: String) async throws(DirectoryError) -> Bool? { nil }

    /// Those of `attributes` that the files do not give: a table without the column, and in JSON, which leaves out what is empty, those that nobody has.
    private func missing(_ attributes: Set<String>, _ people: [Person]) throws(DirectoryError) -> Set<String> {
        guard !attributes.isEmpty else { return [] }
        let ofEverybody: Set = [DirectoryAttribute.primaryEmail.id, DirectoryAttribute.directoryID.id, DirectoryAttribute.unitPath.id]
        var given: Set<String>
        if try list("users.json", member: "users") == nil, let table = try table("users.csv") {
            given = ExportedUserColumns(table).givenAttributes
        } else {
            given = Set(DirectoryAttribute.custom(schemas: try list("schemas.json", member: "schemas") ?? []).map(\.id))
            for person in people where !attributes.isSubset(of: given) { given.formUnion(person.attributes.keys) }
        }
        return attributes.subtracting(given).subtracting(ofEverybody)
    }

    func people(_ attributes: Set<String>) throws(DirectoryError) -> [Person] {
        var people: [Person]
        if let objects = try list("users.json", member: "users") {
            var presence = MemberPresence()
            var reader = PersonReader(attributes: attributes)
            people = try objects.enumerated().map { index, object throws(DirectoryError) in
                presence.note(object)
                return try Self.person(object, by: &reader, index: index, file: "users.json")
            }
            if let problem = presence.problem { throw .invalidFile(place: "users.json", reason: "\(problem) Export the people again.") }
        } else if let table = try table("users.csv") {
            people = try ExportedUserColumns(table).people(attributes: attributes)
        } else {
            throw .invalidFile(
                place: folder.path, reason: "there is neither users.json nor users.csv. Put an export there, or correct directory.folder.")
        }
        try requireEachOnce(people)
        people.sort { $0.id < $1.id }
        return people
    }

    /// Two rows of one id, or of one address, leave open which of them is right.
    private func requireEachOnce(_ people: [Person]) throws(DirectoryError) {
        var (ids, addresses): (Set<String>, Set<String>) = ([], [])
        for person in people {
            let address = person.primaryEmail.lowercased()
            if ids.insert(person.id).inserted, addresses.insert(address).inserted { continue }
            let two = people.filter { $0.id == person.id || $0.primaryEmail.lowercased() == address }.prefix(2)
            let same = addresses.contains(address) && two.allSatisfy { $0.primaryEmail.lowercased() == address }
            throw .invalidFile(
                place: folder.path,
                reason:
                    "\(same ? person.primaryEmail : "the id \(person.id)") is listed twice (\(two.map { "\($0.primaryEmail), id \($0.id)" }.joined(separator: "; "))). Remove one of the rows."
            )
        }
    }

    private static func person(_ object: JSONValue, by reader: inout PersonReader, index: Int, file: String) throws(DirectoryError) -> Person {
        do throws(ExportedTextError) {
            return try ExportedUserResource.person(object, by: &reader)
        } catch {
            throw .invalidFile(place: file, reason: "person \(index + 1): \(error.reason)")
        }
    }

    private func primaryDomain(_ people: [Person]) throws(DirectoryError) -> String {
        let named = try list("domains.json", member: "domains")?.first { $0["isPrimary"]?.bool == true }?["domainName"]?.string
        if let named { return VisibleText.stripped(named).lowercased() }
        let counts = people.reduce(into: [String: Int]()) { $0[$1.domain, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }

    private func membership(_ people: [Person]) throws(DirectoryError) -> ExportedMembership {
        var membership = ExportedMembership()
        try membership.add(groups: list("groups.json", member: "groups") ?? [], file: "groups.json")
        if let data = try read("members.json").map({ data throws(DirectoryError) in try ExportedFileText.utf8(data, name: "members.json") }) {
            guard case .object(let byGroup)? = JSONValue(data), byGroup.values.allSatisfy({ $0.elements.allSatisfy(\.isObject) }) else {
                throw .invalidFile(
                    place: "members.json", reason: "it must be an object of member lists by group id or address. Export the members again.")
            }
            try membership.add(members: byGroup, file: "members.json")
        } else if let table = try table("members.csv") {
            try membership.add(table: table)
        }
        return membership
    }

    private func table(_ name: String) throws(DirectoryError) -> CSVTable? {
        guard let data = try read(name) else { return nil }
        return try CSVTable(data, name: name)
    }

    func list(_ name: String, member: String) throws(DirectoryError) -> [JSONValue]? {
        guard let data = try read(name).map({ data throws(DirectoryError) in try ExportedFileText.utf8(data, name: name) }) else { return nil }
        guard let value = JSONValue(data) else {
            throw .invalidFile(place: name, reason: "not valid JSON: \(Self.syntaxError(in: data)) Export it again.")
        }
        let elements = if case .array = value { value } else { value[member] }
        if case .array(let elements)? = elements, elements.allSatisfy(\.isObject) { return elements }
        throw .invalidFile(place: name, reason: "it must be a list, or an object with \"\(member)\". Export it again.")
    }

    /// What is wrong and where, in Foundation's words.
    private static func syntaxError(in data: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data)
            return "A number or a text is none."
        } catch {
            return (error as NSError).userInfo["NSDebugDescription"] as? String ?? "unexpected text"
        }
    }

    private func read(_ name: String) throws(DirectoryError) -> Data? {
        let file = folder.appending(path: name)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        do throws(RegularFileError) { return try RegularFile.read(file) } catch {
            throw .invalidFile(place: name, reason: "it cannot be read: \(error.reason). Correct its permissions, or export it again.")
        }
    }
}
