import Crypto
import Foundation

/// The identity provider of the sample organization, and Google's Security Token Service, which exchanges its tokens for tokens of the pool.
///
/// Source: RFC 8693; Google Cloud IAM, "Workload identity federation", "Security Token Service API"; AIP-4117.
extension SandboxWorld {
    /// `GET /idp/token`: the token that proves who this machine is, as a cloud's own metadata service gives it. `audience` is whom it is for; `age`, `life` and
    /// `subject` make odd ones.
    mutating func identityToken(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        guard request.method == "GET" else { throw Refusal(response: .plain("Method must be GET", status: 405)) }
        // Such services want a header that no browser sends by itself.
        guard request.headers["x-identity"] == "sandbox" else {
            throw Refusal(response: .plain("The header X-Identity: sandbox is missing.", status: 403))
        }
        let parameters = request.parameters
        let issued = realNow().timeIntervalSince1970.rounded(.down) - (parameters["age"].flatMap(Double.init) ?? 0)
        let claims: JSONValue = [
            "iss": .string(parameters.nonEmpty("issuer") ?? FederationStandIn.issuer(baseURL)),
            "sub": .string(parameters.nonEmpty("subject") ?? FederationStandIn.subject),
            "aud": .string(parameters.nonEmpty("audience") ?? "https:" + FederationStandIn.provider),
            "iat": .integer(Int(issued)), "exp": .integer(Int(issued + (parameters["life"].flatMap(Double.init) ?? 3600))),
        ]
        let unsigned = JSONWebToken.unsigned(
            header: ["alg": "ES256", "typ": "JWT", "kid": .string(FederationStandIn.keyID)], claims: claims)
        guard let signature = try? identityKey().signature(for: Data(unsigned.utf8)) else {
            throw Refusal(response: .plain("The identity provider has no key.", status: 500))
        }
        let token = unsigned + "." + signature.rawRepresentation.base64URL
        return parameters["format"] == "json" ? .json(["id_token": .string(token)]) : .plain(token, status: 200)
    }

    private mutating func identityKey() throws -> P256.Signing.PrivateKey {
        if let raw = googleAccess.identityKey { return try P256.Signing.PrivateKey(rawRepresentation: raw) }
        let key = P256.Signing.PrivateKey()
        googleAccess.identityKey = key.rawRepresentation
        return key
    }

    /// `POST /v1/token`: exchanges a token of the identity provider for one of the pool.
    mutating func exchangeToken(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        guard request.method == "POST" else { throw GoogleError.token("invalid_request", "Method must be POST", status: 405) }
        guard request.isForm else { throw GoogleError.token("invalid_request", "The body must be application/x-www-form-urlencoded") }
        let form = request.form
        guard form["grant_type"] == "urn:ietf:params:oauth:grant-type:token-exchange" else {
            throw GoogleError.token("unsupported_grant_type", "Invalid grant_type")
        }
        try checkProvider(form["audience"] ?? "")
        guard form["requested_token_type"] == "urn:ietf:params:oauth:token-type:access_token" else {
            throw GoogleError.token("invalid_request", "Invalid value for \"requested_token_type\".")
        }
        let kinds = ["urn:ietf:params:oauth:token-type:jwt", "urn:ietf:params:oauth:token-type:id_token"]
        guard kinds.contains(form["subject_token_type"] ?? "") else {
            throw GoogleError.token("invalid_request", "Invalid value for \"subject_token_type\".")
        }
        let scopes = Set((form["scope"] ?? "").split(separator: " ").map(String.init))
        guard !scopes.isEmpty, scopes.isSubset(of: [GoogleScope.iam, GoogleScope.cloudPlatform]) else {
            throw GoogleError.token("invalid_scope", "Invalid value for \"scope\": only the scopes of Google Cloud are exchanged.")
        }
        let subject = try provenSubject(form["subject_token"] ?? "")
        let token = "ya29.d.sandbox-" + state.secrets.next("pool")
        var tokens = (state.poolTokens ?? [:]).filter { $0.value.expires > now }
        tokens[token] = PoolToken(subject: subject, expires: now.addingTimeInterval(3600))
        state.poolTokens = tokens
        return .json([
            "access_token": .string(token), "issued_token_type": "urn:ietf:params:oauth:token-type:access_token", "token_type": "Bearer",
            "expires_in": 3599,
        ])
    }

    private func checkProvider(_ audience: String) throws(Refusal) {
        guard
            audience.wholeMatch(of: /\/\/iam\.googleapis\.com\/projects\/\d+\/locations\/global\/workloadIdentityPools\/[^\/]+\/providers\/[^\/]+/)
                != nil
        else {
            throw GoogleError.token(
                "invalid_request",
                "Invalid value for \"audience\". This value should be the full resource name of the Identity Provider. See https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token for the list of possible formats."
            )
        }
        guard audience == FederationStandIn.provider, googleAccess.isProviderEnabled else {
            throw GoogleError.token(
                "invalid_target",
                "The target service indicated by the \"audience\" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn't exist."
            )
        }
    }

    /// Whom the token proves: signature, issuer, audience, life and the provider's condition are all looked at, by the real clock.
    private func provenSubject(_ text: String) throws(Refusal) -> String {
        guard text.utf8.count <= 12_288, let token = JSONWebToken(text) else {
            throw GoogleError.token("invalid_request", "Unable to parse the ID Token.")
        }
        guard token.header["alg"]?.stringValue == "ES256", token.header["kid"]?.stringValue == FederationStandIn.keyID,
            let raw = googleAccess.identityKey, let key = try? P256.Signing.PrivateKey(rawRepresentation: raw).publicKey,
            let signature = try? P256.Signing.ECDSASignature(rawRepresentation: token.signature), key.isValidSignature(signature, for: token.signed)
        else { throw GoogleError.token("invalid_grant", "Failed to verify the signature of the ID Token.") }
        guard token.claims["iss"]?.stringValue == FederationStandIn.issuer(baseURL) else {
            throw GoogleError.token(
                "invalid_grant", "The issuer in ID Token \(token.claims["iss"]?.stringValue ?? "") does not match the expected ones.")
        }
        let audience = token.claims["aud"]?.stringValue ?? ""
        guard audience == "https:" + FederationStandIn.provider else {
            throw GoogleError.token("invalid_grant", "The audience in ID Token [\(audience)] does not match the expected audience.")
        }
        let clock = realNow().timeIntervalSince1970
        guard let issued = token.seconds("iat"), let expires = token.seconds("exp") else {
            throw GoogleError.token("invalid_grant", "ID Token has no iat or exp.")
        }
        guard issued <= clock + 10, issued >= clock - 86_400, expires > clock, expires > issued else {
            throw GoogleError.token("invalid_grant", "ID Token issued at \(Int(issued)) is stale to sign-in.")
        }
        guard let subject = token.claims["sub"]?.stringValue, subject == googleAccess.admittedSubject else {
            throw GoogleError.token("unauthorized_client", "The given credential is rejected by the attribute condition.", status: 401)
        }
        return subject
    }
}
