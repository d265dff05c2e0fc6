import Foundation
import HTTP
import Sandbox

/// The network between one process and the clouds of its world: carries requests to the sandbox's logic, takes virtual time, and does to them what the
/// story says.
struct SimulatedTransport: HTTPTransport {
    /// What the story does to a process in the middle of a run.
    struct Hooks: Sendable {
        /// Keeps what is on the disk at this moment.
        var crash: @Sendable () -> Void = {}
        /// Given the number of writes that are under way at that moment.
        var switchOff: @Sendable (Int) async -> Void = { _ in }
        var secondWriter: @Sendable () async -> Void = {}
        /// Given for how many seconds the process stands still, and how many things another machine asks before it goes on.
        var rival: @Sendable (TimeInterval, Int) async -> Void = { _, _ in }
    }

    let cloud: Cloud
    /// The number of the process, counted from the beginning of the world.
    let process: Int
    let hooks: Hooks

    private static let host = "127.0.0.1"
    private static let dead = HTTPTransportError.unreachable(host: host, reason: "the process is dead")
    private static let lost = HTTPTransportError.noAnswer(host: host, reason: "connection lost")

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        guard !Task.isCancelled else { throw .cancelled }
        let translated = Self.translated(request)
        if translated.path == TellingHook.path { return try tell(translated) }
        let (isAlive, disturbance) = arrive(translated)
        guard isAlive else { throw Self.dead }
        let answer: HTTPResponse
        do throws(HTTPTransportError) { answer = try await reply(request, translated, disturbance) } catch {
            note(translated, nil, isDisturbed: true)
            throw error
        }
        note(translated, answer, isDisturbed: disturbance != nil)
        return answer
    }

    /// What became of a request, for the part of the world that alerts go by.
    private func note(_ request: SandboxRequest, _ answer: HTTPResponse?, isDisturbed: Bool) {
        cloud.with { state in
            guard state.process == process else { return }
            state.told.note(request, answer, at: cloud.clock.shown, isDisturbed: isDisturbed)
        }
    }

    /// A message to administrators, which goes another way than what the clouds are asked.
    private func tell(_ message: SandboxRequest) throws(HTTPTransportError) -> HTTPResponse {
        let fate = cloud.with { state -> TellingHook.Fate? in
            guard state.process == process else { return nil }
            let (fate, violation) = state.hook.take(message.body)
            state.note("a message to administrators: \(fate)", at: cloud.clock.now)
            if let violation { state.violate(.alerts, violation, at: cloud.clock.now) }
            return fate
        }
        switch fate {
        case .taken: return HTTPResponse(status: 204)
        case .refused: return HTTPResponse(status: 503)
        case .unanswered: throw Self.lost
        case .died:
            hooks.crash()
            cloud.with { $0.endProcess() }
            throw Self.dead
        case nil: throw Self.dead
        }
    }

    /// The answer, after what the story does to the request.
    private func reply(
        _ request: HTTPRequest, _ translated: SandboxRequest, _ disturbance: Disturbance?
    ) async throws(HTTPTransportError) -> HTTPResponse {
        if cloud.with({ $0.isUnseen(translated) }) { return HTTPResponse(status: 502, body: Data(FalseAnswer.signInPage.utf8)) }
        lieAboutAccounts(translated)
        switch disturbance {
        case nil: break
        case .switchOff: await hooks.switchOff(Self.writesBehind(translated))
        case .secondWriter: await hooks.secondWriter()
        case .otherClient(let count): spend(count, like: translated)
        case .lie(let kind): bend(kind, translated)
        case .setClock(let seconds): cloud.setMachineClock(secondsAhead: seconds)
        case .crash(let afterEffect):
            cloud.note("the process dies \(afterEffect ? "after" : "before") \(translated.method) \(translated.path) took effect")
            if afterEffect { _ = cloud.answer(translated) }
            hooks.crash()
            let moment = cloud.clock.now
            cloud.with { state in
                state.endProcess()
                state.leaderLost = moment
                state.tally.crashes += 1
            }
            throw Self.dead
        case .rival(let seconds, let requests, true):
            await hooks.rival(min(seconds, request.timeout - 1), requests)
            return try deliver(answer(translated), timeout: request.timeout)
        case .rival(let seconds, let requests, false):
            let answer = cloud.answer(translated)
            await hooks.rival(seconds, requests)
            return try deliver(answer, timeout: request.timeout)
        case .answer(let answer): return try deliver(cloud.answer(translated, falsely: answer), timeout: request.timeout)
        case .network(let fault): return try disturbed(by: fault, translated, timeout: request.timeout)
        }
        return try deliver(answer(translated), timeout: request.timeout)
    }

    /// The answer to a request that arrives now. A write of a process that does not lead any more breaks a rule.
    private func answer(_ request: SandboxRequest) -> SandboxResponse {
        let moment = cloud.clock.now
        cloud.with { state in
            guard CloudState.isWrite(request), state.overtaken.contains(process) else { return }
            state.violate(.oneLeader, "\(request.method) \(request.path) arrived after another machine had begun to run", at: moment)
        }
        return cloud.answer(request)
    }

    /// Counts a request; says whether its process lives, and what is to happen to it. The way there takes some milliseconds.
    private func arrive(_ request: SandboxRequest) -> (isAlive: Bool, Disturbance?) {
        cloud.with { state in
            let isOvertaken = state.overtaken.contains(process)
            guard isOvertaken || state.process == process || state.takesOver(process, at: cloud.clock.now) else { return (false, nil) }
            state.noteAsker(process, at: cloud.clock.now)
            if isOvertaken { return (true, nil) }
            state.run.requests += 1
            cloud.clock.advance(by: Double(2 + state.run.requests * 7 % 11) / 1_000)
            if CloudState.isWrite(request) {
                state.run.writes += 1
                if let disturbance = state.run.writePlan.removeValue(forKey: state.run.writes) { return (true, disturbance) }
            }
            if CloudState.isRead(request) {
                state.run.reads += 1
                if let disturbance = state.run.readPlan.removeValue(forKey: state.run.reads) { return (true, disturbance) }
            }
            return (true, state.run.plan.removeValue(forKey: state.run.requests))
        }
    }

    /// A write is under way itself; a request for a token may hold up all that were begun.
    private static func writesBehind(_ request: SandboxRequest) -> Int {
        if request.path.hasPrefix("/restapi/oauth/") { return 16 }
        return CloudState.isWrite(request) ? 1 : 0
    }

    private static func translated(_ request: HTTPRequest) -> SandboxRequest {
        let query = request.url.query(percentEncoded: true).map { "?" + $0 } ?? ""
        var headers = Dictionary(uniqueKeysWithValues: request.headers.fields.map { ($0.name, $0.value) })
        headers["host"] = host
        return SandboxRequest(
            method: request.method.rawValue, target: request.url.path(percentEncoded: true) + query, headers: headers, body: request.body ?? Data())
    }

    private func deliver(_ response: SandboxResponse, timeout: TimeInterval) throws(HTTPTransportError) -> HTTPResponse {
        guard response.delivery == .whole else { throw Self.lost }
        cloud.with { state in
            if let group = response.headers["X-Rate-Limit-Group"] { state.groupsSeen.insert(group) }
        }
        var headers = HTTPHeaders()
        for (name, value) in response.headers { headers[name] = value }
        if cloud.with({ $0.run.tellsNoTime }) { headers["Date"] = nil }
        return HTTPResponse(status: response.status, headers: headers, body: response.body)
    }

    private func disturbed(
        by fault: NetworkFault, _ request: SandboxRequest, timeout: TimeInterval
    ) throws(HTTPTransportError) -> HTTPResponse {
        cloud.note("network: \(fault) for \(request.method) \(request.path)")
        cloud.with { $0.tally.faults += 1 }
        switch fault {
        case .dropBefore: throw Self.lost
        case .dropAfter, .truncate:
            _ = cloud.answer(request)
            throw Self.lost
        case .refuse(let status): return HTTPResponse(status: status)
        case .failAfter(let status):
            _ = cloud.answer(request)
            return HTTPResponse(status: status)
        case .slow(let seconds):
            let answer = cloud.answer(request)
            cloud.clock.advance(by: min(seconds, timeout))
            guard seconds < timeout else { throw .noAnswer(host: Self.host, reason: "no answer in time") }
            return try deliver(answer, timeout: timeout)
        }
    }

    /// Lets the sandbox bend its answer to this request, if it is one of the directory's.
    private func bend(_ kind: String, _ request: SandboxRequest) {
        guard request.path.hasPrefix("/admin/directory/"), request.method == "GET" else { return }
        cloud.note("the directory lies (\(kind)) about \(request.path)")
        cloud.with { state in
            state.run.wasLiedTo = true
            state.tally.lies += 1
            // Whom the lists leave out and who is unknown when asked for is gone, as far as anybody can know: that the answer to the question does not say.
            let status = request.path.hasPrefix("/admin/directory/v1/users/") ? 503 : 404
            _ = state.control("POST", "faults", ["kind": kind, "path": request.path, "exact": true, "times": 1, "status": status])
        }
    }

    /// Lets the app bend its answer to this request, if it lists or looks up accounts and the story says so.
    private func lieAboutAccounts(_ request: SandboxRequest) {
        guard request.path == "/scim/v2/Users", request.method == "GET" else { return }
        // A lookup that finds nobody is an honest answer too: only a list can be seen to leave somebody out.
        let kinds = request.query.contains("startIndex") ? AppLie.allCases : AppLie.ofLookups
        guard let lie = cloud.with({ state in state.run.appLie.flatMap { kinds.contains($0) ? state.run.takeAppLie() : nil } }) else { return }
        cloud.note("the app lies (\(lie.rawValue)) about \(request.path)?\(request.query)")
        cloud.with { state in
            state.tally.lies += 1
            let (kind, times) = lie.fault
            _ = state.control(
                "POST", "faults", ["kind": kind, "path": request.path, "exact": true, "method": "GET", "times": times, "status": 503])
        }
    }

    /// Another client of the same user sends requests that change nothing, with the same authorization.
    private func spend(_ count: Int, like request: SandboxRequest) {
        guard request.path.hasPrefix("/scim/") else { return }
        cloud.note("another client sends \(count) requests")
        for _ in 0..<count {
            var other = request
            other.path = "/scim/v2/Users/1"
            other.query = ""
            other.method = request.method == "GET" ? "GET" : "DELETE"
            other.body = Data()
            _ = cloud.with { $0.sandbox.respond(to: other) }
        }
    }
}
