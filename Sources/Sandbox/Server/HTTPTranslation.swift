import FlyingFox
import FlyingSocks
import Foundation

extension HTTPRequest {
    enum Received {
        case whole(SandboxRequest)
        /// The body was over the limit and was read to its end, so that the connection stays in step.
        case tooLarge
        /// The body went on far beyond any reason.
        case endless
    }

    /// The request for the sandbox's logic, with its body read within bounds.
    func received() async throws -> Received {
        let patience = 16 * SandboxRequest.bodyLimit
        var body = Data()
        var read = 0
        for try await chunk in bodySequence {
            read += chunk.count
            if read > patience { return .endless }
            if read <= SandboxRequest.bodyLimit { body.append(chunk) }
        }
        guard read <= SandboxRequest.bodyLimit else { return .tooLarge }
        let values = Dictionary(headers.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
        return .whole(SandboxRequest(method: method.rawValue, target: target.rawValue, headers: values, body: body))
    }
}

extension HTTPResponse {
    init(_ response: SandboxResponse) {
        let status = HTTPStatusCode(response.status, phrase: Self.phrases[response.status] ?? "Status \(response.status)")
        let headers = HTTPHeaders(Dictionary(uniqueKeysWithValues: response.headers.map { (HTTPHeader($0.key), $0.value) }))
        switch response.delivery {
        case .whole: self.init(statusCode: status, headers: headers, body: response.body)
        case .dropped: self = .dropped
        case .cut(let count):
            let body = HTTPBodySequence(from: CutBody(bytes: response.body.prefix(count)), count: response.body.count)
            self.init(statusCode: status, headers: headers, body: body)
        }
    }

    static var tooLarge: HTTPResponse {
        HTTPResponse(.plain("The body is larger than \(SandboxRequest.bodyLimit) bytes.", status: 413))
    }

    /// Ends the connection without a byte: the server closes when an upgrade fails, and offers no other way.
    static var dropped: HTTPResponse { HTTPResponse(webSocket: ConnectionCloser()) }

    private static let phrases = [
        200: "OK", 201: "Created", 204: "No Content", 302: "Found", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
        404: "Not Found",
        405: "Method Not Allowed", 409: "Conflict", 412: "Precondition Failed", 413: "Content Too Large", 415: "Unsupported Media Type",
        429: "Too Many Requests",
        500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}

/// An upgrade that always fails.
private struct ConnectionCloser: WSHandler {
    func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
        throw SocketError.disconnected
    }
}

/// Some of the promised bytes, then the end of the connection.
private struct CutBody: AsyncBufferedSequence {
    typealias Element = UInt8
    let bytes: Data

    struct AsyncIterator: AsyncBufferedIteratorProtocol {
        var rest: Data

        mutating func next() async throws -> UInt8? {
            guard let byte = rest.popFirst() else { throw SocketError.disconnected }
            return byte
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            guard !rest.isEmpty else { throw SocketError.disconnected }
            let chunk = rest.prefix(count)
            rest = rest.dropFirst(count)
            return chunk
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes) }
}
