package import Directory
package import Foundation
import GoogleResources
package import HTTP
import JSON
package import Timing

/// How to reach the Directory API.
package struct GoogleDirectorySettings: Sendable {
    /// Google's own server.
    package static let defaultAPIBaseURL = URL(string: "https://admin.googleapis.com") ?? URL(fileURLWithPath: "/")

    let credentials: GoogleCredentials
    let administrator: String?
    let customer: String
    let primaryDomain: String?
    let apiBaseURL: URL

    /// Settings for reading `customer`'s directory.
    ///
    /// - Parameters:
    ///   - administrator: in whose name it is read (domain-wide delegation); `nil` where the service account has a role of its own.
    ///   - primaryDomain: the organization's primary domain; `nil` asks Google.
    package init(
        _ credentials: GoogleCredentials, administrator: String?, customer: String, primaryDomain: String? = nil,
        apiBaseURL: URL = Self.defaultAPIBaseURL
    ) {
        self.credentials = credentials
        self.administrator = administrator
        self.customer = customer
        self.primaryDomain = primaryDomain?.lowercased()
        self.apiBaseURL = apiBaseURL
    }
}

/// What access tokens are made from.
package enum GoogleCredentials: Sendable {
    /// The key of a service account.
    case key(ServiceAccountKeyFile)
    /// The `external_account` file of a workload identity pool.
    case federation(URL)
    /// The metadata server of this machine.
    case metadataServer(URL)

    func source(_ settings: GoogleDirectorySettings, _ exchange: GoogleTokenExchange) throws(DirectoryError) -> any GoogleTokenSource {
        let services = GoogleServices(apiBaseURL: settings.apiBaseURL)
        switch self {
        case .key(let file):
            return ServiceAccountTokenSource(
                keyFile: file, administrator: settings.administrator, customer: settings.customer, exchange: exchange)
        case .federation(let file):
            return try FederationTokenSource(
                file: file, administrator: settings.administrator, customer: settings.customer, services: services, exchange: exchange)
        case .metadataServer(let server):
            return MetadataTokenSource(
                server: server, administrator: settings.administrator, customer: settings.customer, services: services, exchange: exchange)
        }
    }
}

