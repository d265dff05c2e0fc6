import Foundation
import HTTP
import Synchronization

/// Counts the time for which the app's answers were waited for.
final class TimedTransport: HTTPTransport {
    private let transport = NetworkTransport()
    private let waited = Mutex<Duration>(.zero)

    /// Seconds, over all requests to the app; requests beside one another count one by one.
    var answerSeconds: Double { waited.withLock { $0 } / .seconds(1) }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        guard request.url.path.hasPrefix("/scim/") else { return try await transport.send(request) }
        let clock = ContinuousClock()
        let began = clock.now
        defer { waited.withLock { $0 += clock.now - began } }
        return try await transport.send(request)
    }
}
