import Foundation

/// Google's Directory API v1, read side. Source: the API's discovery document.
extension SandboxWorld {
    func directory(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        let path = Array(request.segments.dropFirst(3))
        guard request.segments.count > 3, request.segments[2] == "v1" else { throw GoogleError.notFound("path") }
        let caller = try directoryCaller(request)
        guard request.method == "GET" else { throw GoogleError.insufficientScope }
        func need(_ names: String...) throws(Refusal) { try caller.need(names) }
        switch (path[0], path.count) {
        case ("users", 1):
            try need("user.readonly")
            try caller.requireCustomerID(request.parameters["customer"])
            return try userList(request.parameters, unit: caller.unit)
        case ("users", 2):
            try need("user.readonly")
            return try user(path[1], request.parameters, unit: caller.unit)
        case ("groups", 1):
            try need("group.readonly")
            try caller.requireCustomerID(request.parameters["customer"])
            return try groupList(request.parameters)
        case ("groups", 2):
            try need("group.readonly")
            return try group(path[1], request.parameters)
        case ("groups", 3) where path[2] == "members":
            try need("group.member.readonly", "group.readonly")
            return try memberList(path[1], request.parameters)
        case ("groups", 4) where path[2] == "hasMember":
            try need("group.member.readonly", "group.readonly")
            return try hasMember(path[3], group: path[1])
        case ("customer", 3...):
            try caller.requireCustomerID(path[1])
            return try customer(Array(path.dropFirst()), request.parameters, need: need)
        default: throw GoogleError.notFound("path")
        }
    }

    private func customer(_ path: [String], _ parameters: FormFields, need: (String...) throws(Refusal) -> Void) throws(Refusal) -> SandboxResponse {
        try requireOwnCustomer(path[0])
        switch (path[1], path.count) {
        case ("orgunits", 2):
            try need("orgunit.readonly")
            return try unitList(parameters)
        case ("orgunits", 3...):
            try need("orgunit.readonly")
            let key = path[2...].joined(separator: "/")
            guard let unit = state.organisation.units.first(where: { $0.path == "/" + key || $0.id == key }) else {
                throw GoogleError.api(404, reason: "notFound", "Org unit not found")
            }
            return try answer(unit.resource(in: state.organisation), parameters, members: OrganisationalUnit.resourceMembers)
        case ("domains", 2):
            try need("domain.readonly")
            return try answer(domainList, parameters, members: ["kind", "etag", "domains"])
        case ("schemas", 2):
            try need("userschema.readonly")
            return try answer(schemaList, parameters, members: ["kind", "etag", "schemas"])
        case ("roles", 2):
            try need("rolemanagement.readonly")
            return .json(["kind": "admin#directory#roles", "items": []])
        default: throw GoogleError.notFound("path")
        }
    }

    func requireOwnCustomer(_ key: String) throws(Refusal) {
        guard key == "my_customer" || key == Organisation.customerID else { throw GoogleError.forbidden }
    }

    /// Sends a resource through the mask that the caller asked for.
    ///
    /// - Parameters:
    ///   - members: names that the mask may hold at its top.
    ///   - items: a list member, and the names that the mask may hold inside it.
    func answer(_ value: JSONValue, _ parameters: FormFields, members: Set<String>, items: (name: String, members: Set<String>)? = nil)
        throws(Refusal) -> SandboxResponse
    {
        guard let text = parameters.nonEmpty("fields") else { return .json(value) }
        guard let mask = FieldMask(text) else {
            throw GoogleError.api(400, reason: "invalidParameter", "Invalid field selection \(text.prefix(100))")
        }
        let inner = items.flatMap { mask[$0.name] }?.names ?? []
        guard let wrong = mask.names.subtracting(members.union(["*"])).union(inner.subtracting((items?.members ?? []).union(["*"]))).min() else {
            return .json(mask.applied(to: value))
        }
        throw GoogleError.api(400, reason: "invalidParameter", "Invalid field selection \(wrong.prefix(100))")
    }

    /// The page of a listing that the parameters ask for.
    ///
    /// - Parameter standard: how many items when `maxResults` is not given.
    func page(_ parameters: FormFields, count total: Int, standard: Int, maximum: Int, listing: String) throws(Refusal) -> (
        range: Range<Int>, next: String?
    ) {
        var size = standard
        if let text = parameters["maxResults"] {
            guard let number = Int(text), number >= 1, number <= maximum else { throw GoogleError.invalid("maxResults") }
            size = number
        }
        size = min(size, directoryPage ?? size)
        var start = 0
        if let text = parameters.nonEmpty("pageToken") {
            guard let token = PageToken(text), token.listing == nil || token.listing == listing,
                token.issued.map({ now.timeIntervalSince($0) <= PageToken.lifetime }) ?? true
            else { throw GoogleError.invalid("pageToken") }
            start = token.offset
        }
        let range = min(start, total)..<min(start + size, total)
        return (range, range.upperBound < total ? PageToken(offset: range.upperBound, listing: listing, issued: now).text : nil)
    }
}
