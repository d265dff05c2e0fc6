import Foundation

extension SandboxWorld {
    func userList(_ parameters: FormFields, unit: String?) throws(Refusal) -> SandboxResponse {
        let domain = try userDomain(parameters)
        let showDeleted = parameters["showDeleted"] == "true"
        let query = try userQuery(parameters)
        var candidates: [Int] = []
        // By index: a copy of everybody would be made for each page.
        for index in state.organisation.people.indices where try isCandidate(index, deleted: showDeleted, unit: unit, domain: domain, query: query) {
            candidates.append(index)
        }
        candidates = try ordered(candidates, parameters)
        let listing = ["customer", "domain", "showDeleted", "query", "orderBy", "sortOrder"].map { parameters[$0] ?? "" }.joined(separator: "|")
        let (range, next) = try page(parameters, count: candidates.count, standard: 100, maximum: 500, listing: "users|" + listing)
        let projection = try projection(parameters)
        let managers = state.organisation.livingByID
        let users = candidates[range].map { index -> JSONValue in
            let person = state.organisation.people[index]
            return person.resource(managerEmail: person.managerID.flatMap { managers[$0]?.primaryEmail }, projection: projection)
        }
        let body = JSONValue.present([
            "kind": "admin#directory#users", "users": users.isEmpty ? nil : .array(users), "nextPageToken": .optional(next),
        ]).withEtag
        return try answer(
            body, parameters, members: ["kind", "etag", "users", "nextPageToken", "trigger_event"], items: ("users", Person.resourceMembers))
    }

    func user(_ key: String, _ parameters: FormFields, unit: String?) throws(Refusal) -> SandboxResponse {
        guard let index = state.organisation.personIndex(key) else { throw GoogleError.notFound("userKey") }
        let person = state.organisation.people[index]
        guard person.isVisible(in: unit) else { throw GoogleError.forbidden }
        let manager = person.managerID.flatMap { id in state.organisation.people.first { $0.id == id && $0.deletionTime == nil } }
        let body = person.resource(managerEmail: manager?.primaryEmail, projection: try projection(parameters))
        return try answer(body, parameters, members: Person.resourceMembers)
    }

    private func isCandidate(_ index: Int, deleted: Bool, unit: String?, domain: String?, query: DirectoryQuery?) throws(Refusal) -> Bool {
        let people = state.organisation.people
        guard isListed(people[index], deleted: deleted), people[index].isVisible(in: unit) else { return false }
        if let domain, domain != people[index].domain.lowercased() { return false }
        guard let query else { return true }
        guard let matches = people[index].matches(query) else { throw GoogleError.invalid("query") }
        return matches
    }

    /// Google forgets deleted people after 20 days.
    func isListed(_ person: Person, deleted: Bool) -> Bool {
        guard let deletionTime = person.deletionTime else { return !deleted }
        return deleted && now.timeIntervalSince(deletionTime) < Organisation.deletedVisibility
    }

    /// `customer` or `domain` must be there; `domain` keeps only the people whose address is on it.
    private func userDomain(_ parameters: FormFields) throws(Refusal) -> String? {
        if let customer = parameters.nonEmpty("customer") {
            try requireOwnCustomer(customer)
            return nil
        }
        guard let domain = parameters.nonEmpty("domain")?.lowercased() else { throw GoogleError.api(400, reason: "badRequest", "Bad Request") }
        guard [Organisation.primaryDomain, Organisation.secondaryDomain, Organisation.aliasDomain].contains(domain) else {
            throw GoogleError.api(404, reason: "notFound", "Domain not found.")
        }
        return domain
    }

    private func userQuery(_ parameters: FormFields) throws(Refusal) -> DirectoryQuery? {
        guard let text = parameters.nonEmpty("query") else { return nil }
        guard let query = DirectoryQuery(text) else { throw GoogleError.invalid("query") }
        return query
    }

    private func projection(_ parameters: FormFields) throws(Refusal) -> Person.Projection {
        switch parameters["projection"]?.lowercased() {
        case nil, "basic": return .basic
        case "full": return .full
        case "custom":
            guard let mask = parameters.nonEmpty("customFieldMask") else { throw GoogleError.invalid("customFieldMask") }
            return .custom(Set(mask.split(separator: ",").map(String.init)))
        default: throw GoogleError.invalid("projection")
        }
    }

    private func ordered(_ indices: [Int], _ parameters: FormFields) throws(Refusal) -> [Int] {
        guard let order = parameters.nonEmpty("orderBy") else { return indices }
        let people = state.organisation.people
        let keyPaths: [String: any KeyPath<Person, String> & Sendable] = [
            "email": \.primaryEmail, "familyName": \.familyName, "givenName": \.givenName,
        ]
        guard let keyPath = keyPaths[order] else { throw GoogleError.invalid("orderBy") }
        let ascending = indices.sorted { (people[$0][keyPath: keyPath], $0) < (people[$1][keyPath: keyPath], $1) }
        return parameters["sortOrder"] == "DESCENDING" ? ascending.reversed() : ascending
    }
}
