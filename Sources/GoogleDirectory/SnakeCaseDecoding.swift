import Foundation

extension JSONDecoder {
    /// Reads members such as `client_email`, as Google's key files name them, into `clientEmail`.
    static var snakeCase: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return decoder
    }
}
