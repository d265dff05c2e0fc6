package import Foundation
import Synchronization

/// What the newest answer of one server says about this machine's clock.
package struct ClockReading: Sendable, Equatable {
    /// The server's host, with its port where the address names one.
    package let host: String
    /// How far this machine's clock is ahead of the server's by now, in seconds; negative when it is behind.
    package let secondsAhead: TimeInterval

    package init(host: String, secondsAhead: TimeInterval) {
        self.host = host
        self.secondsAhead = secondsAhead
    }
}

/// What the services' own clocks say about this machine's: each answer carries the moment at which it was made (`Date`, RFC 9110 §6.6.1).
///
/// Delays are counted with this machine's clock. One that jumped would make actions early, and nothing on the machine itself could tell.
package final class ServerClock: HTTPTransport {
    /// The order of answers, so that those of one run can be told from earlier ones.
    package struct Mark: Sendable, Equatable {
        fileprivate let answers: Int

        /// Before every answer.
        package static let beginning = Mark(answers: 0)
    }

    /// A moment that something is counted from, as this machine's clock showed it.
    package struct Moment: Sendable, Equatable {
        /// What the clock showed.
        package let time: Date
        fileprivate let uptime: TimeInterval?
    }

    private struct Noted {
        var secondsAhead: TimeInterval
        var time: Date
        var uptime: TimeInterval?
        var order: Int
    }

    private struct State {
        var answers = 0
        var byHost: [String: Noted] = [:]
    }

    /// A server's clock does not move by this much between two answers, in seconds; this machine's may be set.
    private static let jump: TimeInterval = 300

    private let transport: any HTTPTransport
    private let now: @Sendable () -> Date
    private let uptime: (@Sendable () -> TimeInterval)?
    private let state = Mutex(State())

    /// Watches the answers that `transport` brings. `uptime` counts seconds evenly, whatever the clock is set to; with it a clock that jumped since the newest
    /// answer, or since a moment that was taken, is noticed before the next answer.
    package init(watching transport: any HTTPTransport, now: @escaping @Sendable () -> Date, uptime: (@Sendable () -> TimeInterval)? = nil) {
        self.transport = transport
        self.now = now
        self.uptime = uptime
    }

    /// A mark behind all answers that came so far.
    package func mark() -> Mark { state.withLock { Mark(answers: $0.answers) } }

    /// This moment, to be counted from.
    package func moment() -> Moment { Moment(time: now(), uptime: uptime?()) }

    /// What the servers that answered after `mark` say, by host. Where this machine's clock was set since `moment`, they say how far it was off then: what is counted
    /// from that moment is not to be trusted, although the clock is right by now.
    package func readings(since mark: Mark = .beginning, of moment: Moment? = nil) -> [ClockReading] {
        let (noted, now, uptime) = (state.withLock { $0.byHost }, now(), uptime?())
        /// By how much the clock was set forward since something was noted: it should have moved as far as the machine was up.
        func wasSet(since time: Date, _ then: TimeInterval?) -> TimeInterval {
            if let then, let uptime { now.timeIntervalSince(time) - (uptime - then) } else { 0 }
        }
        let sinceMoment = moment.map { wasSet(since: $0.time, $0.uptime) } ?? 0
        return noted.filter { $0.value.order > mark.answers }.map { host, noted in
            let ahead = noted.secondsAhead + wasSet(since: noted.time, noted.uptime)
            return ClockReading(host: host, secondsAhead: abs(sinceMoment) > Self.jump ? ahead - sinceMoment : ahead)
        }.sorted { $0.host < $1.host }
    }

    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let response = try await transport.send(request)
        guard let text = response.headers["Date"], let date = HTTPDate.parse(text) else { return response }
        // An answer from a cache was made that long ago (RFC 9111 §5.1).
        let time = now()
        let ahead = time.timeIntervalSince(date + (response.headers.seconds("Age") ?? 0))
        let (host, uptime) = (Self.host(of: request.url), uptime?())
        state.withLock { state in
            state.answers += 1
            // This machine's clock was set meanwhile: what the others said before no longer counts.
            if let earlier = state.byHost[host], abs(earlier.secondsAhead - ahead) > Self.jump { state.byHost = [:] }
            state.byHost[host] = Noted(secondsAhead: ahead, time: time, uptime: uptime, order: state.answers)
        }
        return response
    }

    /// The name under which readings of the server at this address are kept.
    package static func host(of url: URL) -> String {
        let host = url.host() ?? ""
        return url.port.map { "\(host):\($0)" } ?? host
    }
}

/// Seconds since the machine was started, those of its sleep included; no setting of the clock changes them (clock_gettime(2), CLOCK_BOOTTIME).
package enum SystemUptime {
    /// The seconds by now.
    @Sendable package static func seconds() -> TimeInterval {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return TimeInterval(time.tv_sec) + TimeInterval(time.tv_nsec) / 1e9
    }
}
