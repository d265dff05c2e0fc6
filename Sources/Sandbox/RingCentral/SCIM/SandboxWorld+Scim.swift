import Foundation

/// RingCentral's SCIM v2 service: users only, no groups, no bulk.
///
/// Source: RingCentral's public OpenAPI document, paths `/scim/v2/*`.
extension SandboxWorld {
    mutating func scim(_ request: SandboxRequest, group: inout RateLimitGroup?) throws(Refusal) -> SandboxResponse {
        let segments = Array(request.segments.dropFirst(2))
        let isWrite = request.method != "GET" && segments != ["Users", ".search"]
        try authenticate(request)
        let kind: RateLimitGroup = isWrite ? .heavy : .light
        group = kind
        let headers = try admit(kind)
        return try withRateHeaders(headers) { world throws(Refusal) in try world.scimResource(request, segments: segments) }
    }

    private mutating func scimResource(_ request: SandboxRequest, segments: [String]) throws(Refusal) -> SandboxResponse {
        switch (request.method, segments.first, segments.count) {
        case ("GET", "ServiceProviderConfig", 1): return Self.scimJSON(ScimCatalogue.serviceProviderConfig(baseURL: baseURL))
        case ("GET", "ResourceTypes", 1...2):
            return try catalogue(ScimCatalogue.resourceTypes(baseURL: baseURL), request, item: segments.dropFirst().first)
        case ("GET", "Schemas", 1...2): return try catalogue(ScimCatalogue.schemas(baseURL: baseURL), request, item: segments.dropFirst().first)
        case ("GET", "Users", 1): return try list(filter: request.parameters["filter"], paging: try paging(of: request.parameters))
        case ("POST", "Users", 1): return try create(try jsonBody(request))
        case ("POST", "Users", 2) where segments[1] == ".search": return try search(try jsonBody(request))
        case ("GET", "Users", 2): return Self.scimJSON(try existing(segments[1]).resource(baseURL: baseURL))
        case ("PUT", "Users", 2):
            let account = try existing(segments[1])
            try requireWritable(account.id)
            return try commit(try taken(try AccountDraft(replacing: account, with: try jsonBody(request)).finished(), before: account))
        case ("PATCH", "Users", 2):
            let account = try existing(segments[1])
            try requireWritable(account.id)
            var draft = AccountDraft(account)
            try draft.apply(patch: try jsonBody(request))
            return try commit(try taken(try draft.finished(), before: account))
        case ("DELETE", "Users", 2):
            _ = try existing(segments[1])
            try requireWritable(segments[1])
            deleteAccount(segments[1])
            endSessionsIfAdministratorIsGone()
            return SandboxResponse(status: 204)
        case (_, "ServiceProviderConfig", 1), (_, "ResourceTypes", 1...2), (_, "Schemas", 1...2), (_, "Users", 1...2):
            throw ScimError.refusal(405, nil, "\(request.method.prefix(16)) is not supported here")
        default: throw ScimError.refusal(404, nil, "No such endpoint")
        }
    }

    private func existing(_ id: String) throws(Refusal) -> Account {
        guard let account = state.accounts[id] else { throw ScimError.notFound(id) }
        return account
    }

    /// One account can be closed to a program that may change all others; the gateway says so in its own shape.
    private func requireWritable(_ id: String) throws(Refusal) {
        guard let code = state.platform?.refusals[id] else { return }
        throw PlatformError.gateway(403, code: code, PlatformSettings.refusalWords[code] ?? "")
    }

    /// Takes an account away, with what becomes of its extension.
    mutating func deleteAccount(_ id: String) {
        guard state.accounts.remove(id), var platform = state.platform, platform.deletionOutcome != .unassigned else { return }
        state.licences = max(0, state.licences - 1)
        if platform.deletionOutcome == .inventory {
            platform.numbersInInventory += 1
            state.platform = platform
        }
    }

    /// The account, if RingCentral takes its values.
    private func taken(_ account: Account, before: Account?) throws(Refusal) -> Account {
        if !takesAnyValue { try ContactRules().check(account, before: before) }
        return account
    }

    private mutating func create(_ body: JSONValue) throws(Refusal) -> SandboxResponse {
        let blank = Account(id: "", userName: "", email: "", givenName: "", familyName: "", created: now, lastModified: now)
        let account = try taken(try AccountDraft(replacing: blank, with: body).finished(), before: nil)
        guard state.accounts.account(named: account.userName) == nil else { throw ScimError.duplicate }
        guard state.accounts.count < state.licences else { throw ScimError.licences }
        let created = state.accounts.insert(afterActivation(account, wasActive: false))
        var response = Self.scimJSON(created.resource(baseURL: baseURL), status: 201)
        response.headers["Location"] = "\(baseURL)/scim/v2/Users/\(created.id)"
        return response
    }

