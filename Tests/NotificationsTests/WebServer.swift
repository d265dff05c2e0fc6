import Foundation
import Synchronization

/// A web server on loopback that treats every request in one manner.
final class WebServer: Sendable {
    enum Manner: Sendable, Hashable {
        case status(Int)
        /// Leads on to itself.
        case redirect
        /// Ends the connection without a word.
        case closes
        /// Never answers.
        case silent
    }

    let url: URL
    private let descriptor: Int32
    private let received = Mutex<[String]>([])

    /// The requests that came, whole.
    var requests: [String] { received.withLock { $0 } }

    init(_ manner: Manner) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16? in
                guard bind(descriptor, pointer, length) == 0, listen(descriptor, 16) == 0, getsockname(descriptor, pointer, &length) == 0 else {
                    return nil
                }
                return UnsafeRawPointer(pointer).load(as: sockaddr_in.self).sin_port.bigEndian
            }
        }
        guard let port, let url = URL(string: "http://127.0.0.1:\(port)/") else { throw CocoaError(.fileReadUnknown) }
        self.url = url
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                serve(connection, manner)
            }
        }
    }

    deinit { close(descriptor) }

    /// Nobody listens at the port any more.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func serve(_ connection: Int32, _ manner: Manner) {
        defer { close(connection) }
        var (request, buffer) = (Data(), [UInt8](repeating: 0, count: 65_536))
        while !isWhole(request) {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request.append(contentsOf: buffer[..<count])
        }
        received.withLock { $0.append(String(decoding: request, as: UTF8.self)) }
        let head: String
        switch manner {
        case .status(let status): head = "HTTP/1.1 \(status) X"
        case .redirect: head = "HTTP/1.1 302 Found\r\nLocation: \(url)elsewhere"
        case .closes: return
        case .silent:
            // Until the client gives up.
            _ = recv(connection, &buffer, buffer.count, 0)
            return
        }
        let answer = Array("\(head)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
        _ = send(connection, answer, answer.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
        while recv(connection, &buffer, buffer.count, 0) > 0 {}
    }

    private func isWhole(_ request: Data) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return false }
        let length =
            text[..<end.lowerBound].split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) } ?? 0
        return text[end.upperBound...].utf8.count >= length
    }
}
