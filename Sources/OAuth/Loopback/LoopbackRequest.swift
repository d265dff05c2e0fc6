import Foundation

/// The head of a request as it comes in, kept only up to a limit: whatever else on this machine connects can fill neither memory nor time.
struct RequestHead {
    /// The longest head that is accepted, in bytes. A code and a state take a few hundred, a browser's cookies for 127.0.0.1 some thousands.
    static let limit = 16_384

    /// How far the head is.
    enum Progress: Equatable {
        case more
        /// The head is there, to its empty line.
        case whole
        case tooLong
    }

    private var bytes: [UInt8] = []
    private(set) var progress = Progress.more

    /// Takes what came. Each byte is looked at once.
    mutating func take(_ more: some Sequence<UInt8>) {
        for byte in more where progress == .more {
            bytes.append(byte)
            if byte == UInt8(ascii: "\n"), Self.endings.contains(where: { bytes.suffix($0.count).elementsEqual($0) }) {
                progress = .whole
            } else if bytes.count >= Self.limit {
                progress = .tooLong
            }
        }
    }

    /// The head's text; bytes that are no UTF-8 become U+FFFD.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    // A lone LF ends a line too (RFC 9112 §2.2).
    private static let endings: [[UInt8]] = [Array("\r\n\r\n".utf8), Array("\n\n".utf8)]
}

/// What a browser asks on loopback, as far as a redirect needs it.
struct LoopbackRequest: Equatable {
    let method: String
    /// Path and query.
    let target: URLComponents
    /// The host of the `Host` field, without its port.
    let host: String?

    /// Reads the head of a request; `nil` when it is none (RFC 9112 §3).
    init?(head: String) {
        let lines = head.split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 3, words[1].hasPrefix("/"), words[2].hasPrefix("HTTP/1."), let target = URLComponents(string: String(words[1])) else {
            return nil
        }
        method = String(words[0])
        self.target = target
        let field = lines.dropFirst().first { $0.lowercased().hasPrefix("host:") }
        host = field?.dropFirst(5).trimmingCharacters(in: .whitespaces).split(separator: ":").first.map(String.init)
    }
}
