import Foundation
import HTTP
import Synchronization
import Testing
import Timing

@testable import SCIM

@Suite("What is left of the requests that the app allows", .timeLimit(.minutes(1)))
struct RequestBudgetTests {
    /// A clock that a test moves.
    final class Clock: Sendable {
        private let moment = Mutex(Date(timeIntervalSince1970: 1_780_000_000))
        var now: Date { moment.withLock { $0 } }
        var time: Time { Time(now: { self.now }, sleep: { _ in }) }
        func advance(_ seconds: Double) { moment.withLock { $0 += seconds } }
    }

    @Test("Of limits in headers: nothing before the app told them, what others spend counts, a minute later it is there again, a 429 takes all of it")
    func live() async {
        let clock = Clock()
        let pacer = RateLimitPacer(time: clock.time)
        #expect(await pacer.budgets().isEmpty)
        _ = await pacer.takeTurn(.write)
        #expect(await pacer.budgets().isEmpty)
        await pacer.observed(.write, answer: RateLimitStateTests.answer(limit: 10, remaining: 4))
        #expect(await pacer.budgets() == [RequestBudget(.write, limit: 10, left: 4)])
        _ = await pacer.takeTurn(.write)
        #expect(await pacer.budgets() == [RequestBudget(.write, limit: 10, left: 3)])
        clock.advance(61)
        #expect(await pacer.budgets() == [RequestBudget(.write, limit: 10, left: 9)])
        await pacer.observed(.write, answer: RateLimitStateTests.answer(429, limit: 10, remaining: 8, retryAfter: 30))
        _ = await pacer.takeTurn(.read)
        await pacer.observed(.read, answer: RateLimitStateTests.answer(limit: 50, remaining: 49))
        #expect(await pacer.budgets() == [RequestBudget(.read, limit: 50, left: 49), RequestBudget(.write, limit: 10, left: 0)])
    }

    @Test("Of a fixed budget, which reading and writing share")
    func fixed() async {
        let clock = Clock()
        let pacer = FixedBudgetPacer(budget: FixedBudget(requests: 3, window: 60, inFlight: 2), time: clock.time)
        #expect(await pacer.budgets() == [RequestBudget(nil, limit: 3, left: 3)])
        _ = await pacer.takeTurn(.write)
        _ = await pacer.takeTurn(.read)
        await pacer.observed(.read, answer: HTTPResponse(status: 200))
        #expect(await pacer.budgets() == [RequestBudget(nil, limit: 3, left: 1)])
        clock.advance(61)
        #expect(await pacer.budgets() == [RequestBudget(nil, limit: 3, left: 2)])
        await pacer.observed(.write, answer: HTTPResponse(status: 429))
        #expect(await pacer.budgets() == [RequestBudget(nil, limit: 3, left: 0)])
    }
}
