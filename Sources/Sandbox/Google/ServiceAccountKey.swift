import CryptoExtras
import Foundation
import Synchronization

/// The key of the sandbox's one service account, in the form of the file that Google's console hands out.
package struct ServiceAccountKey: Sendable, Codable, Equatable {
    /// PKCS #8, PEM.
    var privateKey: String
    var keyID: String

    static let clientEmail = "autoprovision@sandbox-project.iam.gserviceaccount.example"
    static let clientID = "100000000000000000001"

    /// Makes a new RSA key of 2048 bits, which takes a noticeable part of a second.
    package static func generate() throws(SandboxError) -> ServiceAccountKey {
        do {
            let key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
            return ServiceAccountKey(
                privateKey: key.pkcs8PEMRepresentation,
                keyID: key.publicKey.derRepresentation.suffix(20).map { String($0 | 0x10, radix: 16) }.joined())
        } catch {
            throw .keyGenerationFailed
        }
    }

    /// The key that was read last, with its text: reading one costs far more than checking a signature with it.
    private static let newest = Mutex<(pem: String, key: _RSA.Signing.PublicKey)?>(nil)

    private static func publicKey(_ pem: String) -> _RSA.Signing.PublicKey? {
        if let known = newest.withLock({ $0 }), known.pem == pem { return known.key }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem).publicKey else { return nil }
        newest.withLock { $0 = (pem, key) }
        return key
    }

    /// Whether a signature is this key's (RS256: RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518 §3.3).
    func verifies(_ signature: Data, of data: Data) -> Bool {
        guard let key = Self.publicKey(privateKey) else { return false }
        return key.isValidSignature(_RSA.Signing.RSASignature(rawRepresentation: signature), for: data, padding: .insecurePKCS1v1_5)
    }

    func file(baseURL: String) -> JSONValue {
        [
            "type": "service_account", "project_id": "sandbox-project", "private_key_id": .string(keyID), "private_key": .string(privateKey + "\n"),
            "client_email": .string(Self.clientEmail), "client_id": .string(Self.clientID), "auth_uri": .string(baseURL + "/o/oauth2/auth"),
            "token_uri": .string(baseURL + "/token"), "universe_domain": "googleapis.com",
        ]
    }
}
