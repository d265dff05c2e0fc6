import Engine
import FileHome
import Foundation
import Synchronization
import Testing
import Timing

@testable import Sync

@Suite("Whose turn it is to let runs follow one another", .timeLimit(.minutes(5)))
struct ServiceTurnTests {
    /// A clock that moves with each wait, so that nobody waits.
    final class Clock: Sendable {
        private let moment = Mutex(Date(timeIntervalSince1970: 1_780_000_000))

        var now: Date { moment.withLock { $0 } }

        var time: Time {
            Time(
                now: { self.now },
                sleep: { duration in
                    try Task.checkCancellation()
                    self.advance(Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18)
                    await Task.yield()
                })
        }

        func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
    }

    static func turn(at home: any HomeStorage, from moment: Date? = nil, _ clock: Clock, standsBy: @escaping @Sendable (String) -> Void = { _ in })
        async
        -> ServiceTurn?
    {
        await ServiceTurn.wait(at: home, from: moment, time: clock.time, standsBy: standsBy, fails: { Issue.record("\($0)") })
    }

    @Test("One has its turn; another one says once for whom it stands by, and begins when that one ends", arguments: HomeKind.shared)
    func standby(_ kind: HomeKind) async throws {
        let (place, clock) = (HomePlace(kind), Clock())
        let (home, other) = (try place.open(), try place.open())
        let first = try #require(await Self.turn(at: home, clock))
        #expect(!first.isOver)
        first.announce(next: clock.now + 60)
        #expect(try UnattendedMark.next(other) == clock.now + 60)
        let (names, standsBy) = AsyncStream.makeStream(of: String.self)
        let second = Task { await Self.turn(at: other, clock) { standsBy.yield($0) } }
        var said = names.makeAsyncIterator()
        let name = await said.next()
        #expect(name?.contains("autoprovision run on \(ProcessInfo.processInfo.hostName), process \(getpid())") == true)
        first.end()
        let turn = try #require(await second.value)
        #expect(!turn.isOver)
        standsBy.finish()
        #expect(await said.next() == nil, "it says so once")
        turn.end()
    }

    @Test("Somebody asks it to leave: it ends, and stays away for as long as is said; the next one is not asked by that", arguments: HomeKind.shared)
    func stepDown(_ kind: HomeKind) async throws {
        let (place, clock) = (HomePlace(kind), Clock())
        let home = try place.open()
        try StepDown.ask(home, now: clock.now)
        let turn = try #require(await Self.turn(at: home, clock))
        #expect(!turn.isOver, "what was asked of an earlier one is not asked of this one")
        try StepDown.ask(try place.open(), now: clock.now)
        clock.advance(ServiceTurn.look)
        #expect(turn.isOver && turn.wasAskedToEnd)
        turn.end()
        let begin = clock.now + StepDown.absence
        let again = try #require(await Self.turn(at: home, from: begin, clock))
        #expect(clock.now >= begin && !again.isOver)
        again.end()
    }

    @Test("A turn whose time ran out in the database is over, and was not given up on request", arguments: HomeKind.shared)
    func lost(_ kind: HomeKind) async throws {
        let (place, clock) = (HomePlace(kind), Clock())
        let turn = try #require(await Self.turn(at: try place.open(), clock))
        try place.runOut(.service)
        let other = try #require(await Self.turn(at: try place.open(), clock))
        // As long as the machine was away, nothing was renewed.
        place.uptime.advance(1_000)
        clock.advance(ServiceTurn.look)
        #expect(turn.isOver && !turn.wasAskedToEnd)
        turn.end()
        #expect(!other.isOver)
        other.end()
    }

    @Test("Whoever is told to end while it stands by, ends")
    func cancelled() async throws {
        let (place, clock) = (HomePlace(.sqlite), Clock())
        let home = try place.open()
        let first = try #require(await Self.turn(at: home, clock))
        let (said, standsBy) = AsyncStream.makeStream(of: String.self)
        let second = Task { await Self.turn(at: try place.open(), clock) { standsBy.yield($0) } }
        for await _ in said { break }
        second.cancel()
        #expect(try await second.value == nil)
        first.end()
    }
}
