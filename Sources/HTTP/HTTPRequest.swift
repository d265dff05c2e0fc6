package import Foundation

/// One HTTP request, independent of the library that sends it.
package struct HTTPRequest: Sendable, Equatable {
    /// The request method (RFC 9110 §9), in upper case.
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    /// What is asked of the server.
    package var method: Method
    /// Where it is asked; the query is part of it and already percent-encoded.
    package var url: URL
    /// Header fields; names compare without case.
    package var headers: HTTPHeaders
    /// The content, if there is any.
    package var body: Data?
    /// How long to wait for the whole answer, in seconds.
    package var timeout: TimeInterval

    /// After so many seconds a request is given up, unless it says otherwise.
    package static let standardTimeout: TimeInterval = 60

    /// Makes a request; `timeout` is in seconds.
    package init(
        _ method: Method, _ url: URL, headers: HTTPHeaders = [:], body: Data? = nil, timeout: TimeInterval = HTTPRequest.standardTimeout
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// The answer to an ``HTTPRequest``: any status, also an error status, is an answer.
package struct HTTPResponse: Sendable, Equatable {
    /// The status code (RFC 9110 §15).
    package var status: Int
    /// Header fields; names compare without case.
    package var headers: HTTPHeaders
    /// The content; empty when there is none.
    package var body: Data

    package init(status: Int, headers: HTTPHeaders = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the status is one of the 2xx.
    package var isSuccess: Bool { (200..<300).contains(status) }
}
