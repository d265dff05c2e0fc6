import Directory
import Foundation
import HTTP
import Timing

/// Tokens by the key of a service account: in the name of an administrator (domain-wide delegation), or in its own name.
struct ServiceAccountTokenSource: GoogleTokenSource {
    let keyFile: ServiceAccountKeyFile
    let access: GoogleAccess
    let exchange: GoogleTokenExchange

    init(keyFile: ServiceAccountKeyFile, administrator: String?, customer: String, exchange: GoogleTokenExchange) {
        self.keyFile = keyFile
        self.exchange = exchange
        access = GoogleAccess(.key, serviceAccount: keyFile.first.clientEmail, administrator: administrator, customer: customer)
    }

    func token(for scopes: [String]) async throws(DirectoryError) -> GoogleToken {
        let key = try keyFile.current()
        do {
            return try await token(for: scopes, by: key)
        } catch {
            // Somebody may have put a new key in its place while the old one was being used.
            guard case .unauthorized = error, let newer = try? keyFile.current(), newer.keyID != key.keyID else { throw error }
            return try await token(for: scopes, by: newer)
        }
    }

    private func token(for scopes: [String], by key: ServiceAccountKey) async throws(DirectoryError) -> GoogleToken {
        try await AssertionGrant.token(exchange, at: key.tokenURL, access: access, key: key, scopes: scopes) { () throws(DirectoryError) in
            try key.assertion(administrator: access.administrator, scopes: scopes, now: exchange.time.now())
        }
    }
}
