import Directory
import Foundation
import HTTP
import JSON
import Timing

/// Asks one of Google's token services, again after pauses when it is out of order.
struct GoogleTokenExchange: Sendable {
    /// The life of a token whose answer does not say it, in seconds.
    private static let usualLifetime: TimeInterval = 3_600
    /// No token lives longer, in seconds: an organization can allow twelve hours.
    private static let longestLifetime: TimeInterval = 12 * 3_600

    let transport: any HTTPTransport
    let time: Time

    /// What `read` finds in the answer to the request.
    ///
    /// - Parameters:
    ///   - service: what the service is called in sentences.
    ///   - request: makes the request anew for every try, because it may be dated.
    ///   - read: gives nothing for an answer that holds no token; then it is asked again. The moment is that of the question, by this machine's clock.
    ///   - refusal: the error for what will not pass.
    ///   - unreachable: the error for nobody's answer, made from the sentence that says why.
    func ask<Value: Sendable>(
        _ service: String, request: () throws(DirectoryError) -> HTTPRequest, read: (HTTPResponse, Date) -> Value?,
        refusal: (GoogleTokenRefusal) -> DirectoryError, unreachable: (String) -> DirectoryError = { .unreachable($0) }
    ) async throws(DirectoryError) -> Value {
        var tries = 1
        while true {
            let moment = time.now()
            let request = try request()
            let trouble: DirectoryError
            var retryAfter: TimeInterval?
            var rule: RetryPause? = .google
            switch await send(request) {
            case .success(let response):
                if response.isSuccess, let value = read(response, moment) { return value }
                let refused = GoogleTokenRefusal(response, now: time.now())
                guard refused.mayPass else { throw refusal(refused) }
                trouble = Self.trouble(service, refused)
                retryAfter = response.retryAfter(now: time.now())
            case .failure(.cancelled): throw .cancelled
            case .failure(let error):
                (trouble, rule) = (unreachable("\(service) cannot be asked for a token: \(error.description)"), error.googlePause)
            }
            guard let pause = rule?.next(after: tries, retryAfter) else { throw trouble }
            tries += 1
            do { try await time.sleep(.seconds(pause)) } catch { throw .cancelled }
        }
    }

    /// The token of an OAuth answer (RFC 6749 §5.1), whose life is told in seconds.
    static func token(_ response: HTTPResponse, asked moment: Date) -> GoogleToken? {
        guard let body = JSONValue(response.body), let text = body["access_token"]?.string, !text.isEmpty else { return nil }
        let lifetime = body["expires_in"]?.text.flatMap(Double.init).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
        return GoogleToken(text: text, expires: moment + min(lifetime ?? usualLifetime, longestLifetime))
    }

    /// The token of an answer whose end is told as a moment by Google's clock (`expireTime`): this machine's clock may be off.
    static func datedToken(_ response: HTTPResponse, asked moment: Date) -> GoogleToken? {
        guard let body = JSONValue(response.body), let text = body["accessToken"]?.string, !text.isEmpty else { return nil }
        let served = response.headers["Date"].flatMap(HTTPDate.parse) ?? moment
        let lifetime = body["expireTime"]?.string.flatMap(Self.moment).map { $0.timeIntervalSince(served) }
        return GoogleToken(text: text, expires: moment + min(lifetime.flatMap { $0 > 0 ? $0 : nil } ?? usualLifetime, longestLifetime))
    }

    /// A moment of RFC 3339, with or without fractions of a second.
    private static func moment(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601)) ?? (try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text))
    }

    private static func trouble(_ service: String, _ refused: GoogleTokenRefusal) -> DirectoryError {
        guard refused.code.hasPrefix("status") else { return .unreachable("\(service) is out of order (\(refused.code)). Try again in a minute.") }
        return .unreachable("\(service) answered \(refused.status)\(refused.status < 300 ? " without a token" : ""). Try again in a minute.")
    }

    private func send(_ request: HTTPRequest) async -> Result<HTTPResponse, HTTPTransportError> {
        do throws(HTTPTransportError) { return .success(try await transport.send(request)) } catch { return .failure(error) }
    }
}
