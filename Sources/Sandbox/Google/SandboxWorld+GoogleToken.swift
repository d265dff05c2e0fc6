import Foundation

/// Google's token endpoint for service accounts with domain-wide delegation.
///
/// Source: Google Identity, "Using OAuth 2.0 for Server to Server Applications"; RFC 7523.
extension SandboxWorld {
    /// Google's own clients name this audience whatever the key file's `token_uri` says.
    private static let googleAudience = "https://oauth2.googleapis.com/token"

    mutating func googleToken(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        guard request.method == "POST" else { throw GoogleError.token("invalid_request", "Method must be POST", status: 405) }
        guard request.isForm else { throw GoogleError.token("invalid_request", "The body must be application/x-www-form-urlencoded") }
        let form = request.form
        guard form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer" else {
            throw GoogleError.token("unsupported_grant_type", "Invalid grant_type")
        }
        let claims = try verifiedClaims(form["assertion"] ?? "")
        try checkLifetime(claims)
        let scopes = try checkedScopes(claims)
        try checkSubject(claims)
        let token = "ya29.sandbox-" + state.secrets.next("google")
        state.googleTokens = state.googleTokens.filter { $0.value.expires > now }
        state.googleTokens[token] = GoogleToken(scopes: scopes, expires: now.addingTimeInterval(3600))
        return .json(["access_token": .string(token), "token_type": "Bearer", "expires_in": 3599])
    }

    /// The claims of an assertion that the service account's key signed for this endpoint.
    private func verifiedClaims(_ assertion: String) throws(Refusal) -> JSONValue {
        let parts = assertion.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Data(base64URL: parts[0]).flatMap({ JSONValue(parsing: $0) }),
            let claims = Data(base64URL: parts[1]).flatMap({ JSONValue(parsing: $0) }), let signature = Data(base64URL: parts[2])
        else { throw GoogleError.token("invalid_grant", "Bad Request: the assertion is not a JWT") }
        guard header["alg"]?.stringValue == "RS256" else { throw GoogleError.token("invalid_grant", "Invalid JWT: alg must be RS256") }
        guard claims["iss"]?.stringValue == ServiceAccountKey.clientEmail else {
            throw GoogleError.token("invalid_grant", "Invalid grant: account not found")
        }
        guard let key = state.serviceAccountKey, header["kid"]?.stringValue ?? key.keyID == key.keyID,
            key.verifies(signature, of: Data("\(parts[0]).\(parts[1])".utf8))
        else { throw GoogleError.token("invalid_grant", "Invalid JWT Signature.") }
        guard let audience = claims["aud"]?.stringValue, [baseURL + "/token", Self.googleAudience].contains(audience) else {
            throw GoogleError.token("invalid_grant", "Invalid JWT: Failed audience check.")
        }
        return claims
    }

    /// An assertion is judged by the real clock, not by the advanced one: its maker cannot know what the control API added.
    private func checkLifetime(_ claims: JSONValue) throws(Refusal) {
        func seconds(_ name: String) -> Double? {
            switch claims[name] {
            case .integer(let value)?: Double(value)
            case .number(let value)?: value
            default: nil
            }
        }
        let clock = realNow().timeIntervalSince1970
        let leeway = 300.0
        guard let issued = seconds("iat"), let expires = seconds("exp"), expires > issued, expires - issued <= 3600, issued <= clock + leeway,
            expires > clock
        else {
            throw GoogleError.token(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
            )
        }
    }

    /// One scope outside the delegation entry fails the whole call.
    private func checkedScopes(_ claims: JSONValue) throws(Refusal) -> Set<String> {
        let scopes = Set((claims["scope"]?.stringValue ?? "").split(separator: " ").map(String.init))
        guard !scopes.isEmpty else { throw GoogleError.token("invalid_scope", "Empty or missing scope not allowed.") }
        guard scopes.isSubset(of: GoogleScope.delegated) else {
            throw GoogleError.token(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
                status: 401)
        }
        return scopes
    }

    private func checkSubject(_ claims: JSONValue) throws(Refusal) {
        guard let subject = claims["sub"]?.stringValue, let index = state.organisation.personIndex(subject) else {
            throw GoogleError.token("invalid_grant", "Invalid email or User ID")
        }
        let person = state.organisation.people[index]
        guard !person.suspended, !person.archived else { throw GoogleError.token("invalid_grant", "Account has been suspended") }
        guard person.isAdmin else {
            throw GoogleError.token("access_denied", "The subject is not an administrator of this organisation", status: 401)
        }
    }
}
