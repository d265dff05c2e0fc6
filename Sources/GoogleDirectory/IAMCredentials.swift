import Directory
import Foundation
import HTTP
import JSON
import Timing

/// The service that makes tokens and signatures for a service account whose key only Google has (`iamcredentials.googleapis.com`; facts 1.4, 1.5).
struct IAMCredentials: Sendable {
    /// What a token needs that is used here.
    static let scope = "https://www.googleapis.com/auth/iam"
    private static let service = "Google's IAM Credentials service"

    /// The service account.
    let account: String
    let baseURL: URL
    let access: GoogleAccess
    let exchange: GoogleTokenExchange

    /// A token of the service account in its own name. It lives for `lifetime` seconds.
    func token(for scopes: [String], bearer: GoogleToken, lifetime: Int) async throws(DirectoryError) -> GoogleToken {
        let body: JSONValue = .object(["scope": .array(scopes.map(JSONValue.string)), "lifetime": .string("\(lifetime)s")])
        return try await exchange.ask(Self.service) {
            request("generateAccessToken", body, bearer)
        } read: {
            GoogleTokenExchange.datedToken($0, asked: $1)
        } refusal: {
            error($0)
        }
    }

    /// A token in the name of the administrator, by an assertion that Google signs with the account's own key: domain-wide delegation without a downloaded one.
    func delegatedToken(for scopes: [String], at tokenURL: URL, bearer: GoogleToken) async throws(DirectoryError) -> GoogleToken {
        let claims = ServiceAccountKey.claims(
            issuer: account, administrator: access.administrator, scopes: scopes, audience: tokenURL, now: exchange.time.now())
        let payload = String(decoding: JSONValue.object(claims).data, as: UTF8.self)
        let assertion: String = try await exchange.ask(Self.service) {
            request("signJwt", .object(["payload": .string(payload)]), bearer)
        } read: { response, _ in
            JSONValue(response.body)?["signedJwt"]?.string
        } refusal: {
            error($0)
        }
        return try await AssertionGrant.token(exchange, at: tokenURL, access: access, key: nil, scopes: scopes) { assertion }
    }

    private func request(_ method: String, _ body: JSONValue, _ bearer: GoogleToken) -> HTTPRequest {
        HTTPRequest(
            .post, baseURL.withEncodedPath("/v1/projects/-/serviceAccounts/\(FormEncoding.escape(account)):\(method)"),
            headers: ["Authorization": "Bearer \(bearer.text)", "Content-Type": "application/json", "Accept": "application/json"], body: body.data)
    }

    private func error(_ refused: GoogleTokenRefusal) -> DirectoryError {
        if ["SERVICE_DISABLED", "accessNotConfigured"].contains(refused.code) {
            return .permissionMissing(
                "The IAM Credentials API is off in the service account's project (\(refused.words)). Switch it on: gcloud services enable iamcredentials.googleapis.com"
            )
        }
        if refused.permission == "iam.serviceAccounts.signJwt" || access.administrator != nil, refused.status == 403 {
            return .unauthorized(
                "Google does not let this machine sign for \(account) (\(refused.words)). Give it the role Service Account Token Creator on that account: "
                    + "gcloud iam service-accounts add-iam-policy-binding \(account) --role=roles/iam.serviceAccountTokenCreator --member=MEMBER")
        }
        if refused.status == 403 {
            return .unauthorized(
                "Google does not let this machine act as \(account) (\(refused.words)): the binding of the pool's identity to the account was removed or never made. "
                    + "Run: gcloud iam service-accounts add-iam-policy-binding \(account) --role=roles/iam.workloadIdentityUser --member=MEMBER")
        }
        if refused.status == 404 {
            return .unauthorized(
                "Google knows no service account \(account) (\(refused.words)). Correct it in the file, or undelete it within 30 days.")
        }
        return .unauthorized("Google gives no token of \(account) (\(refused.words)). Check the service account in the Cloud console.")
    }
}
