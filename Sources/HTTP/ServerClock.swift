package import Foundation
import Synchronization

/// What the services' own clocks say about this machine's: each answer carries the moment at which it was made (`Date`, RFC 9110 §6.6.1).
///
/// Delays are counted with this machine's clock. One that jumped would make actions early, and nothing on the machine itself could tell.
package final class ServerClock: HTTPTransport {
    private let transport: any HTTPTransport
    private let now: @Sendable () -> Date
    private let latest = Mutex<TimeInterval?>(nil)

    /// Watches the answers that `transport` brings.
    package init(watching transport: any HTTPTransport, now: @escaping @Sendable () -> Date) {
        self.transport = transport
        self.now = now
    }

    /// How far this machine's clock was ahead of the newest answer's, in seconds; negative when it was behind, `nil` while no answer told.
    package var secondsAhead: TimeInterval? { latest.withLock { $0 } }

    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let response = try await transport.send(request)
        if let text = response.headers["Date"], let date = HTTPDate.parse(text) {
            let ahead = now().timeIntervalSince(date)
            latest.withLock { $0 = ahead }
        }
        return response
    }
}
