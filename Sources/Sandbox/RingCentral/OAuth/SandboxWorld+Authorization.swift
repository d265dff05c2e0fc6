import Foundation

extension SandboxWorld {
    /// RingCentral's OAuth endpoints.
    mutating func authorization(_ request: SandboxRequest, group: inout RateLimitGroup?) throws(Refusal) -> SandboxResponse {
        state.authorization.prune(at: now)
        switch (request.method, request.segments.dropFirst(2).joined(separator: "/")) {
        case ("GET", "authorize"): return authorizePage(request)
        case ("POST", "authorize/sign-in"): return signIn(request)
        case ("POST", "authorize/consent"): return consent(request)
        case ("POST", "token"):
            group = .auth
            let headers = try admit(.auth)
            return try withRateHeaders(headers) { world throws(Refusal) in try world.token(request) }
        case ("POST", "revoke"): return try revoke(request)
        case ("GET", "userinfo"), ("POST", "userinfo"):
            try authenticate(request)
            group = .auth
            let headers = try admit(.auth)
            return try withRateHeaders(headers) { world throws(Refusal) in world.userInfo }
        case (_, "authorize"), (_, "authorize/sign-in"), (_, "authorize/consent"), (_, "token"), (_, "revoke"), (_, "userinfo"):
            throw PlatformError.gateway(405, code: "CMN-405", "Method not allowed")
        default: throw PlatformError.gateway(404, code: "CMN-102", "Resource is not found")
        }
    }

    /// Counts a request against the user's budget.
    /// - Returns: the `X-Rate-Limit-*` headers of the answer.
    mutating func admit(_ group: RateLimitGroup) throws(Refusal) -> [String: String] {
        let verdict = limiter.admit(user: SandboxClient.userName, group: group, at: now, limits: limits)
        guard verdict.admitted else {
            throw PlatformError.gateway(429, code: "CMN-301", "Request rate exceeded", headers: verdict.headers)
        }
        return verdict.headers
    }

    /// Adds rate-limit headers to whatever the body answers, refusals included.
    mutating func withRateHeaders(
        _ headers: [String: String], _ body: (inout SandboxWorld) throws(Refusal) -> SandboxResponse
    ) throws(Refusal) -> SandboxResponse {
        do throws(Refusal) {
            var response = try body(&self)
            response.headers.merge(headers) { own, _ in own }
            return response
        } catch {
            var refusal = error
            refusal.response.headers.merge(headers) { own, _ in own }
            throw refusal
        }
    }

    /// Checks the bearer token of an API call and notes that the access token was used.
    mutating func authenticate(_ request: SandboxRequest) throws(Refusal) {
        guard let token = request.bearerToken else {
            throw PlatformError.unauthorized(code: "OAU-129", "Access token corrupted")
        }
        guard let index = state.authorization.sessions.firstIndex(where: { $0.accessToken.equalsSecret(token) }) else {
            throw token.hasPrefix("AT-")
                ? PlatformError.unauthorized(code: "OAU-213", "Token not found")
                : PlatformError.unauthorized(code: "OAU-129", "Access token corrupted")
        }
        guard state.authorization.sessions[index].accessExpires > now else {
            throw PlatformError.unauthorized(code: "OAU-128", "Access token expired")
        }
        if state.authorization.sessions[index].accessFirstUsed == nil { state.authorization.sessions[index].accessFirstUsed = now }
    }

    /// The account that consents; it can be suspended or deleted like any other, and then nobody can sign in.
    var consentingAccount: Account? {
        guard let account = state.accounts[AccountStore.administratorID], account.active else { return nil }
        return account
    }

    private var userInfo: SandboxResponse {
        let account = state.accounts[AccountStore.administratorID]
        return .json(
            .present([
                "sub": .string(AccountStore.administratorID), "account_id": .string(SandboxClient.accountID), "email": .optional(account?.userName),
                "given_name": .optional(account?.givenName), "family_name": .optional(account?.familyName),
            ]))
    }
}
