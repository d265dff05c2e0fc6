import Files
package import Foundation
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
/// People of a CSV are known by the column `User ID` if there is one, otherwise by their address: a rename then looks like somebody new.
package struct FileDirectorySource: DirectorySource {
    let folder: URL

    /// Makes a source of the files in `folder`; nothing is read yet.
    package init(folder: URL) { self.folder = folder }

    package func snapshot(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot {
        let people = try people(request.attributes)
        guard !people.isEmpty else {
            throw .unreliable("The export in \(folder.path) lists nobody. That cannot be right, so nothing was changed; export the people again.")
        }
        progress(people.count)
        var snapshot = DirectorySnapshot(customerID: "files", primaryDomain: try primaryDomain(people), people: people)
        snapshot.secondaryDomains = Set(people.map(\.domain)).subtracting([snapshot.primaryDomain])
        snapshot.deletedPeople = try (list("deleted-users.json", member: "users") ?? []).compactMap { object in
            UserResource(object).person(attributes: request.attributes).map { person in
                var person = person
                person.status = .deleted
                return person
            }
        }
        try readUnits(into: &snapshot)
        let membership = try membership(people)
        let idsByEmail = Dictionary(people.map { ($0.primaryEmail.lowercased(), $0.id) }, uniquingKeysWith: { first, _ in first })
        for id in request.groupIDs {
            guard let group = membership.groups[id] ?? membership.groups.values.first(where: { $0.answers(to: id) }) else { continue }
            snapshot.groups[id] = group
            snapshot.members[id] = membership.members(of: group.id, nested: request.includesNestedMembers).map { member in
                member.kind == .user ? GroupMember(id: idsByEmail[member.email?.lowercased() ?? ""] ?? member.id, email: member.email) : member
            }
        }
        return snapshot
    }

    package func groups() async throws(DirectoryError) -> [Group] {
        try membership(people([])).groups.values.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }

    package func attributes() async throws(DirectoryError) -> [DirectoryAttribute] {
        var custom: [DirectoryAttribute] = []
        for schema in try list("schemas.json", member: "schemas") ?? [] {
            guard let name = schema["schemaName"]?.string else { continue }
            custom += (schema["fields"]?.elements ?? []).compactMap { field in
                (field["fieldName"]?.string).map { .custom(schema: name, field: $0, label: field["displayName"]?.string) }
            }
        }
        if let table = try table("users.csv") { custom += ExportedUserColumns(table).customAttributes }
        return DirectoryAttribute.standard + custom
    }

    package func firstPeople(limit: Int, attributes: Set<String>) async throws(DirectoryError) -> [Person] {
        Array(try people(attributes).prefix(limit))
    }

    package func person(id: String, attributes: Set<String>) async throws(DirectoryError) -> PersonLookup {
        let found = try people(attributes).first { $0.id == id }
        return found.map(PersonLookup.found) ?? .absent
    }

    /// There is nobody else to ask than the files, so their word counts.
    package func isMember(personID: String, groupID: String) async throws(DirectoryError) -> Bool { false }

    package func isAdministrator(email: String) async throws(DirectoryError) -> Bool? { nil }

    func people(_ attributes: Set<String>) throws(DirectoryError) -> [Person] {
        var people: [Person]
        if let objects = try list("users.json", member: "users") {
            people = []
            for (index, object) in objects.enumerated() {
                guard let person = UserResource(object).person(attributes: attributes) else {
                    throw .invalidFile(place: "users.json", reason: "person \(index + 1) has no id or primaryEmail. Export the people again.")
                }
                people.append(person)
            }
        } else if let table = try table("users.csv") {
            people = try ExportedUserColumns(table).people(attributes: attributes)
        } else {
            throw .invalidFile(
                place: folder.path, reason: "there is neither users.json nor users.csv. Put an export there, or correct directory.folder.")
        }
        var seen: Set<String> = []
        for person in people where !seen.insert(person.id).inserted {
            throw .invalidFile(place: folder.path, reason: "\(person.primaryEmail) (id \(person.id)) is listed twice. Remove one of the rows.")
        }
        people.sort { $0.id < $1.id }
        return people
    }

    private func primaryDomain(_ people: [Person]) throws(DirectoryError) -> String {
        let named = try list("domains.json", member: "domains")?.first { $0["isPrimary"]?.bool == true }?["domainName"]?.string
        if let named { return named.lowercased() }
        let counts = people.reduce(into: [String: Int]()) { $0[$1.domain, default: 0] += 1 }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
    }

    private func membership(_ people: [Person]) throws(DirectoryError) -> ExportedMembership {
        var membership = ExportedMembership()
        for object in try list("groups.json", member: "groups") ?? [] {
            guard let email = object["email"]?.string else { continue }
            membership.add(
                Group(
                    id: object["id"]?.string ?? email.lowercased(), email: email, name: object["name"]?.string ?? email,
                    aliases: Group.aliases(object)))
        }
        if let data = try read("members.json") {
            guard case .object(let byGroup)? = JSONValue(data), byGroup.values.allSatisfy({ $0.elements.allSatisfy(\.isObject) }) else {
                throw .invalidFile(
                    place: "members.json", reason: "it must be an object of member lists by group id or address. Export the members again.")
            }
            for (group, list) in byGroup {
                guard case .array(let members) = list else {
                    throw .invalidFile(
                        place: "members.json", reason: "the members of \(group) are no list. Export the members again.")
                }
                for member in members {
                    guard let id = member["id"]?.string ?? member["email"]?.string else { continue }
                    membership.add(
                        GroupMember(id: id, email: member["email"]?.string, kind: .init(rawValue: member["type"]?.string ?? "USER") ?? .user),
                        to: group)
                }
            }
        } else if let table = try table("members.csv") {
            let group = try table.requiredColumn("Group Email")
            let email = try table.requiredColumn("Member Email")
            let (name, type) = (table.column("Group Name"), table.column("Member Type"))
            for row in table.rows {
                let groupEmail = row.fields[group]
                membership.add(Group(id: groupEmail.lowercased(), email: groupEmail, name: name.map { row.fields[$0] } ?? groupEmail))
                let kind = type.flatMap { GroupMember.Kind(rawValue: row.fields[$0].uppercased()) }
                membership.add(GroupMember(id: row.fields[email].lowercased(), email: row.fields[email], kind: kind ?? .user), to: groupEmail)
            }
        }
        return membership
    }

    private func table(_ name: String) throws(DirectoryError) -> CSVTable? {
        guard let data = try read(name) else { return nil }
        return try CSVTable(data, name: name)
    }

    func list(_ name: String, member: String) throws(DirectoryError) -> [JSONValue]? {
        guard let data = try read(name) else { return nil }
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