/// Google's directory, through the Admin SDK Directory API with a service account.
package struct GoogleDirectorySource: DirectorySource {
    let settings: GoogleDirectorySettings
    let client: GoogleDirectoryClient
    package let listsUnits = true

    /// Makes a source; nothing is asked of Google yet.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when the federation file cannot be used.
    package init(
        settings: GoogleDirectorySettings, transport: any HTTPTransport, time: Time = .system
    ) throws(DirectoryError) {
        self.settings = settings
        let tokens = try settings.credentials.source(settings, GoogleTokenExchange(transport: transport, time: time))
        let token = GoogleAccessToken(
            source: tokens, scopes: GoogleRight.scopes(readsDomains: settings.primaryDomain == nil), time: time)
        client = GoogleDirectoryClient(baseURL: settings.apiBaseURL, token: token, transport: transport, time: time)
    }

    package func snapshot(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot {
        // They take as many answers as the people, and nothing in them depends on the people.
        async let groups = groups(request)
        var snapshot = try await people(request, progress: progress)
        for (key, group, members) in try await groups.get() {
            snapshot.groups[key] = group
            snapshot.members[key] = members
        }
        return snapshot
    }

    /// Everything of a snapshot but its groups.
    private func people(_ request: DirectoryRequest, progress: @Sendable (Int) -> Void) async throws(DirectoryError) -> DirectorySnapshot {
        var snapshot = DirectorySnapshot(primaryDomain: "")
        snapshot.customerID = settings.customer
        if settings.primaryDomain == nil {
            for domain in try await domains() {
                if domain.isPrimary { snapshot.primaryDomain = domain.name } else { snapshot.secondaryDomains.insert(domain.name) }
            }
        }
        var customers: Set<String> = []
        try await readUnitsAndPeople(into: &snapshot) { () async throws(DirectoryError) in
            try await people(request.attributes, deleted: false, customers: &customers, progress: progress)
        }
        // The setting may be Google's word for one's own customer, and a wrong key file leads to another one.
        if let customer = customers.first { snapshot.customerID = customer }
        guard !snapshot.people.isEmpty else {
            throw .unreliable(
                "Google's list of people is empty. That cannot be right, so nothing was changed; check directory.customer and the administrator.")
        }
        try takeDomains(from: snapshot.people, into: &snapshot)
        try await requireWholeView(snapshot.people)
        snapshot.deletedPeople = try await people(request.attributes, deleted: true, customers: &customers) { _ in }
        guard customers.count <= 1 else {
            throw .unreliable(
                "Google's list of people mixes those of several customers (\(customers.sorted().joined(separator: ", "))). Nothing was changed; check directory.customer."
            )
        }
        snapshot.missingAttributes = try await missing(request.decisiveAttributes)
        return snapshot
    }

    package func groups() async throws(DirectoryError) -> [Group] {
        var groups: [Group] = []
        try await client.list(
            "groups", [("customer", settings.customer), ("maxResults", "200"), ("fields", "nextPageToken,groups(\(Self.groupFields))")],
            member: "groups", reading: "groups"
        ) { page throws(DirectoryError) in
            groups += page.compactMap(Self.group)
        }
        return groups.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }

    package func attributes() async throws(DirectoryError) -> [DirectoryAttribute] {
        let object = try await client.get("customer/\(settings.customer)/schemas", [], reading: "custom schemas")
        return DirectoryAttribute.standard + DirectoryAttribute.custom(schemas: object?["schemas"]?.elements ?? [])
    }

    /// Those of `attributes` that no custom schema has; Google has all others.
    func missing(_ attributes: Set<String>) async throws(DirectoryError) -> Set<String> {
        let custom = attributes.filter { DirectoryAttribute.customParts(of: $0) != nil }
        return custom.isEmpty ? [] : custom.subtracting(try await self.attributes().map(\.id))
    }

    package func firstPeople(limit: Int, attributes: Set<String>) async throws(DirectoryError) -> [Person] {
        let object = try await client.get("users", peopleQuery(attributes, pageSize: limit), reading: "people")
        // Examples only: whose status is not clear is left out.
        return (object?["users"]?.elements ?? []).compactMap { try? UserResource($0).person(attributes: attributes) }
    }

    package func person(id: String, attributes: Set<String>) async throws(DirectoryError) -> PersonLookup {
        let subject = "the person \(id)"
        switch try await client.ask("users/\(FormEncoding.escape(id))", [("projection", "full")], reading: subject) {
        case .success(let object):
            do throws(UserResource.Unclear) {
                guard let person = try UserResource(object).person(attributes: attributes) else {
                    return .unanswered(reason: "Google's answer about \(subject) has no id or address.", mayPass: false)
                }
                return .found(person)
            } catch {
                return .unanswered(reason: "Google's answer about \(subject) is not whole: \(error.reason)", mayPass: false)
            }
        case .failure(let failure):
            return failure.saysThatPersonIsGone
                ? .absent : .unanswered(reason: refusal(failure, asking: subject), mayPass: failure.isTransient)
        }
    }

    package func isMember(personID: String, groupID: String) async throws(DirectoryError) -> Bool? {
        let path = "groups/\(FormEncoding.escape(groupID))/hasMember/\(FormEncoding.escape(personID))"
        switch try await client.ask(path, [], reading: "a membership of the group \(groupID)") {
        case .success(let object): return object["isMember"]?.bool
        // 400 is the answer for somebody of another domain, who cannot be asked for (API facts C.3): there the listing counts.
        case .failure(let failure): return failure.saysThatPersonIsGone ? false : nil
        }
    }

    package func isAdministrator(email: String) async throws(DirectoryError) -> Bool? {
        guard let object = try await client.get("users/\(FormEncoding.escape(email))", [], reading: "the administrator \(email)") else {
            return false
        }
        return object["isAdmin"]?.bool == true || object["isDelegatedAdmin"]?.bool == true
    }

    private static let groupFields = "id,email,name,directMembersCount,aliases,nonEditableAliases"

    private static func group(_ object: JSONValue) -> Group? {
        guard let id = object["id"]?.string, let email = object["email"]?.string else { return nil }
        let count = object["directMembersCount"]?.text.flatMap(Int.init) ?? 0
        return Group(
            id: id, email: email, name: object["name"]?.string ?? email, directMemberCount: count, aliases: Group.aliases(object))
    }

    func group(id: String) async throws(DirectoryError) -> Group? {
        let object = try await client.get("groups/\(FormEncoding.escape(id))", [("fields", Self.groupFields)], reading: "the group \(id)")
        return object.flatMap(Self.group)
    }

    func members(of group: Group, nested: Bool) async throws(DirectoryError) -> [GroupMember] {
        var members: [GroupMember] = []
        let query = [
            ("maxResults", "200"), ("includeDerivedMembership", String(nested)), ("fields", "nextPageToken,members(id,email,type)"),
        ]
        try await client.list("groups/\(FormEncoding.escape(group.id))/members", query, member: "members", reading: "members of \(group.name)") {
            page throws(DirectoryError) in
            members += page.compactMap { member in
                guard let id = member["id"]?.string else { return nil }
                return GroupMember(
                    id: id, email: member["email"]?.string, kind: member["type"]?.string.flatMap(GroupMember.Kind.init(resourceType:)) ?? .user)
            }
        }
        return members
    }

    func domains() async throws(DirectoryError) -> [(name: String, isPrimary: Bool)] {
        let object = try await client.get("customer/\(settings.customer)/domains", [], reading: "domains")
        let domains = (object?["domains"]?.elements ?? []).compactMap { domain -> (String, Bool)? in
            (domain["domainName"]?.string).map { ($0.lowercased(), domain["isPrimary"]?.bool ?? false) }
        }
        guard domains.contains(where: \.1) else {
            throw .unreliable(
                "Google names no primary domain, so secondary ones cannot be told apart. Nothing was changed; check the administrator's role.")
        }
        return domains
    }

    private func peopleQuery(_ attributes: Set<String>, pageSize: Int) -> [(String, String)] {
        var query = [
            ("customer", settings.customer), ("maxResults", "\(pageSize)"),
            ("fields", "nextPageToken,users(\(UserResource.fields(for: attributes)))"),
        ]
        if attributes.contains(where: { $0.hasPrefix("customSchemas.") }) { query.append(("projection", "full")) }
        return query
    }

    /// Adds to `customers` those that the people belong to.
    private func people(
        _ attributes: Set<String>, deleted: Bool, customers: inout Set<String>, progress: @Sendable (Int) -> Void
    ) async throws(DirectoryError) -> [Person] {
        let subject = deleted ? "deleted people" : "people"
        var query = peopleQuery(attributes, pageSize: 500)
        if deleted { query.append(("showDeleted", "true")) }
        var people: [Person] = []
        var ids: Set<String> = []
        var reader = PersonReader(attributes: attributes, isDeleted: deleted)
        var presence = MemberPresence()
        try await client.list("users", query, member: "users", reading: subject) { page throws(DirectoryError) in
            for object in page {
                if !deleted { presence.note(object) }
                if let customer = UserResource(object).customerID { customers.insert(customer) }
                let read = try Self.person(object, by: &reader, subject: subject)
                guard let person = read else {
                    throw .unreliable("Google's list of \(subject) holds somebody without id or address. Nothing was changed; try again.")
                }
                guard ids.insert(person.id).inserted else {
                    throw .unreliable("Google's list of \(subject) holds \(person.primaryEmail) twice. Nothing was changed; try again.")
                }
                people.append(person)
            }
            progress(people.count)
        }
        if let problem = presence.problem {
            throw .unreliable("Google's list of \(subject) is not whole: \(problem) Nothing was changed; try again.")
        }
        // In place: a sorted copy would take the room of all people again.
        people.sort { $0.id < $1.id }
        return people
    }

    private static func person(
        _ object: JSONValue, by reader: inout PersonReader, subject: String
    ) throws(DirectoryError) -> Person? {
        do throws(UserResource.Unclear) {
            return try reader.person(UserResource(object))
        } catch {
            throw .unreliable("Google's answer about \(subject) is not whole: \(error.reason) Nothing was changed; try again.")
        }
    }
}
