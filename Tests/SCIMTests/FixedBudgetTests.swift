import Foundation
import HTTP
import Synchronization
import Testing
import Timing

@testable import SCIM

@Suite("The pace of a fixed budget", .timeLimit(.minutes(5)))
struct FixedBudgetTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test("Within any window no more leave than the budget holds, and none waits longer than it must", arguments: [1, 3, 10], [1.0, 60.0])
    func window(requests: Int, window: Double) {
        var budget = FixedBudget(requests: requests, window: window, inFlight: 4)
        var clock = Self.now
        var left: [Date] = []
        while left.count < requests * 3 {
            switch budget.decide(at: clock) {
            case .sendNow:
                budget.sent()
                left.append(clock)
                budget.observed(retryAfter: nil, at: clock)
            case .wait(let until):
                #expect(until > clock)
                clock = until
            case .waitForAnswer:
                Issue.record("nothing is under way")
                return
            }
        }
        for (index, time) in left.enumerated() where index >= requests {
            let pause = time.timeIntervalSince(left[index - requests])
            #expect(pause >= window && pause < window + 0.1)
        }
    }

    @Test("No more are under way than may be; an answer makes room")
    func inFlight() {
        var budget = FixedBudget(requests: 100, window: 60, inFlight: 2)
        budget.sent()
        #expect(budget.decide(at: Self.now) == .sendNow)
        budget.sent()
        #expect(budget.decide(at: Self.now) == .waitForAnswer)
        budget.observed(retryAfter: nil, at: Self.now)
        #expect(budget.decide(at: Self.now) == .sendNow)
    }

    @Test("Requests that are under way count: with none of the budget left, the window decides, or an answer")
    func underWay() {
        var budget = FixedBudget(requests: 2, window: 60, inFlight: 5)
        budget.sent()
        budget.sent()
        #expect(budget.decide(at: Self.now) == .waitForAnswer)
        budget.observed(retryAfter: nil, at: Self.now)
        #expect(budget.decide(at: Self.now + 1) == .wait(until: Self.now + 60 + RequestWindow.margin))
        // The one under way is answered late: then it, not the first, holds the second place.
        budget.observed(retryAfter: nil, at: Self.now + 50)
        #expect(budget.decide(at: Self.now + 60.1) == .sendNow)
        budget.sent()
        #expect(budget.decide(at: Self.now + 60.1) == .wait(until: Self.now + 110 + RequestWindow.margin))
    }

    @Test("After a 429 nothing leaves for as long as it asked")
    func penalty() {
        var budget = FixedBudget(requests: 100, window: 1, inFlight: 1)
        budget.sent()
        budget.observed(retryAfter: 30, at: Self.now)
        #expect(budget.decide(at: Self.now + 29) == .wait(until: Self.now + 30 + RequestWindow.margin))
        #expect(budget.decide(at: Self.now + 30.1) == .sendNow)
    }

    @Test("The time left is what the window asks", arguments: [(0, 0.0), (5, 0.0), (6, 10.05), (15, 10.05), (16, 20.1)])
    func secondsNeeded(count: Int, seconds: Double) {
        var budget = FixedBudget(requests: 10, window: 10, inFlight: 1)
        for _ in 0..<5 {
            budget.sent()
            budget.observed(retryAfter: nil, at: Self.now)
        }
        #expect(abs(budget.secondsNeeded(for: count, at: Self.now) - seconds) < 0.001)
    }

    /// A clock that moves when somebody waits.
    final class Clock: Sendable {
        private let time = Mutex(FixedBudgetTests.now)
        var now: Date { time.withLock { $0 } }
        func advance(_ duration: Duration) {
            time.withLock { $0 += Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18 }
        }
    }

    @Test("Reading and writing share the budget: 30 requests of 10 a minute take two minutes, and a 429 silences both")
    func pacer() async throws {
        let clock = Clock()
        let pacer = FixedBudgetPacer(
            budget: FixedBudget(requests: 10, window: 60, inFlight: 3), time: Time(now: { clock.now }, sleep: { clock.advance($0) }))
        for number in 0..<30 {
            let kind: RequestKind = number.isMultiple(of: 2) ? .read : .write
            try await pacer.waitForTurn(kind)
            await pacer.observed(kind, answer: HTTPResponse(status: 200))
        }
        let spent = clock.now.timeIntervalSince(Self.now)
        #expect(spent >= 120 && spent < 121)
        #expect(await pacer.secondsNeeded(for: 1) > 59)

        clock.advance(.seconds(600))
        try await pacer.waitForTurn(.read)
        await pacer.observed(.read, answer: HTTPResponse(status: 429, headers: ["Retry-After": "90"]))
        let throttled = clock.now
        try await pacer.waitForTurn(.write)
        #expect(clock.now.timeIntervalSince(throttled) >= 90)
    }

    @Test("Waiting ends when the task is canceled")
    func cancelled() async {
        let clock = Clock()
        let pacer = FixedBudgetPacer(
            budget: FixedBudget(requests: 1, window: 60, inFlight: 1), time: Time(now: { clock.now }, sleep: { _ in throw CancellationError() }))
        await #expect(throws: Never.self) { try await pacer.waitForTurn(.read) }
        await #expect(throws: CancellationError.self) { try await pacer.waitForTurn(.read) }
    }
}

@Suite("Retry-After as servers really send it", .timeLimit(.minutes(1)))
struct RetryAfterTests {
    static let now = Date(timeIntervalSince1970: 1_780_000_000)

    @Test(
        "Whatever the header says, the silence after a 429 is from one second to one hour",
        arguments: [
            ("2", 2), ("0", 1), ("-5", 1), ("nan", 60), ("NaN", 60), ("inf", 60), ("-inf", 60), ("1e300", 3_600), ("99999999999", 3_600), ("", 60),
            ("soon", 60), ("0x10", 16),
        ] as [(String, TimeInterval)])
    func pause(text: String, seconds: TimeInterval) async {
        let answer = HTTPResponse(status: 429, headers: ["Retry-After": text])
        let fixed = FixedBudgetPacer(budget: FixedBudget(requests: 10, window: 1, inFlight: 4), time: Time(now: { Self.now }, sleep: { _ in }))
        let live = RateLimitPacer(time: Time(now: { Self.now }, sleep: { _ in }))
        for pacer in [fixed, live] as [any RequestPacing] {
            guard await pacer.takeTurn(.write) == .sendNow else {
                Issue.record("the first request must leave")
                return
            }
            await pacer.observed(.write, answer: answer)
            guard case .wait(let until) = await pacer.takeTurn(.write) else {
                Issue.record("nothing may leave now")
                return
            }
            #expect(abs(until.timeIntervalSince(Self.now) - seconds) < 0.1, "\(pacer)")
        }
    }

    @Test("A budget that is given no number waits an hour and not for ever", arguments: [TimeInterval.nan, .infinity, -.infinity])
    func noNumber(retryAfter: TimeInterval) {
        var budget = FixedBudget(requests: 10, window: 1, inFlight: 4)
        budget.sent()
        budget.observed(retryAfter: retryAfter, at: Self.now)
        #expect(budget.decide(at: Self.now + 3_599) != .sendNow)
        #expect(budget.decide(at: Self.now + 3_601) == .sendNow)
    }
}
