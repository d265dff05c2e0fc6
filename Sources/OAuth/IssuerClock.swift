import Foundation
import HTTP
import Synchronization
import Timing

/// The clock of the server that issues the tokens, as its newest answer told the time (`Date`, RFC 9110 §6.6.1). Sessions begin and end by that clock: a machine
/// that was started with a wrong one would date new tokens by it, and take them for ended once its clock is right.
final class IssuerClock: Sendable {
    private let time: Time
    private let secondsAhead = Mutex<TimeInterval>(0)

    init(time: Time) { self.time = time }

    /// This moment by the server's clock; by this machine's as long as no answer told the time.
    var moment: Date { time.now() - secondsAhead.withLock { $0 } }

    /// Takes notice of an answer that has just come.
    func observe(_ response: HTTPResponse) {
        guard let date = response.headers["Date"].flatMap(HTTPDate.parse) else { return }
        let ahead = time.now().timeIntervalSince(date)
        secondsAhead.withLock { $0 = ahead }
    }
}
