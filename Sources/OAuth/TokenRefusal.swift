import HTTP
import JSON

/// What a token endpoint said when it refused (RFC 6749 §5.2), with the server's own code beside it.
package struct TokenRefusal: Sendable, Equatable {
    /// The word of RFC 6749, such as `invalid_grant`; `nil` when the server gave none.
    package let error: String?
    /// The server's explanation for people.
    package let detail: String?
    /// The server's own code, which says more than RFC 6749's word.
    package let code: String?

    package init(error: String?, detail: String? = nil, code: String? = nil) {
        self.error = error
        self.detail = detail
        self.code = code
    }

    /// Reads a refusal; `nil` when the answer names no reason in a form that token endpoints use.
    init?(_ response: HTTPResponse) {
        guard let body = JSONValue(response.body), body.isObject else { return nil }
        let first = body["errors"]?.elements.first
        func text(_ value: JSONValue?) -> String? { (value?.text).map(ServerText.bounded) }
        error = text(body["error"])
        code = text(first?["errorCode"]) ?? text(body["errorCode"]) ?? text(body["error_code"])
        detail = text(body["error_description"]) ?? text(first?["message"]) ?? text(body["message"])
        guard error != nil || code != nil else { return nil }
    }

    /// All that the server said, for the inside of brackets: "invalid_grant: Token not found, E-17".
    package var words: String {
        let reason = [error, detail].compactMap(\.self).joined(separator: ": ")
        return [reason.isEmpty ? nil : reason, code].compactMap(\.self).joined(separator: ", ")
    }

    /// Whether the grant itself was refused. The codes for the end of a session say so too where RFC 6749's word is missing.
    func isInvalidGrant(at server: AuthorizationServer) -> Bool {
        error == "invalid_grant" || error == nil && code.flatMap { server.sessionEnds[$0] } != nil
    }
}
