import Foundation
import FoundationNetworking

/// The real transport: `URLSession` with connection reuse, no cookies, no cache, no redirects, TLS verified by the system's certificates.
package struct URLSessionTransport: HTTPTransport {
    /// The longest answer that is accepted, in bytes: a page of 500 directory people is about 2 MiB.
    package static let maximumBodyLength = 64 * 1_048_576

    private let readingSession: URLSession
    private let connectionsPerHost: Int
    private let maximumBodyLength: Int

    /// Makes a transport of its own connections; `connectionsPerHost` bounds the requests in flight to one host, and longer answers than
    /// `maximumBodyLength` bytes are refused.
    package init(connectionsPerHost: Int = 64, maximumBodyLength: Int = Self.maximumBodyLength) {
        self.connectionsPerHost = connectionsPerHost
        self.maximumBodyLength = maximumBodyLength
        readingSession = Self.makeSession(connectionsPerHost)
    }

    private static func makeSession(_ connectionsPerHost: Int) -> URLSession {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = connectionsPerHost
        configuration.httpShouldSetCookies = false
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        return URLSession(configuration: configuration, delegate: RedirectRefuser(), delegateQueue: nil)
    }

    /// Every write has a session, and so a connection, of its own. On a connection that was used before and turns out to be dead, the library below would send
    /// the request a second time by itself: harmless for a read, but a creation or a single-use refresh token must never be sent twice unseen.
    private func session(for method: HTTPRequest.Method) -> URLSession {
        method == .get ? readingSession : Self.makeSession(connectionsPerHost)
    }

    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let host = request.url.host() ?? request.url.absoluteString
        var urlRequest = URLRequest(url: request.url, timeoutInterval: request.timeout)
        urlRequest.httpMethod = request.method.rawValue
        urlRequest.httpBody = request.body
        urlRequest.httpShouldHandleCookies = false
        for field in request.headers.fields { urlRequest.setValue(field.value, forHTTPHeaderField: field.name) }
        let session = session(for: request.method)
        defer { if session !== readingSession { session.finishTasksAndInvalidate() } }
        do {
            let (data, response) = try await session.data(for: urlRequest)
            guard let answer = response as? HTTPURLResponse else {
                throw HTTPTransportError.noAnswer(host: host, reason: "the answer was not HTTP")
            }
            guard data.count <= maximumBodyLength else {
                throw HTTPTransportError.answerTooLong(host: host, limit: maximumBodyLength)
            }
            var headers = HTTPHeaders()
            for (name, value) in answer.allHeaderFields {
                if let name = name as? String, let value = value as? String { headers[name] = value }
            }
            return HTTPResponse(status: answer.statusCode, headers: headers, body: data)
        } catch let error as HTTPTransportError {
            throw error
        } catch is CancellationError {
            throw .cancelled
        } catch let error as URLError {
            throw Self.classify(error, host: host)
        } catch {
            throw .noAnswer(host: host, reason: "connection lost")
        }
    }

    private static func classify(_ error: URLError, host: String) -> HTTPTransportError {
        switch error.code {
        case .cancelled: .cancelled
        case .cannotFindHost, .dnsLookupFailed: .unreachable(host: host, reason: "no such host")
        case .cannotConnectToHost: .unreachable(host: host, reason: "connection refused")
        case .notConnectedToInternet: .unreachable(host: host, reason: "no network")
        case .badURL, .unsupportedURL: .unreachable(host: host, reason: "the address is not valid")
        case .timedOut: .noAnswer(host: host, reason: "no answer in time")
        case .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted, .serverCertificateHasUnknownRoot,
            .serverCertificateNotYetValid:
            .untrustedServer(host: host, reason: "TLS verification failed")
        // On Linux the library knows no code for it and hands on curl's words, such as "SSL certificate problem: self-signed certificate". They come before
        // anything of the request was sent.
        case .unknown where error.localizedDescription.lowercased().contains("certificate"):
            .untrustedServer(host: host, reason: error.localizedDescription)
        default: .noAnswer(host: host, reason: "connection lost")
        }
    }
}

/// Hands a redirect back as the answer instead of following it.
private final class RedirectRefuser: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
