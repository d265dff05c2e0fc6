import Foundation
import HTTP
import Synchronization
import Testing

@Suite("What servers tell about the time", .timeLimit(.minutes(1)))
struct ServerClockTests {
    static let noon = Date(timeIntervalSince1970: 1_800_000_000)

    /// Answers with these headers, and lets a test move the clock and the uptime.
    final class World: HTTPTransport {
        struct Values {
            var headers: HTTPHeaders = [:]
            var time = ServerClockTests.noon
            var uptime: TimeInterval = 100
        }
        let values = Mutex(Values())

        func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
            HTTPResponse(status: 200, headers: values.withLock { $0.headers })
        }

        func answer(_ date: Date?, age: String? = nil) {
            let format = DateFormatter()
            format.locale = Locale(identifier: "en_US_POSIX")
            format.timeZone = TimeZone(identifier: "GMT")
            format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
            values.withLock { values in
                values.headers["Date"] = date.map(format.string)
                values.headers["Age"] = age
            }
        }

        func pass(clock: TimeInterval, uptime: TimeInterval) {
            values.withLock { values in
                values.time += clock
                values.uptime += uptime
            }
        }

        func watched() -> ServerClock {
            ServerClock(watching: self, now: { self.values.withLock { $0.time } }, uptime: { self.values.withLock { $0.uptime } })
        }
    }

    static func ask(_ clock: ServerClock, _ address: String) async throws {
        _ = try await clock.send(HTTPRequest(.get, try #require(URL(string: address))))
    }

    @Test(
        "A clock that was set since a moment was taken counts as it was at that moment, and as it is for whoever takes one now",
        arguments: [-259_200.0, 86_400], [true, false])
    func setMeanwhile(off: TimeInterval, isAnsweredBefore: Bool) async throws {
        let world = World()
        let clock = world.watched()
        // An answer from before the run.
        world.answer(Self.noon)
        try await Self.ask(clock, "https://a.example/x")
        let run = clock.mark()
        world.pass(clock: off, uptime: 0)
        let moment = clock.moment()
        world.answer(Self.noon)
        if isAnsweredBefore { try await Self.ask(clock, "https://a.example/x") }
        world.pass(clock: -off + 60, uptime: 60)
        world.answer(Self.noon + 60)
        try await Self.ask(clock, "https://a.example/x")
        #expect(clock.readings(since: run, of: moment) == [ClockReading(host: "a.example", secondsAhead: off)])
        #expect(clock.readings(since: run, of: clock.moment()) == [ClockReading(host: "a.example", secondsAhead: 0)])
        #expect(clock.readings() == [ClockReading(host: "a.example", secondsAhead: 0)])
    }

    @Test("A moment that was taken while the clock was right stays right, whatever the clock is set to later")
    func wrongLater() async throws {
        let world = World()
        let clock = world.watched()
        let run = clock.mark()
        world.answer(Self.noon)
        try await Self.ask(clock, "https://a.example/x")
        let moment = clock.moment()
        world.pass(clock: 86_400, uptime: 0)
        #expect(clock.readings(since: run, of: nil) == [ClockReading(host: "a.example", secondsAhead: 86_400)])
        world.pass(clock: -86_400 + 60, uptime: 60)
        #expect(clock.readings(since: run, of: moment) == [ClockReading(host: "a.example", secondsAhead: 0)])
    }

    @Test("Each server has its own reading; the port belongs to its name")
    func perServer() async throws {
        let world = World()
        let clock = world.watched()
        world.answer(Self.noon)
        try await Self.ask(clock, "https://a.example/x")
        world.answer(Self.noon - 60)
        try await Self.ask(clock, "https://a.example:8443/y")
        #expect(
            clock.readings() == [ClockReading(host: "a.example", secondsAhead: 0), ClockReading(host: "a.example:8443", secondsAhead: 60)])
    }

    @Test("Only answers after the mark count, and one without a Date header tells nothing")
    func mark() async throws {
        let world = World()
        let clock = world.watched()
        world.answer(Self.noon)
        try await Self.ask(clock, "https://a.example/x")
        let mark = clock.mark()
        #expect(clock.readings(since: mark).isEmpty)
        world.answer(nil)
        try await Self.ask(clock, "https://a.example/x")
        #expect(clock.readings(since: mark).isEmpty)
        world.answer(Self.noon)
        try await Self.ask(clock, "https://b.example/x")
        #expect(clock.readings(since: mark).map(\.host) == ["b.example"])
    }

    @Test("An answer out of a cache is as old as it says")
    func age() async throws {
        let world = World()
        let clock = world.watched()
        world.answer(Self.noon - 4_000, age: "4000")
        try await Self.ask(clock, "https://a.example/x")
        #expect(clock.readings().first?.secondsAhead == 0)
    }

    @Test("A clock that jumps after the newest answer is noticed without another one; time that passes is not")
    func jump() async throws {
        let world = World()
        let clock = world.watched()
        world.answer(Self.noon)
        try await Self.ask(clock, "https://a.example/x")
        world.pass(clock: 3_600, uptime: 3_600)
        #expect(clock.readings().first?.secondsAhead == 0)
        world.pass(clock: 86_400, uptime: 1)
        #expect(clock.readings().first?.secondsAhead == 86_399)
    }

    @Test("When one server shows that this machine's clock was set, what the others said before does not count")
    func othersAreForgotten() async throws {
        let world = World()
        let clock = ServerClock(watching: world, now: { world.values.withLock { $0.time } })
        world.answer(Self.noon)
        try await Self.ask(clock, "https://directory.example/x")
        try await Self.ask(clock, "https://app.example/x")
        world.pass(clock: 86_400, uptime: 0)
        try await Self.ask(clock, "https://app.example/x")
        #expect(clock.readings() == [ClockReading(host: "app.example", secondsAhead: 86_400)])
    }
}
