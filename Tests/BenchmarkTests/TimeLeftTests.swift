import Sandbox
import Testing

@testable import Benchmark

@Suite("The time left that a run tells", .serialized, .timeLimit(.minutes(5)))
struct TimeLeftTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let limits: SandboxRateLimits
        let latency: Double
        let fault: [String: String]?
        let users: Int
    }

    static let early429 = [
        "kind": "status", "path": "/scim/v2/Users", "method": "POST", "status": "429", "retryAfter": "30", "times": "1", "skip": "30",
    ]

    @Test(
        "At halfway it is right to within five in a hundred, whether a limit binds or the app's answers do",
        arguments: [
            Case(
                testDescription: "the limit", limits: WriteLimitScenario.limits, latency: 0, fault: nil, users: 140),
            Case(
                testDescription: "the limit, after a 429", limits: WriteLimitScenario.limits, latency: 0, fault: early429, users: 140),
            Case(testDescription: "the app's answers", limits: .unbounded, latency: 0.5, fault: nil, users: 200),
            Case(testDescription: "the app's answers, after a 429", limits: .unbounded, latency: 0.5, fault: early429, users: 200),
        ])
    func halfWay(given: Case) async throws {
        let run = try await PacedRun.perform(.init(users: given.users, limits: given.limits, latency: given.latency, fault: given.fault))
        #expect(run.done == run.needed)
        #expect(run.requests.tooManyRequests == (given.fault == nil ? 0 : 1))
        let error = try #require(run.timeLeftError)
        #expect(error <= WriteLimitScenario.timeLeftTolerance, "off by \(error) of the rest of \(run.seconds) s")
    }
}
