package import Foundation

extension JSONDecoder {
    /// Reads members such as `expires_in`, as OAuth (RFC 6749 §5.1) and Google's key files name them, into `expiresIn`.
    package static var snakeCase: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
