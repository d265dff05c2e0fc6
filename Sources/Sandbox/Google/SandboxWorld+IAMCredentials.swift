import Crypto
import CryptoExtras
import Foundation

/// Google's IAM Credentials API: tokens and signatures of the service account for those who may act as it.
///
/// Source: the API's discovery document; Google Cloud IAM, "Create short-lived credentials for a service account".
extension SandboxWorld {
    mutating func serviceAccountCredentials(_ request: SandboxRequest) throws(Refusal) -> SandboxResponse {
        let path = Array(request.segments.dropFirst())
        guard request.method == "POST", path.count == 4, path[0] == "projects", path[1] == "-", path[2] == "serviceAccounts",
            let colon = path[3].lastIndex(of: ":")
        else { throw GoogleError.api(404, reason: "notFound", "Requested entity was not found.", status: "NOT_FOUND") }
        let (account, method) = (String(path[3][..<colon]), String(path[3][path[3].index(after: colon)...]))
        let caller = try credentialsCaller(request)
        guard account == ServiceAccountKey.clientEmail else {
            throw GoogleError.api(404, reason: "notFound", "Not found; Gaia id not found for email \(account)", status: "NOT_FOUND")
        }
        guard let body = JSONValue(parsing: request.body), case .object = body else {
            throw GoogleError.api(400, reason: "badRequest", "Invalid JSON payload received.", status: "INVALID_ARGUMENT")
        }
        switch method {
        case "generateAccessToken":
            try require(caller, "iam.serviceAccounts.getAccessToken", allowed: googleAccess.mayImpersonate)
            return try generateAccessToken(body)
        case "signJwt":
            try require(caller, "iam.serviceAccounts.signJwt", allowed: googleAccess.maySign)
            return try signToken(body)
        default: throw GoogleError.api(404, reason: "notFound", "Requested entity was not found.", status: "NOT_FOUND")
        }
    }

    /// The pool's identity, or the service account itself.
    private func credentialsCaller(_ request: SandboxRequest) throws(Refusal) -> String {
        guard let text = request.bearerToken else { throw GoogleError.unauthorized }
        if let token = state.poolTokens?[text], token.expires > now { return token.subject }
        guard let token = state.googleTokens[text], token.expires > now, token.isServiceAccounts == true else { throw GoogleError.unauthorized }
        guard !token.scopes.isDisjoint(with: [GoogleScope.iam, GoogleScope.cloudPlatform]) else { throw GoogleError.insufficientScope }
        return ServiceAccountKey.clientEmail
    }

    private func require(_ caller: String, _ permission: String, allowed: Bool) throws(Refusal) {
        guard !googleAccess.isServiceAccountDisabled, allowed, caller == googleAccess.admittedSubject || caller == ServiceAccountKey.clientEmail
        else {
            throw GoogleError.permissionDenied(permission)
        }
    }

    private mutating func generateAccessToken(_ body: JSONValue) throws(Refusal) -> SandboxResponse {
        let scopes = (body["scope"]?.arrayValue ?? []).compactMap(\.stringValue)
        guard !scopes.isEmpty, scopes.allSatisfy({ $0.hasPrefix(GoogleScope.prefix) }) else {
            throw GoogleError.api(400, reason: "badRequest", "The request must have at least one valid scope.", status: "INVALID_ARGUMENT")
        }
        let text = body["lifetime"]?.stringValue ?? "3600s"
        guard text.hasSuffix("s"), let lifetime = Double(text.dropLast()), lifetime > 0, lifetime <= 3600 else {
            throw GoogleError.api(
                400, reason: "badRequest", "The access token lifetime cannot exceed 3600 seconds.", status: "INVALID_ARGUMENT")
        }
        let token = issueGoogleToken(scopes: Set(scopes), isServiceAccounts: true, lifetime: lifetime)
        // Whole seconds with Z, as Google's own client reads it; by the real clock, as the header Date is.
        return .json([
            "accessToken": .string(token), "expireTime": .string(realNow().addingTimeInterval(lifetime.rounded(.down)).wholeSeconds),
        ])
    }

    private mutating func signToken(_ body: JSONValue) throws(Refusal) -> SandboxResponse {
        guard let payload = body["payload"]?.stringValue, let claims = JSONValue(parsing: Data(payload.utf8)), case .object = claims else {
            throw GoogleError.api(400, reason: "badRequest", "The payload must be a JSON object.", status: "INVALID_ARGUMENT")
        }
        if let expires = claims["exp"]?.integerValue, Double(expires) > realNow().timeIntervalSince1970 + 43_200 {
            throw GoogleError.api(400, reason: "badRequest", "The exp claim is too far in the future.", status: "INVALID_ARGUMENT")
        }
        do {
            let key = try googleAccess.managedKey ?? ServiceAccountKey.generate()
            googleAccess.managedKey = key
            let unsigned = JSONWebToken.unsigned(header: ["alg": "RS256", "typ": "JWT", "kid": .string(key.keyID)], claims: claims)
            let signature = try _RSA.Signing.PrivateKey(pemRepresentation: key.privateKey)
                .signature(for: Data(unsigned.utf8), padding: .insecurePKCS1v1_5)
            return .json(["keyId": .string(key.keyID), "signedJwt": .string(unsigned + "." + signature.rawRepresentation.base64URL)])
        } catch {
            throw GoogleError.api(500, reason: "backendError", "Internal error encountered.", status: "INTERNAL")
        }
    }
}

extension Date {
    /// RFC 3339 in whole seconds with `Z`.
    fileprivate var wholeSeconds: String { formatted(.iso8601) }
}
