import Foundation
import Synchronization

/// Answers whoever asks for the measures on this machine: one page, on loopback only. One thread waits in the system and takes no processor time meanwhile.
/// It answers for as long as the program lives.
final class MetricsEndpoint: Sendable {
    private let text = Mutex("")
    /// A client has this long for its request, in seconds.
    private static let patience = 2
    private static let longestRequest = 8_192
    /// How long nobody is answered after the system could not hand over a connection, in microseconds.
    private static let pause: UInt32 = 200_000

    /// Listens on `port` of 127.0.0.1.
    ///
    /// - Throws: the system's number of the reason (errno(3)), such as that the port is taken.
    init(port: UInt16) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0 }
        }
        guard isListening else {
            let number = errno
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
        }
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else {
                    // What passes by itself is waited for: without a free descriptor the same connection would be tried again at once, for ever.
                    if errno != EINTR, errno != ECONNABORTED { usleep(Self.pause) }
                    continue
                }
                answer(connection)
                close(connection)
            }
        }
    }

    /// What is answered from now on.
    func show(_ text: String) { self.text.withLock { $0 = text } }

    private func answer(_ connection: Int32) {
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        var time = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] { setsockopt(connection, SOL_SOCKET, option, &time, socklen_t(MemoryLayout<timeval>.size)) }
        var (request, buffer) = (Data(), [UInt8](repeating: 0, count: 2_048))
        while request.range(of: Data("\r\n\r\n".utf8)) == nil {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0, request.count + count <= Self.longestRequest else { return }
            request.append(contentsOf: buffer[..<count])
        }
        let line = String(decoding: request.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        let isKnown = line.hasPrefix("GET /metrics ") || line.hasPrefix("GET /metrics?")
        let body = isKnown ? text.withLock { $0 } : "There is only /metrics.\n"
        send(
            "HTTP/1.1 \(isKnown ? "200 OK" : "404 Not Found")\r\nContent-Type: \(isKnown ? OpenMetricsText.contentType : "text/plain")\r\n"
                + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)", to: connection)
        shutdown(connection, Int32(SHUT_WR))
    }

    private func send(_ text: String, to connection: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
