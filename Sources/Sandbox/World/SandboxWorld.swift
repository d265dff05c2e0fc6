package import Foundation

/// The whole sandbox without its sockets: a request goes in, an answer comes out, the state moves on.
///
/// Everything is synchronous and takes its time from `now`, so a simulation runs months in seconds:
///
///     var world = SandboxWorld(options: SandboxOptions(users: 20), now: { clock.date })
///     let answer = world.respond(to: SandboxRequest(method: "GET", target: "/sandbox/connection.json", headers: ["host": "127.0.0.1"]))
///
/// The answer carries what the wire should do to it (``SandboxResponse/delivery``, ``SandboxResponse/delay``); the caller performs that.
package struct SandboxWorld: Sendable {
    /// Scheme, host and port, without a final slash; the server sets it once it knows its port.
    package var baseURL: String
    /// Rises whenever something worth keeping may have changed.
    package private(set) var revision = 0

    var state: SandboxState { didSet { revision += 1 } }
    var limits: SandboxRateLimits
    var latency: Duration
    let directoryPage: Int?
    /// Whether the RingCentral side takes values that RingCentral itself would refuse.
    let takesAnyValue: Bool
    var limiter = RateLimiter()
    var log = RequestLog()
    var faults: [Fault] = []
    var faultsCreated = 0
    /// What went wrong with the state file, for the page and `/sandbox/status`.
    var saveFailure: String?
    let realNow: @Sendable () -> Date

    /// A fresh world with the sample organisation.
    /// - Parameters:
    ///   - serviceAccountKey: a key to share between many worlds; `nil` makes one when it is first asked for.
    ///   - now: the real clock; what the control API advances is added to it.
    package init(
        options: SandboxOptions, baseURL: String = "http://127.0.0.1", serviceAccountKey: ServiceAccountKey? = nil,
        now: @escaping @Sendable () -> Date
    ) {
        let organisation = OrganisationBuilder.build(users: options.users, seed: options.seed, now: now())
        let state = SandboxState(
            users: options.users, seed: options.seed, organisation: organisation, accounts: AccountStore(sampleFor: organisation, at: now()),
            authorization: AuthorizationState(), secrets: SecretFactory(seed: options.seed), serviceAccountKey: serviceAccountKey,
            licences: options.licences ?? options.users + 50)
        self.init(state: state, options: options, baseURL: baseURL, now: now)
    }

    /// A world that goes on where a state file ended.
    init(state: SandboxState, options: SandboxOptions, baseURL: String = "http://127.0.0.1", now: @escaping @Sendable () -> Date) {
        self.state = state
        self.baseURL = baseURL
        limits = options.limits
        latency = options.latency
        directoryPage = options.directoryPage
        takesAnyValue = options.takesAnyValue
        realNow = now
    }

    /// How programs are let in on the Google side.
    var googleAccess: GoogleAccessState {
        get { state.googleAccess ?? GoogleAccessState() }
        set { state.googleAccess = newValue }
    }

    /// The sandbox's own time: the real one and what was added to it.
    var now: Date { realNow().addingTimeInterval(state.clockOffset) }

    /// Answers one request.
    package mutating func respond(to request: SandboxRequest) -> SandboxResponse {
        guard isAddressedToLoopback(request) else {
            return .plain("This sandbox answers to 127.0.0.1 and localhost only.", status: 403)
        }
        guard request.body.count <= SandboxRequest.bodyLimit else {
            return .plain("The body is larger than \(SandboxRequest.bodyLimit) bytes.", status: 413)
        }
        if (request.path == "/" && !isForMetadataServer(request)) || request.segments.first == "sandbox" { return control(request) }
        let fault = takeFault(for: request)
        var group: RateLimitGroup?
        var response: SandboxResponse
        switch fault?.kind {
        case .status: response = fault?.refusal ?? .plain("", status: 500)
        case .dropBefore:
            response = SandboxResponse(status: 0)
            response.delivery = .dropped
        default:
            switch fault?.kind {
            case .withoutEffect: response = answerWithoutEffect(request, fault, group: &group)
            case .aboutSomebodyElse: response = answerAboutSomebodyElse(request, fault, group: &group)
            default: response = dispatch(request, group: &group)
            }
            response.delay = latency
            if let fault { response = fault.bend(response, to: request) }
        }
        if request.segments.first == "scim" { response.negotiateMediaType(request.headers["accept"]) }
        // By the real clock, like the judgement of Google's assertions: whoever compares clocks cannot know what was added to the sandbox's own.
        response.headers["Date"] = realNow().httpDate
        log.record(request, response: response, group: group?.rawValue, at: now)
        return response
    }

    /// The honest answer of the stand-in that is responsible for the path.
    mutating func dispatch(_ request: SandboxRequest, group: inout RateLimitGroup?) -> SandboxResponse {
        if isForMetadataServer(request) { return metadata(request) }
        do throws(Refusal) {
            switch (request.segments.first, request.segments.dropFirst().first) {
            case ("restapi", "v1.0"): return try platform(request, group: &group)
            case ("restapi", "oauth"): return try authorization(request, group: &group)
            case ("scim", "v2"): return try scim(request, group: &group)
            case ("token", nil): return try googleToken(request)
            case ("admin", "directory"): return try directory(request)
            case ("v1", "token"): return try exchangeToken(request)
            case ("v1", "projects"): return try serviceAccountCredentials(request)
            case ("idp", "token"): return try identityToken(request)
            default: return .plain("Nothing is served under this path. The page at / lists what there is.", status: 404)
            }
        } catch {
            return error.response
        }
    }

    /// A page of another site cannot reach the sandbox under a name of its own that it resolved to 127.0.0.1 (DNS rebinding).
    private func isAddressedToLoopback(_ request: SandboxRequest) -> Bool {
        guard let host = request.headers["host"]?.lowercased() else { return false }
        let parts = host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.first == "127.0.0.1" || parts.first == "localhost" else { return false }
        return parts.count == 1 || UInt16(parts[1]) != nil
    }

    /// The first fault that matches, counted down.
    private mutating func takeFault(for request: SandboxRequest) -> Fault? {
        guard let index = faults.firstIndex(where: { $0.matches(request) }) else { return nil }
        guard faults[index].skip == 0 else {
            faults[index].skip -= 1
            return nil
        }
        let fault = faults[index]
        faults[index].times -= 1
        if faults[index].times <= 0 { faults.remove(at: index) }
        return fault
    }
}
