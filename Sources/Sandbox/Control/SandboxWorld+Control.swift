import Foundation

/// The sandbox's own interface, for the page, for scripts and for tests. Never logged, delayed or limited; JSON in and out, and every POST takes a form as well.
///
/// | method and path under `/sandbox` | body | does |
/// |---|---|---|
/// | `GET /connection.json` | | everything that a client needs to connect |
/// | `GET /service-account.json` | | the key file of the Google side |
/// | `GET`, `POST /google` | `roleRights roleUnit serviceAccountDisabled extraDelegatedScopes missingDelegatedScopes providerEnabled admittedSubject mayImpersonate maySign metadataServer machineScopes ignoresAskedScopes` | how programs are let in on the Google side |
/// | `POST /google/rotate-key` | | another key of the service account; the old one is refused |
/// | `GET /google/external-account.json` | `?file=` | the file of the workload identity pool |
/// | `GET`, `POST /ringcentral` | `directoryIntegration missingPermissions reachesOwnExtensionOnly deletionOutcome` (`unassigned`, `inventory`, `destroyed`) | how the RingCentral account is set up |
/// | `GET /status` | | clock, counts, limits, licences |
/// | `POST /password` | `password` | changes the administrator's password and ends every session |
/// | `POST /sessions/end` | | ends every session |
/// | `POST /clock` | `advanceSeconds` | moves the clock, backwards too |
/// | `POST /licences` | `total` or `free` | sets the extensions that the account owns |
/// | `POST /limits` | `preset` (`stock`, `demo`) or any of `light medium heavy auth windowSeconds penaltySeconds` | sets the request budget |
/// | `POST /latency` | `milliseconds` | delays every answer |
/// | `POST /activation` | `required` | whether accounts have to be activated by somebody before they are active |
/// | `GET`, `POST`, `DELETE /faults` | `kind path method exact status body contentType answer takesEffect retryAfter milliseconds times skip` | lists, adds, removes faults |
/// | `GET`, `POST /people` | `?query=`; see below | lists, adds |
/// | `POST /people/ID/ACT` | | `rename move edit suspend unsuspend archive unarchive delete undelete removeAliases` |
/// | `GET`, `POST /groups`, `POST /groups/KEY/ACT` | `member`, `role` | lists, adds; `add remove empty delete` |
/// | `GET`, `POST /units`, `POST /units/KEY/ACT` | `name parent description moveTo` | lists, adds; `rename move delete` |
/// | `GET`, `POST /accounts`, `POST /accounts/ID/ACT` | see the catalogue | SCIM accounts in full; `suspend activate freeze edit delete`, as by hand; `refuse` (`code`) refuses writes about one |
/// | `POST /accounts/activate` | | activates every account that awaits it |
/// | `GET /requests`, `GET /requests/summary`, `DELETE /requests` | `?limit=` | the request log, its counts, a new start |
extension SandboxWorld {
    mutating func control(_ request: SandboxRequest) -> SandboxResponse {
        do throws(Refusal) {
            if request.path == "/" {
                guard request.method == "GET" else { throw ControlError.bad("Only GET is answered here.", status: 405) }
                return .html(OverviewPage(world: self, notice: request.parameters.nonEmpty("notice")).html)
            }
            try requireOwnPage(request)
            let path = Array(request.segments.dropFirst())
            let answer = try controlAnswer(request, path: path)
            guard request.isForm, request.method == "POST" else { return .json(answer) }
            return .redirect(to: "/?notice=" + "Done: \(path.joined(separator: " "))".queryEncoded)
        } catch {
            return error.response
        }
    }

    /// A page of another site may not send a form here: browsers name its origin.
    private func requireOwnPage(_ request: SandboxRequest) throws(Refusal) {
        guard request.method != "GET", let origin = request.headers["origin"]?.lowercased() else { return }
        let host = request.headers["host"]?.lowercased() ?? ""
        // A page with "Referrer-Policy: no-referrer" sends the origin null with its own forms; Sec-Fetch-Site tells those from a stranger's.
        let isOwn = origin == "http://" + host || (origin == "null" && request.headers["sec-fetch-site"] == "same-origin")
        guard isOwn else { throw ControlError.bad("Requests from other sites' pages are refused.", status: 403) }
    }

