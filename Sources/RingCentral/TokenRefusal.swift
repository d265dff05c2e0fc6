import HTTP
import JSON

/// What a token endpoint said when it refused (RFC 6749 §5.2), with RingCentral's own code beside it.
package struct TokenRefusal: Sendable, Equatable {
    /// The word of RFC 6749, such as `invalid_grant`; `nil` when the server gave none.
    package let error: String?
    /// The server's explanation for people.
    package let detail: String?
    /// RingCentral's code, such as `OAU-213`.
    package let code: String?

    /// Makes a refusal.
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

    /// All that the server said, for the inside of brackets: "invalid_grant: Token not found, OAU-213".
    package var words: String {
        let reason = [error, detail].compactMap(\.self).joined(separator: ": ")
        return [reason.isEmpty ? nil : reason, code].compactMap(\.self).joined(separator: ", ")
    }

    /// Whether the grant itself was refused. RingCentral's codes say so too where the word is missing.
    var isInvalidGrant: Bool { error == "invalid_grant" || error == nil && ["OAU-210", "OAU-213"].contains(code) }
}
