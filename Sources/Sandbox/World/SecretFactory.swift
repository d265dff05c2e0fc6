import Crypto
import Foundation

/// Makes tokens, codes and identifiers from the sandbox's seed, so that a replayed world hands out the same ones.
///
/// They guard invented data on one machine; they are not meant to be unguessable.
struct SecretFactory: Sendable, Equatable, Codable {
    private var seed: UInt64
    private var issued = 0

    init(seed: UInt64) { self.seed = seed }

    mutating func next(_ label: String) -> String {
        issued += 1
        return Data(SHA256.hash(data: Data("\(seed)/\(issued)/\(label)".utf8))).base64URL
    }
}

extension Data {
    /// Base 64 with the URL alphabet and no padding (RFC 4648 §5).
    var base64URL: String {
        base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_").replacingOccurrences(
            of: "=", with: "")
    }

    init?(base64URL text: some StringProtocol) {
        let standard = text.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
    }
}