    private mutating func controlAnswer(_ request: SandboxRequest, path: [String]) throws(Refusal) -> JSONValue {
        let input = try ControlInput(request)
        switch (request.method, path.first ?? "", path.count) {
        case ("GET", "connection.json", 1): return connection
        case ("GET", "service-account.json", 1): return try serviceAccountFile()
        case ("GET", "status", 1): return status
        case ("POST", "password", 1): try changePassword(input)
        case ("POST", "sessions", 2) where path[1] == "end": state.authorization.endSessions()
        case ("POST", "clock", 1): try advanceClock(input)
        case ("POST", "licences", 1): try setLicences(input)
        case ("POST", "activation", 1): state.accountsAwaitActivation = try input.flag("required")
        case ("POST", "limits", 1): try setLimits(input)
        case ("POST", "latency", 1): latency = .milliseconds(try input.integer("milliseconds", in: 0...120_000))
        case (_, "ringcentral", 1): return try controlPlatform(request.method, input)
        case (_, "google", 1...2): return try controlGoogle(request, path: path, input)
        case (_, "faults", 1...2): return try controlFaults(request.method, path: path, input)
        case (_, "people", 1...3): return try controlPeople(request, path: path, input)
        case (_, "groups", 1...3): return try controlGroups(request.method, path: path, input)
        case (_, "units", 1...3): return try controlUnits(request.method, path: path, input)
        case (_, "accounts", 1...3): return try controlAccounts(request.method, path: path, input)
        case (_, "requests", 1...2): return try controlRequests(request, path: path)
        default: throw ControlError.bad("There is no such control request. The page at / and the catalogue list what there is.", status: 404)
        }
        return status
    }

    /// The service account's key, made when it is first asked for.
    /// - Throws: ``SandboxError/keyGenerationFailed``.
    @discardableResult
    package mutating func ensureServiceAccountKey() throws(SandboxError) -> ServiceAccountKey {
        if let key = state.serviceAccountKey { return key }
        let key = try ServiceAccountKey.generate()
        state.serviceAccountKey = key
        return key
    }

    private mutating func serviceAccountFile() throws(Refusal) -> JSONValue {
        do throws(SandboxError) {
            return try ensureServiceAccountKey().file(baseURL: baseURL)
        } catch {
            throw ControlError.bad(error.description, status: 500)
        }
    }

    private mutating func changePassword(_ input: ControlInput) throws(Refusal) {
        state.authorization.password = try input.text("password")
        state.authorization.endSessions()
    }

    private mutating func advanceClock(_ input: ControlInput) throws(Refusal) {
        let hundredYears = 3_155_760_000
        let seconds = try input.integer("advanceSeconds", in: -hundredYears...hundredYears)
        guard abs(state.clockOffset + Double(seconds)) <= Double(hundredYears) else {
            throw ControlError.bad("The clock cannot go further than a hundred years.")
        }
        state.clockOffset += Double(seconds)
    }

    private mutating func setLicences(_ input: ControlInput) throws(Refusal) {
        if let free = try input.optionalInteger("free", in: 0...10_000_000) {
            state.licences = state.accounts.count + free
        } else {
            state.licences = try input.integer("total", in: 0...10_000_000)
        }
    }

    private mutating func setLimits(_ input: ControlInput) throws(Refusal) {
        var changed = limits
        switch try input.optionalText("preset") {
        case nil: break
        case "stock": changed = .stock
        case "demo": changed = .demo
        default: throw ControlError.bad("\"preset\" must be stock or demo.")
        }
        let parts: [(String, WritableKeyPath<SandboxRateLimits, Int>)] = [
            ("light", \.light), ("medium", \.medium), ("heavy", \.heavy), ("auth", \.auth), ("windowSeconds", \.windowSeconds),
            ("penaltySeconds", \.penaltySeconds),
        ]
        for (name, keyPath) in parts {
            if let value = try input.optionalInteger(name, in: 0...1_000_000) { changed[keyPath: keyPath] = value }
        }
        limits = changed
        limiter.reset()
    }
}
