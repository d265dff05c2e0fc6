package import Foundation

/// Sends a request and returns the answer; the only door through which this program reaches the network.
package protocol HTTPTransport: Sendable {
    /// Sends one request. Redirects are not followed: the services that we talk to never redirect an API call, and following one could carry a token elsewhere.
    ///
    /// - Throws: ``HTTPTransportError`` when no answer came; every status is an answer, not an error.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse
}

/// Why no answer came.
package enum HTTPTransportError: Error, Equatable, CustomStringConvertible {
    /// The server could not be reached, so the request had no effect.
    case unreachable(host: String, reason: String)
    /// No whole answer came in time or the connection broke: the request may have had its effect.
    case noAnswer(host: String, reason: String)
    /// The server's certificate was not accepted.
    case untrustedServer(host: String, reason: String)
    /// This machine lacks the library that speaks HTTP: nothing was sent.
    case libraryMissing(reason: String)
    /// The answer was longer than ``NetworkTransport/maximumBodyLength``.
    case answerTooLong(host: String, limit: Int)
    /// The task was canceled before an answer came.
    case cancelled

    /// Whether the server may have carried out the request all the same.
    package var mayHaveHadEffect: Bool {
        switch self {
        case .unreachable, .untrustedServer, .libraryMissing: false
        case .noAnswer, .answerTooLong, .cancelled: true
        }
    }

    /// Whether a host with its port is a program of this machine's.
    private static func isLoopback(_ host: String) -> Bool { host.hasPrefix("127.0.0.1:") || host.hasPrefix("localhost:") }

    package var description: String {
        switch self {
        case .unreachable(let host, let reason):
            Self.isLoopback(host)
                ? "Nothing answers at \(host) (\(reason)). If it is the sandbox, start it there again with the state file that it had, then try again."
                : "\(host) could not be reached (\(reason)). Check the network, the proxy and the address, then try again."
        case .noAnswer(let host, let reason):
            "\(host) did not answer (\(reason)). The next run looks up what became of the request before it repeats anything."
        case .untrustedServer(let host, let reason):
            "The certificate of \(host) was not accepted (\(reason)). Check the address and this machine's certificates and clock; nothing was sent."
        case .libraryMissing(let reason):
            "This program needs libcurl 7.80 or newer, which cannot be used on this machine (\(reason)). Install it, for example: sudo apt-get install libcurl4. Nothing was sent."
        case .answerTooLong(let host, let limit):
            "The answer of \(host) was longer than \(limit / 1_048_576) MiB and was refused. Check that the address is the right service."
        case .cancelled:
            "The request was stopped before an answer came. The next run looks up what became of it."
        }
    }
}

/// `application/x-www-form-urlencoded` content (WHATWG URL §5.2), as OAuth token endpoints take it.
package enum FormEncoding {
    private static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    /// Percent-encodes one value so that it can stand in a query or a form; `+` becomes `%2B`.
    package static func escape(_ value: String) -> String {
        // Most values need nothing, and finding that out is cheap.
        if value.utf8.allSatisfy(isUnreserved) { return value }
        return value.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    /// Joins the pairs as `name=value&name=value`, in the order given.
    package static func encode(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(escape($0))=\(escape($1))" }.joined(separator: "&")
    }
}

extension HTTPRequest {
    /// A form that is posted to a token endpoint, which answers in JSON (RFC 6749 §3.2).
    package static func form(_ url: URL, _ pairs: [(String, String)]) -> HTTPRequest {
        HTTPRequest(
            .post, url, headers: ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"],
            body: Data(FormEncoding.encode(pairs).utf8))
    }
}

extension URL {
    /// This address with a path behind its own that is percent-encoded already: an address or id in it may hold any character.
    package func withEncodedPath(_ path: String) -> URL {
        guard var components = URLComponents(url: self, resolvingAgainstBaseURL: false) else { return self }
        let own = components.percentEncodedPath
        components.percentEncodedPath = (own.hasSuffix("/") ? String(own.dropLast()) : own) + path
        return components.url ?? self
    }

    /// This address with the pairs as its query, values percent-encoded strictly.
    package func withQuery(_ pairs: [(String, String)]) -> URL {
        guard !pairs.isEmpty, var components = URLComponents(url: self, resolvingAgainstBaseURL: false) else { return self }
        components.percentEncodedQuery = FormEncoding.encode(pairs)
        return components.url ?? self
    }
}
