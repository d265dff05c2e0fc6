import Crypto
import Foundation

/// The token endpoint. Source: RingCentral developer guide, "Authorization code flow", "Refresh tokens", "JWT flow"; RFC 6749, RFC 7636.
extension SandboxWorld {
    /// Sessions that one user may have with one application.
    private static let sessionLimit = 5

    mutating func token(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        guard request.isForm else {
            throw PlatformError.token("invalid_request", code: "OAU-250", "The body must be application/x-www-form-urlencoded")
        }
        let form = request.form
        let client = try authenticateClient(request, form: form)
        switch form["grant_type"] {
        case "authorization_code": return try exchangeCode(form, client: client)
        case "refresh_token": return try refresh(form, client: client)
        case "urn:ietf:params:oauth:grant-type:jwt-bearer":
            guard let assertion = form["assertion"], assertion.equalsSecret(SandboxClient.personalJWT) else {
                throw PlatformError.token("invalid_grant", code: "OAU-251", "Assertion is not a personal JWT of this account")
            }
            try requireAccount()
            return tokenResponse(openSession(client: client, form: form))
        case nil: throw PlatformError.token("invalid_request", code: "OAU-150", "grant_type is required", parameter: "grant_type")
        default: throw PlatformError.token("unsupported_grant_type", code: "OAU-250", "Unsupported grant type", parameter: "grant_type")
        }
    }

    /// Ends the whole session that a token belongs to; an unknown token is no error (RFC 7009 §2.2).
    mutating func revoke(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        let form = request.form
        let client = try authenticateClient(request, form: form)
        guard let token = form.nonEmpty("token") ?? request.parameters.nonEmpty("token") else {
            throw PlatformError.token("invalid_request", code: "OAU-150", "token is required", parameter: "token")
        }
        state.authorization.sessions.removeAll {
            $0.clientID == client.id && ($0.accessToken == token || $0.refreshToken == token || $0.previousRefreshToken == token)
        }
        return SandboxResponse(status: 200)
    }

