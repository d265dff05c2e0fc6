import FileHome
import Foundation
import HTTP
import Timing

/// The answers of a demo's sandbox, dated by its own clock: it says when an answer was made by this machine's, because whoever compares clocks cannot know what was
/// added to its own. In a home whose time is moved with that clock, both have to be moved alike.
struct MovedDates: HTTPTransport {
    let transport: any HTTPTransport
    let clock: DemoClock

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        var response = try await transport.send(request)
        let secondsAhead = clock.secondsAhead
        guard secondsAhead != 0, let date = response.headers["Date"].flatMap(HTTPDate.parse) else { return response }
        response.headers["Date"] = HTTPDate.text(of: date + secondsAhead)
        return response
    }
}

extension Time {
    /// The same time, as far ahead as the clock of a demo's home.
    func moved(by clock: DemoClock) -> Time {
        let now = now
        return Time(now: { now() + clock.secondsAhead }, sleep: sleep)
    }
}
