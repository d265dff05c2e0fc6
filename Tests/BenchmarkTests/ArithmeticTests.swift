import Foundation
import Testing

@testable import Benchmark

@Suite("The benchmark's arithmetic", .timeLimit(.minutes(5)))
struct ArithmeticTests {
    @Test(
        "Source calls: pages of 500 people, of 200 groups, of 200 members of each group; an empty listing is a page too",
        arguments: [
            (10_000, 0, 0, [], 21), (10_001, 100, 1, [9_499], 71), (500, 501, 200, [200, 201], 7), (1, 0, 201, [0], 5), (0, 0, 0, [], 2),
        ] as [(Int, Int, Int, [Int], Int)])
    func sourceCalls(people: Int, deleted: Int, groups: Int, members: [Int], calls: Int) {
        #expect(Arithmetic.sourceCalls(people: people, deletedPeople: deleted, groups: groups, membersByGroup: members) == calls)
    }

    @Test(
        "Under a sliding window the first writes leave at once, each further windowful one window later",
        arguments: [(0, 100, 0), (1, 100, 0), (100, 100, 0), (101, 100, 60), (300, 100, 120), (301, 100, 180), (25, 10, 120)] as [(Int, Int, Double)])
    func minimumSeconds(writes: Int, limit: Int, seconds: Double) {
        #expect(Arithmetic.minimumSeconds(writes: writes, limit: limit, window: 60) == seconds)
    }

    @Test("A ratio needs a base")
    func ratio() {
        #expect(Arithmetic.ratio(121.5, to: 120) == 1.0125)
        #expect(Arithmetic.ratio(1, to: 0) == nil)
    }

    @Test(
        "Wasted are writes beyond the needed changes and refused reads",
        arguments: [(1_000, 1_000, 0, 0), (1_003, 1_000, 0, 3), (990, 1_000, 0, 0), (1_000, 1_000, 2, 2), (5, 3, 1, 3)])
    func wastedCalls(writes: Int, needed: Int, refused: Int, wasted: Int) {
        #expect(Arithmetic.wastedCalls(writes: writes, neededChanges: needed, refusedReads: refused) == wasted)
    }

    @Test(
        "A goal is met up to its bound; an exact one to the digits that are printed",
        arguments: [
            (Goal.exactly(1), 1.004, true), (.exactly(1), 1.006, false), (.exactly(0), 1, false), (.atMost(1.02), 1.02, true),
            (.atMost(1.02), 1.021, false), (.below(40), 40, false), (.below(40), 39.9, true),
        ] as [(Goal, Double, Bool)])
    func goal(goal: Goal, value: Double, isMet: Bool) {
        #expect(goal.isMet(by: value) == isMet)
        #expect(Figure("figure", value, .ratio, goal: goal).isMet == isMet)
    }

    @Test("The sandbox's counters by what was asked of which side")
    func requestCounts() {
        let requests = RequestCounts(counts: [
            "POST /scim/v2/Users 201": 10, "POST /scim/v2/Users 429": 2, "PATCH /scim/v2/Users/{id} 200": 3, "GET /scim/v2/Users 200": 4,
            "GET /scim/v2/Users/{id} 404": 1, "GET /admin/directory/v1/users 200": 21, "GET /admin/directory/v1/groups/{key} 200": 1,
            "GET /admin/directory/v1/groups/{key}/members 200": 48, "GET /admin/directory/v1/customer/{customer}/domains 200": 1,
            "POST /token 200": 1,
            "POST /restapi/oauth/token 200": 1,
        ])
        #expect(requests.targetWrites == 15)
        #expect(requests.targetReads == 5)
        #expect(requests.refusedReads == 1)
        #expect(requests.tooManyRequests == 2)
        #expect(requests.sourceListings == 70)
        #expect(requests.sourceCalls == 71)
    }
}

@Suite("The virtual clock", .timeLimit(.minutes(5)))
struct VirtualClockTests {
    @Test("Whoever sleeps wakes at the moment asked for, in the order of these moments, and waiting costs no such time")
    func sleepers() async throws {
        let clock = VirtualClock()
        let start = clock.now
        let hand = Task { await clock.run() }
        defer { hand.cancel() }
        let woken = try await withThrowingTaskGroup(of: Double.self, returning: [Double].self) { group in
            for seconds in [3_600.0, 60, 120] {
                group.addTask {
                    try await clock.sleep(.seconds(seconds))
                    return clock.now.timeIntervalSince(start)
                }
            }
            var moments: [Double] = []
            for try await moment in group { moments.append(moment.rounded()) }
            return moments
        }
        #expect(woken.sorted() == [60, 120, 3_600])
    }

    @Test("A sleeper whose task is canceled does not wait for the clock")
    func cancelled() async {
        let clock = VirtualClock()
        let sleeper = Task { try await clock.sleep(.seconds(60)) }
        sleeper.cancel()
        await #expect(throws: CancellationError.self) { try await sleeper.value }
    }
}
