import Foundation

/// A signed JSON Web Token, taken apart (RFC 7519, RFC 7515 §3.1).
struct JSONWebToken {
    let header: JSONValue
    let claims: JSONValue
    let signature: Data
    /// What the signature is of.
    let signed: Data

    /// - Returns: `nil` for what has not three parts of base64url with JSON in the first two.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Data(base64URL: parts[0]).flatMap({ JSONValue(parsing: $0) }),
            let claims = Data(base64URL: parts[1]).flatMap({ JSONValue(parsing: $0) }), let signature = Data(base64URL: parts[2])
        else { return nil }
        self.header = header
        self.claims = claims
        self.signature = signature
        signed = Data("\(parts[0]).\(parts[1])".utf8)
    }

    /// A claim that is a moment, in seconds (RFC 7519 §2, NumericDate).
    func seconds(_ name: String) -> Double? {
        switch claims[name] {
        case .integer(let value)?: Double(value)
        case .number(let value)?: value
        default: nil
        }
    }

    /// Header and claims as they are signed.
    static func unsigned(header: JSONValue, claims: JSONValue) -> String {
        Data(header.utf8).base64URL + "." + Data(claims.utf8).base64URL
    }
}
