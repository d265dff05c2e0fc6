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
        let bytes = base64EncodedData().compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: byte
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    init?(base64URL text: some StringProtocol) {
        var bytes = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }
        bytes += [UInt8](repeating: UInt8(ascii: "="), count: (4 - bytes.count % 4) % 4)
        self.init(base64Encoded: Data(bytes))
    }
}