    private mutating func commit(_ account: Account) throws(Refusal) -> SandboxResponse {
        if let holder = state.accounts.account(named: account.userName), holder.id != account.id { throw ScimError.duplicate }
        let before = state.accounts[account.id]
        var changed = afterActivation(account, wasActive: before?.active ?? false)
        if before != changed { changed.lastModified = now }
        state.accounts.update(changed)
        endSessionsIfAdministratorIsGone()
        return Self.scimJSON(changed.resource(baseURL: baseURL))
    }

    /// The account as it is at first: with the setting, whoever is to be active has to be activated by somebody.
    private func afterActivation(_ account: Account, wasActive: Bool) -> Account {
        var account = account
        if account.active { account.isFrozen = nil }
        guard account.active, !wasActive, state.accountsAwaitActivation == true else { return account }
        var waiting = account
        waiting.active = false
        waiting.awaitsActivation = true
        return waiting
    }

    /// Tokens die with the login of the person who granted them.
    mutating func endSessionsIfAdministratorIsGone() {
        if consentingAccount == nil { state.authorization.endSessions() }
    }

    private func search(_ body: JSONValue) throws(Refusal) -> SandboxResponse {
        guard case .object(let members) = body else { throw ScimError.invalidSyntax("The body must be a JSON object") }
        let message = ScimAttributes(members)
        guard message["schemas"]?.arrayValue?.contains("urn:ietf:params:scim:api:messages:2.0:SearchRequest") ?? false else {
            throw ScimError.invalidSyntax("schemas must contain urn:ietf:params:scim:api:messages:2.0:SearchRequest")
        }
        func number(_ name: String, _ standard: Int) throws(Refusal) -> Int {
            guard let value = message[name], value != .null else { return standard }
            guard let number = value.integerValue else { throw ScimError.invalidValue("\(name) must be an integer") }
            return number
        }
        let filter = try AccountDraft.text(message["filter"], "filter")
        return try list(filter: filter, paging: (try number("startIndex", 1), try number("count", 100)))
    }

    private func paging(of parameters: FormFields) throws(Refusal) -> (start: Int, count: Int) {
        func number(_ name: String, _ standard: Int) throws(Refusal) -> Int {
            guard let text = parameters[name] else { return standard }
            guard let number = Int(text) else { throw ScimError.invalidValue("\(name) must be an integer") }
            return number
        }
        return (try number("startIndex", 1), try number("count", 100))
    }

    /// RFC 7644 §3.4.2.4: an index below 1 is 1, a negative count is 0, and the server may give less than was asked for.
    private func list(filter: String?, paging: (start: Int, count: Int)) throws(Refusal) -> SandboxResponse {
        let start = max(1, paging.start)
        let count = min(max(0, paging.count), ScimCatalogue.maximumResults)
        let page: [Account]
        let total: Int
        if let filter {
            let match = state.accounts.account(named: try ScimFilter.address(filter))
            total = match == nil ? 0 : 1
            page = start == 1 && count > 0 ? [match].compactMap { $0 } : []
        } else {
            total = state.accounts.count
            page = state.accounts.page(from: start - 1, count: count)
        }
        return Self.scimJSON(ScimCatalogue.list(page.map { $0.resource(baseURL: baseURL, short: true) }, total: total, start: start))
    }

    private func catalogue(_ items: [JSONValue], _ request: SandboxRequest, item: String?) throws(Refusal) -> SandboxResponse {
        guard let item else {
            guard !request.parameters.contains("filter") else { throw ScimError.refusal(403, nil, "Filtering is not supported here") }
            return Self.scimJSON(ScimCatalogue.list(items, total: items.count, start: 1))
        }
        guard let found = items.first(where: { $0["id"]?.stringValue == item }) else { throw ScimError.notFound(item) }
        return Self.scimJSON(found)
    }

    private func jsonBody(_ request: SandboxRequest) throws(Refusal) -> JSONValue {
        guard ["application/json", "application/scim+json"].contains(request.mediaType) else {
            throw ScimError.refusal(415, nil, "Content-Type must be application/scim+json or application/json")
        }
        guard let body = JSONValue(parsing: request.body) else { throw ScimError.invalidSyntax("The body is not JSON") }
        return body
    }

    private static func scimJSON(_ value: JSONValue, status: Int = 200) -> SandboxResponse {
        .json(value, status: status, type: "application/scim+json;charset=UTF-8")
    }
}
