import Directory
import GoogleResources
import HTTP
import JSON

/// Whether the reader sees the whole organization. An administrator's role can be limited to one organizational unit: then Google lists that unit's people without a
/// word about the others, which looks as if everybody else had left.
extension GoogleDirectorySource {
    /// Groups whose members are compared with the people.
    private static let comparedGroups = 5
    /// Members who are asked for one by one.
    private static let askedMembers = 3

    /// Makes sure that `people` are those of the whole organization. A role of a service account is always looked at; an administrator's only when everybody is in one
    /// unit.
    ///
    /// - Throws: ``DirectoryError/permissionMissing(_:)`` when people are left out.
    func requireWholeView(_ people: [Person]) async throws(DirectoryError) {
        let unit = Self.commonUnit(of: people)
        guard settings.administrator == nil || unit != "/" else { return }
        // Every organization has a super administrator.
        if let listed = try await listedSuperAdministrators(), listed == 0 {
            throw limited(to: unit, evidence: "not even a super administrator is among the people whom Google shows")
        }
        if unit != "/", let member = try await hiddenMember(people) {
            throw limited(to: unit, evidence: "\(member) is a member of a group and not among the people whom Google shows")
        }
    }

    /// The deepest unit that everybody is in or below.
    static func commonUnit(of people: [Person]) -> String {
        guard var common = people.first.map({ $0.organizationalUnitPath.split(separator: "/") }) else { return "/" }
        for person in people where !common.isEmpty {
            let path = person.organizationalUnitPath.split(separator: "/")
            common = Array(zip(common, path).prefix { $0 == $1 }.map(\.0))
        }
        return "/" + common.joined(separator: "/")
    }

    /// What to say of somebody for whom Google did not answer.
    func refusal(_ failure: GoogleFailure, asking subject: String) -> String {
        guard failure.status == 403, failure.isGoogles, !failure.lacksScope, !failure.saysThatAPIIsOff, !failure.isQuota else {
            return client.error(failure, "users", reading: subject).description
        }
        return
            "Google does not let \(client.token.source.access.reader) see \(subject) (\(failure.reason)), although it shows others: the role seems limited to some "
            + "organizational units. Assign it for the whole organization."
    }

    private func limited(to unit: String, evidence: String) -> DirectoryError {
        let access = client.token.source.access
        return .permissionMissing(
            "Google shows \(access.reader) only a part of the organization\(unit == "/" ? "" : ", the unit \(unit)"): \(evidence). A role that is limited to "
                + "organizational units makes everybody else look as if they had left. In the Admin console under Account › Admin roles, assign the role for the whole "
                + "organization. Nothing was changed.")
    }

    /// How many super administrators Google lists, at most one; `nil` when it does not answer this.
    private func listedSuperAdministrators() async throws(DirectoryError) -> Int? {
        let query = [("customer", settings.customer), ("query", "isAdmin=true"), ("maxResults", "1"), ("fields", "users(id)")]
        guard case .success(let object) = try await client.ask("users", query, reading: "super administrators") else { return nil }
        return object["users"]?.elements.count ?? 0
    }

    /// The address of somebody whom a group has as a member, who is not listed, and whom Google refuses to show.
    private func hiddenMember(_ people: [Person]) async throws(DirectoryError) -> String? {
        let query = [("customer", settings.customer), ("maxResults", "200"), ("fields", "groups(id,directMembersCount)")]
        guard case .success(let object) = try await client.ask("groups", query, reading: "groups") else { return nil }
        let groups = (object["groups"]?.elements ?? []).compactMap { group in
            group["id"]?.string.map { (id: $0, count: group["directMembersCount"]?.wholeNumber ?? 0) }
        }
        let (ids, domains) = (Set(people.lazy.map(\.id)), Set(people.lazy.map { Self.domain(of: $0.primaryEmail) }))
        var asked = 0
        for group in groups.sorted(by: { ($1.count, $0.id) < ($0.count, $1.id) }).prefix(Self.comparedGroups) {
            let path = "groups/\(FormEncoding.escape(group.id))/members"
            let answer = try await client.ask(path, [("maxResults", "200"), ("fields", "members(id,email,type)")], reading: "members of a group")
            guard case .success(let object) = answer else { continue }
            for member in object["members"]?.elements ?? [] where member["type"]?.string == "USER" {
                guard asked < Self.askedMembers else { return nil }
                guard let id = member["id"]?.string, let email = member["email"]?.string, !ids.contains(id), domains.contains(Self.domain(of: email))
                else {
                    continue
                }
                asked += 1
                // Somebody who is there and was not listed, or whom Google does not show: either way the list is not whole.
                switch try await client.ask("users/\(FormEncoding.escape(id))", [("fields", "id,deletionTime")], reading: "a member of a group") {
                case .success(let person) where person["deletionTime"]?.string == nil: return ServerText.bounded(email)
                case .failure(let failure) where failure.status == 403 && failure.isGoogles: return ServerText.bounded(email)
                case .success, .failure: continue
                }
            }
        }
        return nil
    }

    static func domain(of email: String) -> String { (email.split(separator: "@").last.map(String.init) ?? "").lowercased() }

    /// Takes the domains from the people's addresses where the primary one is a setting: then Google is not asked, which no role allows without the right to change
    /// domains. Alias domains carry no primary addresses.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when nobody has an address in the primary domain.
    func takeDomains(from people: [Person], into snapshot: inout DirectorySnapshot) throws(DirectoryError) {
        guard let primary = settings.primaryDomain else { return }
        let domains = Set(people.lazy.map { Self.domain(of: $0.primaryEmail) })
        guard domains.contains(primary) else {
            throw .invalidSettings(
                "Nobody in Google's directory has an address in \(primary), so it is not the primary domain. Correct it: autoprovision setup --google-domain DOMAIN. "
                    + "Nothing was changed.")
        }
        (snapshot.primaryDomain, snapshot.secondaryDomains) = (primary, domains.subtracting([primary]))
    }
}
