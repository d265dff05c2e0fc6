import Directory
import Foundation
import HTTP
import Timing

/// Tokens by workload identity federation: another system vouches for this machine, Google exchanges that for a token of the pool (RFC 8693) and that for one of the
/// service account. There is no key anywhere.
struct FederationTokenSource: GoogleTokenSource {
    private static let service = "Google's Security Token Service"

    let file: URL
    let access: GoogleAccess
    let services: GoogleServices
    let exchange: GoogleTokenExchange

    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when the file cannot be used.
    init(file: URL, administrator: String?, customer: String, services: GoogleServices, exchange: GoogleTokenExchange) throws(DirectoryError) {
        self.file = file
        self.services = services
        self.exchange = exchange
        let account = try ExternalAccountFile.load(from: file).serviceAccount
        access = GoogleAccess(.federation, serviceAccount: account, administrator: administrator, customer: customer)
    }

    func token(for scopes: [String]) async throws(DirectoryError) -> GoogleToken {
        let external = try ExternalAccountFile.load(from: file)
        let subject = try await external.subject.token(exchange)
        let pool = try await poolToken(external, subject: subject)
        let credentials = IAMCredentials(account: external.serviceAccount, baseURL: external.credentialsURL, access: access, exchange: exchange)
        if access.administrator != nil { return try await credentials.delegatedToken(for: scopes, at: services.tokenURL, bearer: pool) }
        return try await credentials.token(for: scopes, bearer: pool, lifetime: external.lifetime)
    }

    private func poolToken(_ external: ExternalAccountFile, subject: String) async throws(DirectoryError) -> GoogleToken {
        let request = HTTPRequest.form(
            external.tokenURL,
            [
                ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("audience", external.audience), ("scope", IAMCredentials.scope),
                ("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"), ("subject_token", subject),
                ("subject_token_type", external.subjectTokenType),
            ])
        return try await exchange.ask(Self.service) {
            request
        } read: {
            GoogleTokenExchange.token($0, asked: $1)
        } refusal: {
            .unauthorized(Self.words($0, external: external, subject: SubjectTokenClaims(subject), now: exchange.time.now()))
        }
    }

    /// What a refusal means. `subject` is what the refused token says of itself.
    static func words(_ refused: GoogleTokenRefusal, external: ExternalAccountFile, subject: SubjectTokenClaims?, now: Date) -> String {
        let place = external.subject.words
        switch refused.code {
        case "invalid_target":
            return
                "Google knows no such provider of a workload identity pool, or it is disabled (\(refused.words)). Enable it, or correct \"audience\" in the "
                + "federation file; changes take about five minutes."
        case "invalid_request" where refused.says("audience"):
            return
                "Google does not understand \"audience\" in the federation file (\(refused.words)). It is the provider's full resource name with the project's number."
        case "unauthorized_client":
            return
                "The pool's attribute condition does not let this machine in (\(refused.words)). Correct the condition of the provider, or the identity of this machine."
        case "invalid_grant" where refused.says("audience"):
            return
                "The token at \(place) is meant for somebody else (\(refused.words)). Have it made for the audience https:\(external.audience), or add "
                + "\(subject?.audience.map { "\"\($0)\"" } ?? "its audience") to the provider's allowed audiences."
        case "invalid_grant" where refused.says("issuer"):
            return
                "Google does not accept who made the token at \(place) (\(refused.words)). The provider's issuer must be \(subject?.issuer ?? "the token's"), and Google must "
                + "reach it."
        case "invalid_grant":
            let google = refused.secondsAhead.map { now.addingTimeInterval(-$0) } ?? now
            if let expires = subject?.expires, expires <= google {
                return
                    "The token at \(place) ended \(ago(google.timeIntervalSince(expires))) ago (\(refused.words)). See why the system that makes it does not renew it."
            }
            if let issued = subject?.issued, issued > google {
                return
                    "The token at \(place) is dated \(ago(issued.timeIntervalSince(google))) in the future (\(refused.words)). Set the clock of the system that makes it."
            }
            return "Google does not accept the token at \(place) (\(refused.words)). See that it is the newest one and made by the provider's issuer."
        default:
            return "Google does not exchange the token at \(place) (\(refused.words)). Check the pool, its provider and the federation file."
        }
    }

    private static func ago(_ seconds: TimeInterval) -> String {
        let minutes = max(1, Int((seconds / 60).rounded()))
        if minutes < 120 { return "\(minutes) minute\(minutes == 1 ? "" : "s")" }
        return minutes < 2_880 ? "\(minutes / 60) hours" : "\(minutes / 1_440) days"
    }
}
