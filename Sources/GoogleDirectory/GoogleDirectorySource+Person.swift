package import Directory
import GoogleResources
import HTTP
import JSON

/// One person alone, with what decides about that person.
extension GoogleDirectorySource {
    /// Groups that are asked about at the same time.
    private static let askedAtOnce = 16
    /// With more groups than this, the list of all groups costs less than asking for each.
    private static let singleGroups = 25

    package func snapshot(
        of personID: String, _ request: DirectoryRequest, confirmsAbsence: Bool
    ) async throws(DirectoryError) -> DirectorySnapshot? {
        var snapshot = DirectorySnapshot(primaryDomain: settings.primaryDomain ?? "")
        snapshot.customerID = settings.customer
        if settings.primaryDomain == nil {
            for domain in try await domains() {
                if domain.isPrimary { snapshot.primaryDomain = domain.name } else { snapshot.secondaryDomains.insert(domain.name) }
            }
        }
        snapshot.listsUnits = true
        snapshot.organizationalUnits = try await organizationalUnits()
        if let (person, customer) = try await found(personID, attributes: request.attributes) {
            snapshot.people = [person]
            if let customer { snapshot.customerID = customer }
            if settings.primaryDomain != nil, Self.domain(of: person.primaryEmail) != snapshot.primaryDomain {
                snapshot.secondaryDomains = [Self.domain(of: person.primaryEmail)]
            }
            if snapshot.personOutsideUnits() != nil {
                // The unit may have been made between the two answers.
                snapshot.organizationalUnits = try await organizationalUnits()
                if let person = snapshot.personOutsideUnits() { throw .unknownUnit(of: person, source: "Google's list of organizational units") }
            }
        }
        snapshot.missingAttributes = try await missing(request.decisiveAttributes)
        try await readGroups(request, of: snapshot.people.first, confirmsAbsence: confirmsAbsence, into: &snapshot)
        return snapshot
    }

    /// The person and the customer whose the person is; `nil` when Google says that there is no such person.
    private func found(_ id: String, attributes: Set<String>) async throws(DirectoryError) -> (Person, customer: String?)? {
        let subject = "the person \(ServerText.bounded(id))"
        switch try await client.ask("users/\(FormEncoding.escape(id))", [("projection", "full")], reading: subject) {
        case .success(let object):
            let person: Person?
            do throws(UserResource.Unclear) { person = try UserResource(object).person(attributes: attributes) } catch {
                throw .unreliable("Google's answer about \(subject) is not whole: \(error.reason) Nothing was changed; try again.")
            }
            guard let person else { throw .unreliable("Google's answer about \(subject) has no id or address. Nothing was changed; try again.") }
            return (person, UserResource(object).customerID)
        case .failure(let failure):
            guard failure.saysThatPersonIsGone else { throw client.error(failure, "users", reading: subject) }
            return nil
        }
    }

    /// The groups that were asked for, with the person as their only member where the person is one.
    private func readGroups(
        _ request: DirectoryRequest, of person: Person?, confirmsAbsence: Bool, into snapshot: inout DirectorySnapshot
    ) async throws(DirectoryError) {
        let ids = request.groupIDs.sorted()
        let listed = ids.count > Self.singleGroups ? Dictionary(try await groups().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }) : nil
        typealias Answer = Result<(Group, [GroupMember])?, DirectoryError>
        for start in stride(from: 0, to: ids.count, by: Self.askedAtOnce) {
            let answers = await withTaskGroup(of: (String, Answer).self) { tasks in
                for id in ids[start..<min(ids.count, start + Self.askedAtOnce)] {
                    tasks.addTask {
                        do throws(DirectoryError) {
                            return (
                                id, .success(try await membership(of: person, in: id, listed, nested: request.includesNestedMembers, confirmsAbsence))
                            )
                        } catch {
                            return (id, .failure(error))
                        }
                    }
                }
                var answers: [(String, Answer)] = []
                for await answer in tasks { answers.append(answer) }
                return answers
            }
            for (id, answer) in answers {
                guard let (group, members) = try answer.get() else { continue }
                (snapshot.groups[id], snapshot.members[id]) = (group, members)
            }
        }
    }

    /// The group, and the person if the person is a member, directly or through another group where that counts; `nil` when there is no such group.
    private func membership(
        of person: Person?, in id: String, _ listed: [String: Group]?, nested: Bool, _ confirmsAbsence: Bool
    ) async throws(DirectoryError) -> (Group, [GroupMember])? {
        let known: Group? = if let listed { listed[id] } else { try await group(id: id) }
        guard let group = known else { return nil }
        guard let person else { return (group, []) }
        let member = [GroupMember(id: person.id, email: person.primaryEmail, kind: .user)]
        if nested, let isMember = try await isMember(personID: person.id, groupID: id), isMember || !confirmsAbsence {
            return (group, isMember ? member : [])
        }
        // Its list says who is a direct member, who is of another domain, and whether everybody is one: what a no would take away is looked at twice.
        let members = try await members(of: group, nested: nested)
        return (group, members.filter { $0.id == person.id || $0.kind == .customer })
    }
}
