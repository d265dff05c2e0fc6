import Foundation
import HTTP
import Testing

@testable import SCIM

@Suite("The pace that rate-limit headers allow", .timeLimit(.minutes(5)))
struct RateLimitStateTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    static func answer(_ status: Int = 200, limit: Int = 10, remaining: Int, window: Int = 60, retryAfter: Int? = nil) -> HTTPResponse {
        var headers: HTTPHeaders = [
            "X-Rate-Limit-Limit": "\(limit)", "X-Rate-Limit-Remaining": "\(remaining)", "X-Rate-Limit-Window": "\(window)",
        ]
        if let retryAfter { headers["Retry-After"] = "\(retryAfter)" }
        return HTTPResponse(status: status, headers: headers)
    }

    @Test("Nothing is known: one request goes ahead, the others wait for its answer")
    func unknown() {
        var state = RateLimitState()
        #expect(state.decide(at: Self.now) == .sendNow)
        state.sent()
        #expect(state.decide(at: Self.now) == .waitForAnswer)
    }

    @Test(
        "An answer that does not come from the app says nothing about its limits: one request at a time until one does",
        arguments: [
            (503, nil, false), (500, "application/json", false), (404, "text/html; charset=utf-8", false), (200, "Text/HTML", false),
            // The app itself, which tells no limits.
            (200, "application/scim+json", true), (204, nil, true), (403, "application/json", true),
        ] as [(Int, String?, Bool)])
    func answerOfAGateway(status: Int, type: String?, isTheApp: Bool) {
        var state = RateLimitState()
        for isSecond in [false, true] {
            state.sent()
            state.observed(HTTPResponse(status: status, headers: type.map { ["Content-Type": $0] } ?? [:]), at: Self.now)
            #expect(state.decide(at: Self.now) == .sendNow)
            state.sent()
            // The first one may come from something else that stands in between: no answer is believed once.
            #expect(state.decide(at: Self.now) == (isTheApp && isSecond ? .sendNow : .waitForAnswer))
            state.notSent()
        }
    }

    @Test("One answer without limits does not let everything leave: the next one tells the limit")
    func silentOnce() {
        var state = RateLimitState()
        state.sent()
        state.observed(HTTPResponse(status: 404, headers: ["Content-Type": "application/scim+json"]), at: Self.now)
        state.sent()
        #expect(state.decide(at: Self.now) == .waitForAnswer)
        state.observed(Self.answer(limit: 3, remaining: 2), at: Self.now)
        for _ in 0..<2 {
            #expect(state.decide(at: Self.now) != .waitForAnswer)
            state.sent()
        }
        #expect(state.decide(at: Self.now) != .sendNow)
    }

    @Test("Ten a minute: ten leave, the eleventh waits until the first leaves the sliding window")
    func window() {
        var state = RateLimitState()
        for number in 0..<10 {
            let time = Self.now + Double(number)
            #expect(state.decide(at: time) == .sendNow)
            state.sent()
            state.observed(Self.answer(remaining: 9 - number), at: time)
        }
        guard case .wait(let until) = state.decide(at: Self.now + 10) else {
            Issue.record("the eleventh must wait")
            return
        }
        #expect(until > Self.now + 60 && until < Self.now + 60.2)
        #expect(state.decide(at: until + 0.01) == .sendNow)
    }

    @Test("A clock that is set back by days makes nobody wait for days", arguments: [200, 429])
    func clockSetBack(status: Int) {
        var state = RateLimitState()
        state.sent()
        state.observed(Self.answer(status, limit: 1, remaining: 0, retryAfter: 30), at: Self.now)
        let earlier = Self.now - 25 * 86_400
        state.follow(earlier)
        guard case .wait(let until) = state.decide(at: earlier) else {
            Issue.record("the budget is spent, whatever the clock says")
            return
        }
        #expect(until.timeIntervalSince(earlier) <= 60.2)
        #expect(state.decide(at: earlier + 60.2) == .sendNow)
    }

    @Test("What another client spends from the same budget is counted")
    func foreign() {
        var state = RateLimitState()
        state.sent()
        state.observed(Self.answer(remaining: 0), at: Self.now)
        guard case .wait = state.decide(at: Self.now + 1) else {
            Issue.record("the budget is spent")
            return
        }
    }

    @Test("After a 429 there is silence for Retry-After, or for a minute without one", arguments: [(30, 30.0), (nil, 60.0)] as [(Int?, Double)])
    func penalty(retryAfter: Int?, seconds: Double) {
        var state = RateLimitState()
        state.sent()
        state.observed(Self.answer(429, remaining: 0, retryAfter: retryAfter), at: Self.now)
        guard case .wait(let until) = state.decide(at: Self.now + 1) else {
            Issue.record("a penalty is silence")
            return
        }
        #expect(until.timeIntervalSince(Self.now) >= seconds)
    }

    @Test(
        "Time left is what the limit dictates",
        arguments: [(0, 0.0), (9, 0.0), (10, 60.0), (19, 60.0), (20, 120.0), (300, 1_800.0)])
    func timeLeft(writes: Int, seconds: Double) throws {
        var state = RateLimitState()
        state.sent()
        state.observed(Self.answer(remaining: 9), at: Self.now)
        let needed = try #require(state.secondsNeeded(for: writes, at: Self.now))
        #expect(abs(needed - seconds) <= seconds * 0.02 + 0.01, "\(needed)")
    }

    @Test("Headers of a server that lies do not stop or crash the pace", arguments: ["-1", "0", "abc", "99999999999999999999", ""])
    func nonsense(value: String) {
        var state = RateLimitState()
        state.sent()
        state.observed(
            HTTPResponse(status: 200, headers: ["X-Rate-Limit-Limit": value, "X-Rate-Limit-Remaining": value, "X-Rate-Limit-Window": value]),
            at: Self.now)
        #expect(state.decide(at: Self.now) == .sendNow)
    }
}
