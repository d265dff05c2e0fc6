import Foundation

/// Google's token endpoint for service accounts, with domain-wide delegation or without.
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
        let assertion = try verifiedAssertion(form["assertion"] ?? "")
        try checkLifetime(assertion)
        guard !googleAccess.isServiceAccountDisabled else { throw GoogleError.token("invalid_grant", "Robot is disabled.") }
        let isDelegated = assertion.claims["sub"] != nil
        let scopes = try checkedScopes(assertion.claims, isDelegated: isDelegated)
        if isDelegated { try checkSubject(assertion.claims) }
        let token = issueGoogleToken(scopes: scopes, isServiceAccounts: !isDelegated, lifetime: 3600)
        return .json(["access_token": .string(token), "token_type": "Bearer", "expires_in": 3599])
    }

    /// Makes an access token for the directory.
    mutating func issueGoogleToken(scopes: Set<String>, isServiceAccounts: Bool, lifetime: TimeInterval) -> String {
        let token = "ya29.sandbox-" + state.secrets.next("google")
        state.googleTokens = state.googleTokens.filter { $0.value.expires > now }
        state.googleTokens[token] = GoogleToken(scopes: scopes, expires: now.addingTimeInterval(lifetime), isServiceAccounts: isServiceAccounts)
        return token
    }

    /// An assertion that a key of the service account signed for this endpoint.
    private func verifiedAssertion(_ text: String) throws(Refusal) -> JSONWebToken {
        guard let assertion = JSONWebToken(text) else { throw GoogleError.token("invalid_grant", "Bad Request: the assertion is not a JWT") }
        guard assertion.header["alg"]?.stringValue == "RS256" else { throw GoogleError.token("invalid_grant", "Invalid JWT: alg must be RS256") }
        guard assertion.claims["iss"]?.stringValue == ServiceAccountKey.clientEmail else {
            throw GoogleError.token("invalid_grant", "Invalid grant: account not found")
        }
        let keys = [state.serviceAccountKey, googleAccess.managedKey].compactMap { $0 }
        let named = assertion.header["kid"]?.stringValue
        guard keys.contains(where: { (named ?? $0.keyID) == $0.keyID && $0.verifies(assertion.signature, of: assertion.signed) }) else {
            throw GoogleError.token("invalid_grant", "Invalid JWT Signature.")
        }
        guard let audience = assertion.claims["aud"]?.stringValue, [baseURL + "/token", Self.googleAudience].contains(audience) else {
            throw GoogleError.token("invalid_grant", "Invalid JWT: Failed audience check.")
        }
        return assertion
    }

    /// An assertion is judged by the real clock, not by the advanced one: its maker cannot know what the control API added.
    private func checkLifetime(_ assertion: JSONWebToken) throws(Refusal) {
        let clock = realNow().timeIntervalSince1970
        let leeway = 300.0
        guard let issued = assertion.seconds("iat"), let expires = assertion.seconds("exp"), expires > issued, expires - issued <= 3600,
            issued <= clock + leeway, expires > clock
        else {
            throw GoogleError.token(
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim."
            )
        }
    }

    /// With delegation, one scope outside its entry fails the whole call; the service account itself gets a token for any scope, and its role decides later.
    private func checkedScopes(_ claims: JSONValue, isDelegated: Bool) throws(Refusal) -> Set<String> {
        let scopes = Set((claims["scope"]?.stringValue ?? "").split(separator: " ").map(String.init))
        guard !scopes.isEmpty else { throw GoogleError.token("invalid_scope", "Empty or missing scope not allowed.") }
        guard scopes.allSatisfy({ $0.hasPrefix("https://www.googleapis.com/auth/") }) || isDelegated else {
            throw GoogleError.token("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        }
        let entry = GoogleScope.delegated.union(googleAccess.extraDelegatedScopes).subtracting(googleAccess.missingDelegatedScopes)
        guard !isDelegated || scopes.isSubset(of: entry) else {
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
