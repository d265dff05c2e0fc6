import Foundation
import Synchronization

/// A server on loopback that says to every connection what a test wants, byte by byte, until it is stopped.
final class RawServer: Sendable {
    let url: URL
    private let descriptor: Int32
    private let count = Mutex(0)

    /// Connections that were made.
    var connections: Int { count.withLock { $0 } }

    /// Answers every request with `answer`, then ends the connection.
    convenience init(answer: String) throws { try self.init(answer: Data(answer.utf8)) }

    /// The same for answers that are no text.
    init(answer: Data) throws {
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
        // The thread keeps the server: it must not go away while a test waits for the answer and does not name it any more.
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                count.withLock { $0 += 1 }
                var buffer = [UInt8](repeating: 0, count: 65_536)
                if recv(connection, &buffer, buffer.count, 0) > 0 { send(answer, to: connection) }
                // Closing with a part of the request unread would reset the connection, and the client might lose the answer: read on until it has closed.
                shutdown(connection, Int32(SHUT_WR))
                while recv(connection, &buffer, buffer.count, 0) > 0 {}
                close(connection)
            }
        }
    }

    /// Nobody listens at the port any more.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    deinit { close(descriptor) }

    private func send(_ data: Data, to connection: Int32) {
        var bytes = Array(data)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
