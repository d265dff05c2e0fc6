import Foundation
import HTTP
import JSON

/// What the token that proves who this machine is says of itself (RFC 7519 §4.1). Nothing is decided by it: it explains what Google refused.
struct SubjectTokenClaims: Sendable, Equatable {
    let issuer: String?
    let audience: String?
    let expires: Date?
    let issued: Date?

    /// `nil` when it is no JSON Web Token.
    init?(_ token: String) {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let data = Self.base64URL(parts[1]), let claims = JSONValue(data), claims.isObject else { return nil }
        issuer = (claims["iss"]?.string).map(ServerText.bounded)
        let audience = claims["aud"]
        self.audience = (audience?.string ?? audience?.elements.first?.string).map(ServerText.bounded)
        func moment(_ name: String) -> Date? {
            if case .number(let seconds)? = claims[name], seconds.isFinite { Date(timeIntervalSince1970: seconds) } else { nil }
        }
        (expires, issued) = (moment("exp"), moment("iat"))
    }

    private static func base64URL(_ text: Substring) -> Data? {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
        return Data(base64Encoded: String(base64))
    }
}