    private func authenticateClient(_ request: SandboxRequest, form: FormFields) throws(Refusal) -> SandboxClient {
        let failure = PlatformError.token("invalid_client", code: "OAU-153", "Client credentials are missing or wrong", parameter: "client_id")
        if let basic = request.credentials(scheme: "basic") {
            guard let data = Data(base64Encoded: basic) else { throw failure }
            let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.removingPercentEncoding ?? String($0) }
            guard decoded.count == 2, let client = SandboxClient.registered(decoded[0]), let secret = client.secret, secret.equalsSecret(decoded[1])
            else { throw failure }
            return client
        }
        // Only a public application may name itself without proving it.
        guard let client = SandboxClient.registered(form["client_id"]), client.secret == nil else { throw failure }
        return client
    }

    private mutating func exchangeCode(_ form: FormFields, client: SandboxClient) throws(Refusal) -> SandboxResponse {
        guard let text = form.nonEmpty("code"), let code = state.authorization.codes[text] else {
            throw PlatformError.token("invalid_grant", code: "OAU-106", "Authorization code is invalid", parameter: "code")
        }
        guard code.clientID == client.id else {
            throw PlatformError.token("invalid_grant", code: "OAU-110", "Authorization code belongs to another client")
        }
        if let session = code.sessionID {
            // Two holders of one code: neither can be trusted with the tokens (RFC 6749 §4.1.2).
            state.authorization.sessions.removeAll { $0.id == session }
            throw PlatformError.token("invalid_grant", code: "OAU-106", "Authorization code was used already", parameter: "code")
        }
        guard code.expires > now else { throw PlatformError.token("invalid_grant", code: "OAU-108", "Authorization code has expired") }
        guard form["redirect_uri"] == code.redirectURI else {
            throw PlatformError.token(
                "invalid_grant", code: "OAU-109", "redirect_uri differs from that of the authorization request", parameter: "redirect_uri")
        }
        try verify(form["code_verifier"], against: code.challenge)
        try requireAccount()
        let session = openSession(client: client, form: form)
        state.authorization.codes[text]?.sessionID = session.id
        return tokenResponse(session)
    }

    /// RFC 7636 §4.6.
    private func verify(_ verifier: String?, against challenge: String?) throws(Refusal) {
        guard let challenge else {
            guard verifier == nil else { throw PlatformError.token("invalid_grant", code: "OAU-106", "No code_challenge was sent for this code") }
            return
        }
        guard let verifier, (43...128).contains(verifier.utf8.count) else {
            throw PlatformError.token("invalid_grant", code: "OAU-106", "code_verifier is missing or malformed", parameter: "code_verifier")
        }
        guard Data(SHA256.hash(data: Data(verifier.utf8))).base64URL.equalsSecret(challenge) else {
            throw PlatformError.token("invalid_grant", code: "OAU-106", "code_verifier does not match the code_challenge", parameter: "code_verifier")
        }
    }

    private mutating func refresh(_ form: FormFields, client: SandboxClient) throws(Refusal) -> SandboxResponse {
        let token = form["refresh_token"] ?? ""
        let notFound = PlatformError.token("invalid_grant", code: "OAU-213", "Token not found")
        guard !token.isEmpty else {
            throw PlatformError.token("invalid_request", code: "OAU-150", "refresh_token is required", parameter: "refresh_token")
        }
        try requireAccount()
        if let index = state.authorization.sessions.firstIndex(where: { $0.refreshToken.equalsSecret(token) }) {
            var session = state.authorization.sessions[index]
            guard session.clientID == client.id else { throw notFound }
            guard session.refreshExpires > now else { throw PlatformError.token("invalid_grant", code: "OAU-210", "Token expired") }
            session.previousRefreshToken = session.refreshToken
            session.rotated = now
            applyLifetimes(form, to: &session)
            issueTokens(for: &session)
            state.authorization.sessions[index] = session
            return tokenResponse(session)
        }
        guard let session = state.authorization.sessions.first(where: { $0.previousRefreshToken?.equalsSecret(token) ?? false }),
            session.clientID == client.id,
            now < session.graceEnd
        else { throw notFound }
        return tokenResponse(session)
    }

    private func requireAccount() throws(Refusal) {
        guard consentingAccount != nil else { throw PlatformError.token("invalid_grant", code: "OAU-141", "Extension state forbids login") }
    }

    private mutating func openSession(client: SandboxClient, form: FormFields) -> TokenSession {
        var session = TokenSession(
            id: "s-" + state.secrets.next("session").prefix(16), clientID: client.id, accessToken: "", accessExpires: now, refreshToken: "",
            refreshExpires: now,
            accessLifetime: 3600, refreshLifetime: 604_800, rotated: now)
        applyLifetimes(form, to: &session)
        issueTokens(for: &session)
        state.authorization.sessions.append(session)
        while state.authorization.sessions.filter({ $0.clientID == client.id }).count > Self.sessionLimit,
            let oldest = state.authorization.sessions.firstIndex(where: { $0.clientID == client.id })
        {
            state.authorization.sessions.remove(at: oldest)
        }
        return session
    }

    /// Lifetimes that the client asked for: the access token's is clamped to 600...3600 s, the refresh token's is never longer than the application's seven days.
    private func applyLifetimes(_ form: FormFields, to session: inout TokenSession) {
        if let asked = form["access_token_ttl"].flatMap(Int.init) { session.accessLifetime = min(max(asked, 600), 3600) }
        if let asked = form["refresh_token_ttl"].flatMap(Int.init), asked > 0 { session.refreshLifetime = min(asked, 604_800) }
    }

    private mutating func issueTokens(for session: inout TokenSession) {
        session.accessToken = "AT-" + state.secrets.next("access")
        session.refreshToken = "RT-" + state.secrets.next("refresh")
        session.accessExpires = now.addingTimeInterval(Double(session.accessLifetime))
        session.refreshExpires = now.addingTimeInterval(Double(session.refreshLifetime))
        session.accessFirstUsed = nil
    }

    private func tokenResponse(_ session: TokenSession) -> SandboxResponse {
        func left(_ end: Date) -> JSONValue { .integer(max(0, Int(end.timeIntervalSince(now).rounded(.down)))) }
        return .json([
            "access_token": .string(session.accessToken), "token_type": "bearer", "expires_in": left(session.accessExpires),
            "refresh_token": .string(session.refreshToken), "refresh_token_expires_in": left(session.refreshExpires),
            "scope": .string((state.platform ?? PlatformSettings()).appPermissions),
            "owner_id": .string(AccountStore.administratorID), "endpoint_id": .string("ep-" + session.id.dropFirst(2)),
            "session_id": .string(session.id),
        ])
    }
}
