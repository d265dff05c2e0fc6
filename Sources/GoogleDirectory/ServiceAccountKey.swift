import Crypto
import CryptoExtras
package import Directory
import Files
package import Foundation
import HTTP
import JSON
import Synchronization

/// The key of a Google service account, as downloaded from the Cloud console.
package struct ServiceAccountKey: Sendable {
    let clientEmail: String
    let clientID: String?
    let keyID: String
    let tokenURL: URL
    private let privateKey: _RSA.Signing.PrivateKey

    private struct File: Decodable {
        let type: String?
        let clientEmail: String?
        let clientId: String?
        let privateKey: String?
        let privateKeyId: String?
        let tokenUri: String?
    }

    /// Reads a key file.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when the file is missing, can be read by others, or is no service-account key.
    package static func load(from file: URL) throws(DirectoryError) -> ServiceAccountKey {
        var status = stat()
        guard stat(file.path, &status) == 0 else {
            throw .invalidSettings("The key file \(file.path) is missing. Download a key of the service account, or correct directory.keyFile.")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw .invalidSettings("The key file \(file.path) can be read by others. Run: chmod 600 '\(file.path)'")
        }
        let data: Data
        do throws(RegularFileError) { data = try RegularFile.read(file, limit: 1_048_576) } catch {
            throw .invalidSettings("The key file \(file.path) cannot be read: \(error.reason). Correct its permissions, or directory.keyFile.")
        }
        return try ServiceAccountKey(data, name: file.path)
    }

    /// Reads the text of a key; `name` is what errors call it.
    ///
    /// - Throws: ``DirectoryError/invalidSettings(_:)`` when it is no service-account key.
    package init(_ data: Data, name: String) throws(DirectoryError) {
        guard let file = try? JSONDecoder.snakeCase.decode(File.self, from: data) else {
            throw .invalidSettings("The key file \(name) is not JSON. Download the key of the service account again, as JSON.")
        }
        func required(_ value: String?, _ member: String) throws(DirectoryError) -> String {
            guard let value, !value.isEmpty else {
                throw .invalidSettings("The key file \(name) has no \"\(member)\". Download the key of a service account, as JSON.")
            }
            return value
        }
        if file.type == "external_account" {
            throw .invalidSettings(
                "The file \(name) is not a key: it describes a workload identity pool. Name it with: autoprovision setup --google-credentials '\(name)'"
            )
        }
        guard file.type == "service_account" else {
            throw .invalidSettings("The key file \(name) is not of type service_account. Download the key of a service account, as JSON.")
        }
        clientEmail = try required(file.clientEmail, "client_email")
        clientID = file.clientId
        keyID = try required(file.privateKeyId, "private_key_id")
        guard let url = URL(string: try required(file.tokenUri, "token_uri")), url.host() != nil, url.scheme == "https" || GoogleHosts.isLoopback(url)
        else {
            throw .invalidSettings("The key file \(name) has a \"token_uri\" that is not an https address.")
        }
        tokenURL = url
        let pem = try required(file.privateKey, "private_key")
        guard let key = Self.privateKey(pem) else {
            throw .invalidSettings("The private key in \(name) cannot be used. Download a new key of the service account.")
        }
        privateKey = key
    }

    /// The key that was read last, with its text: every run reads the file, and checking a key costs more than signing with it.
    private static let newest = Mutex<(pem: String, key: _RSA.Signing.PrivateKey)?>(nil)

    private static func privateKey(_ pem: String) -> _RSA.Signing.PrivateKey? {
        if let known = newest.withLock({ $0 }), known.pem == pem { return known.key }
        guard let key = try? _RSA.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
        newest.withLock { $0 = (pem, key) }
        return key
    }

    /// The claims of an assertion that asks for `scopes`, on behalf of `administrator` if one is given (RFC 7523 §3; API facts C.6).
    static func claims(
        issuer: String, administrator: String?, scopes: [String], audience: URL, now: Date
    ) -> [String: JSONValue] {
        let issued = now.timeIntervalSince1970.rounded(.down)
        var claims: [String: JSONValue] = [
            "iss": .string(issuer), "scope": .string(scopes.joined(separator: " ")), "aud": .string(audience.absoluteString),
            "iat": .number(issued), "exp": .number(issued + 3_600),
        ]
        claims["sub"] = administrator.map(JSONValue.string)
        return claims
    }

    /// A signed assertion that asks for `scopes`, on behalf of `administrator` if one is given.
    func assertion(administrator: String?, scopes: [String], now: Date) throws(DirectoryError) -> String {
        let claims = Self.claims(issuer: clientEmail, administrator: administrator, scopes: scopes, audience: tokenURL, now: now)
        let header: [String: JSONValue] = ["alg": .string("RS256"), "typ": .string("JWT"), "kid": .string(keyID)]
        do {
            let signed = [header, claims].map { Self.base64URL(JSONValue.object($0).data) }.joined(separator: ".")
            let signature = try privateKey.signature(for: SHA256.hash(data: Data(signed.utf8)), padding: .insecurePKCS1v1_5)
            return "\(signed).\(Self.base64URL(signature.rawRepresentation))"
        } catch {
            throw .invalidSettings("The private key of \(clientEmail) cannot sign. Download a new key of the service account.")
        }
    }

    private static func base64URL(_ data: Data) -> String {
        let bytes = data.base64EncodedData().compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
