import Foundation

extension SandboxWorld {
    private static let groupMembers: Set<String> = [
        "kind", "id", "etag", "email", "name", "description", "directMembersCount", "adminCreated", "aliases", "nonEditableAliases", "*",
    ]
    private static let memberMembers: Set<String> = ["kind", "id", "etag", "email", "role", "type", "status", "delivery_settings", "*"]

    func groupList(_ parameters: FormFields) throws(Refusal) -> SandboxResponse {
        var groups = state.organisation.groups
        let living = state.organisation.livingByID
        if let key = parameters.nonEmpty("userKey") {
            guard parameters.nonEmpty("customer") == nil else { throw GoogleError.invalid("customer") }
            guard let id = memberID(key) else { throw GoogleError.notFound("userKey") }
            groups = groups.filter { $0.members.contains { $0.id == id } }
        } else if let customer = parameters.nonEmpty("customer") {
            try requireOwnCustomer(customer)
        } else if let domain = parameters.nonEmpty("domain")?.lowercased() {
            groups = groups.filter { $0.email.lowercased().hasSuffix("@" + domain) }
        } else {
            throw GoogleError.api(400, reason: "badRequest", "Bad Request")
        }
        if let text = parameters.nonEmpty("query") {
            let matches = try groupFilter(text)
            groups = groups.filter(matches)
        }
        if parameters["orderBy"] == "email" { groups.sort { $0.email < $1.email } }
        let listing = ["customer", "domain", "userKey", "query", "orderBy"].map { parameters[$0] ?? "" }.joined(separator: "|")
        let (range, next) = try page(parameters, count: groups.count, standard: 200, maximum: 200, listing: "groups|" + listing)
        let items = groups[range].map { $0.resource(living: living) }
        let body = JSONValue.present([
            "kind": "admin#directory#groups", "groups": items.isEmpty ? nil : .array(items), "nextPageToken": .optional(next),
        ]).withEtag
        return try answer(body, parameters, members: ["kind", "etag", "groups", "nextPageToken"], items: ("groups", Self.groupMembers))
    }

    func group(_ key: String, _ parameters: FormFields) throws(Refusal) -> SandboxResponse {
        guard let index = state.organisation.groupIndex(key) else { throw GoogleError.notFound("groupKey") }
        return try answer(
            state.organisation.groups[index].resource(living: state.organisation.livingByID), parameters, members: Self.groupMembers)
    }

    func memberList(_ key: String, _ parameters: FormFields) throws(Refusal) -> SandboxResponse {
        guard let index = state.organisation.groupIndex(key) else { throw GoogleError.notFound("groupKey") }
        let living = state.organisation.livingByID
        let derived = parameters["includeDerivedMembership"] == "true"
        var members = state.organisation.membership(of: index, derived: derived)
        if let roles = parameters.nonEmpty("roles") {
            let wanted = Set(roles.split(separator: ",").map(String.init))
            guard wanted.isSubset(of: ["OWNER", "MANAGER", "MEMBER"]) else { throw GoogleError.invalid("roles") }
            members.removeAll { !wanted.contains($0.role) }
        }
        let listing = "members|\(state.organisation.groups[index].id)|\(derived)|\(parameters["roles"] ?? "")"
        let (range, next) = try page(parameters, count: members.count, standard: 200, maximum: 200, listing: listing)
        let items = members[range].map { $0.resource(in: state.organisation, living: living) }
        let body = JSONValue.present([
            "kind": "admin#directory#members", "members": items.isEmpty ? nil : .array(items), "nextPageToken": .optional(next),
        ]).withEtag
        return try answer(body, parameters, members: ["kind", "etag", "members", "nextPageToken"], items: ("members", Self.memberMembers))
    }

    /// Direct or nested membership. Both must be of the same domain; somebody else is an invalid input (API reference, members.hasMember).
    func hasMember(_ key: String, group groupKey: String) throws(Refusal) -> SandboxResponse {
        guard let index = state.organisation.groupIndex(groupKey) else { throw GoogleError.notFound("groupKey") }
        guard let person = state.organisation.personIndex(key).map({ state.organisation.people[$0] }) else { throw GoogleError.notFound("memberKey") }
        guard state.organisation.groups[index].email.lowercased().hasSuffix("@" + person.domain.lowercased()) else {
            throw GoogleError.api(400, reason: "invalid", "Invalid Input: memberKey")
        }
        let members = state.organisation.membership(of: index, derived: true)
        return .json(["isMember": .bool(members.contains { $0.id == person.id || $0.kind == .customer })])
    }

    private func memberID(_ key: String) -> String? {
        if let index = state.organisation.personIndex(key) { return state.organisation.people[index].id }
        if let index = state.organisation.groupIndex(key) { return state.organisation.groups[index].id }
        let outside = state.organisation.groups.flatMap(\.members).first { $0.outsideEmail != nil && ($0.outsideEmail == key || $0.id == key) }
        return outside?.id
    }

    /// Clauses on `email`, `name` and `memberKey`.
    private func groupFilter(_ text: String) throws(Refusal) -> (DirectoryGroup) -> Bool {
        guard let query = DirectoryQuery(text), query.clauses.allSatisfy({ ["email", "name", "memberKey"].contains($0.field) }) else {
            throw GoogleError.invalid("query")
        }
        let memberIDs = query.clauses.filter { $0.field == "memberKey" }.map { memberID($0.value) }
        return { group in
            memberIDs.allSatisfy { id in group.members.contains { $0.id == id } }
                && query.clauses.allSatisfy { clause in
                    switch clause.field {
                    case "email": clause.matches(group.email)
                    case "name": clause.matches(group.name)
                    default: true
                    }
                }
        }
    }
}

extension DirectoryGroup {
    func resource(living: [String: Person]) -> JSONValue {
        JSONValue.present([
            "kind": "admin#directory#group", "id": .string(id), "email": .string(email), "name": .string(name), "description": .string(description),
            // Google sends this count as text.
            "directMembersCount": .string(String(members.count { $0.isPresent(living: living) })), "adminCreated": true,
            "aliases": aliases.map { .array($0.map { .string($0) }) },
            "nonEditableAliases": nonEditableAliases.isEmpty ? nil : .array(nonEditableAliases.map { .string($0) }),
        ]).withEtag
    }
}

extension DirectoryGroup.Member {
    /// A deleted person leaves every group, and is back after a restore.
    func isPresent(living: [String: Person]) -> Bool { kind != .user || outsideEmail != nil || living[id] != nil }

    func resource(in organisation: Organisation, living: [String: Person]) -> JSONValue {
        let email: String?
        switch kind {
        case .user: email = outsideEmail ?? living[id]?.primaryEmail
        case .group: email = organisation.groups.first { $0.id == id }?.email
        case .customer: email = nil
        }
        return JSONValue.present([
            "kind": "admin#directory#member", "id": .string(id), "email": .optional(email), "role": .string(role), "type": .string(kind.rawValue),
            "status": kind == .customer ? nil : living[id]?.suspended ?? false ? "SUSPENDED" : "ACTIVE",
        ]).withEtag
    }
}
