package import Foundation

/// One HTTP answer, with what the wire should do to it.
package struct SandboxResponse: Sendable, Equatable {
    /// How much of the answer leaves the machine.
    package enum Delivery: Sendable, Equatable {
        /// All of it.
        case whole
        /// The connection ends before the first byte.
        case dropped
        /// The connection ends after this many bytes of the body, although the header promised all of them.
        case cut(Int)
    }

    /// HTTP status; 0 when the connection was dropped before anything happened.
    package var status: Int
    /// Header values by name, as they are sent.
    package var headers: [String: String]
    /// The whole body, also when only part of it is to be delivered.
    package var body: Data
    /// How much of it is to be delivered.
    package var delivery: Delivery = .whole
    /// How long the answer is held back.
    package var delay: Duration = .zero

    /// An answer that is delivered whole and at once.
    package init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension SandboxResponse {
    static func json(_ value: JSONValue, status: Int = 200, type: String = "application/json;charset=UTF-8") -> SandboxResponse {
        SandboxResponse(status: status, headers: ["Content-Type": type, "Cache-Control": "no-store"], body: Data(value.utf8))
    }

    static func html(_ text: String, status: Int = 200) -> SandboxResponse {
        SandboxResponse(
            status: status,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "no-referrer",
                // A browser applies form-action to the redirect after the consent form as well, and that one leads to the client's loopback port.
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:* http://localhost:*; "
                    + "base-uri 'none'; frame-ancestors 'none'",
            ], body: Data(text.utf8))
    }

    static func plain(_ text: String, status: Int) -> SandboxResponse {
        SandboxResponse(status: status, headers: ["Content-Type": "text/plain; charset=utf-8"], body: Data((text + "\n").utf8))
    }

    static func redirect(to location: String, status: Int = 303) -> SandboxResponse {
        SandboxResponse(status: status, headers: ["Location": location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"])
    }
}

/// A request refused with a ready answer; thrown by handlers so that each can stop where the rule is broken.
struct Refusal: Error {
    var response: SandboxResponse
}
