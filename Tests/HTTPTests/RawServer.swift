import Foundation
import Synchronization

/// A server on loopback that says to every connection what a test wants, byte by byte, until it is stopped.
final class RawServer: Sendable {
    /// What happens on a connection.
    enum Manner: Sendable {
        /// The first request is answered, then the connection ends.
        case answers(Data)
        /// The first request is answered and the connection stays; it ends without a word when the second one has come.
        case answersOnce(Data)
        /// The first request is answered with this, and then with zeros without end, as long as the client takes them.
        case endless(Data)
    }

    let url: URL
    private let descriptor: Int32
    private let counts = Mutex((connections: 0, requests: [String](), bytesSent: 0))

    /// Connections that were made.
    var connections: Int { counts.withLock { $0.connections } }
    /// The first line of every request that came, over whatever connection.
    var requests: [String] { counts.withLock { $0.requests } }
    /// Bytes that clients took.
    var bytesSent: Int { counts.withLock { $0.bytesSent } }

    /// Answers every request with `answer`, then ends the connection.
    convenience init(answer: String) throws { try self.init(.answers(Data(answer.utf8))) }

    /// The same for answers that are no text.
    convenience init(answer: Data) throws { try self.init(.answers(answer)) }

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
        // The thread keeps the server: it must not go away while a test waits for the answer and does not name it any more.
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                counts.withLock { $0.connections += 1 }
                Thread.detachNewThread { [self] in serve(connection, manner) }
            }
        }
    }

    /// Nobody listens at the port any more.
    func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    deinit { close(descriptor) }

    private func serve(_ connection: Int32, _ manner: Manner) {
        defer { close(connection) }
        guard receive(connection) else { return }
        switch manner {
        case .answers(let answer):
            send(answer, to: connection)
        case .answersOnce(let answer):
            send(answer, to: connection)
            _ = receive(connection)
            return
        case .endless(let head):
            send(head, to: connection)
            while send(Data(count: 65_536), to: connection) {}
            return
        }
        // Closing with a part of the request unread would reset the connection, and the client might lose the answer: read on until it has closed.
        shutdown(connection, Int32(SHUT_WR))
        var rest = [UInt8](repeating: 0, count: 65_536)
        while recv(connection, &rest, rest.count, 0) > 0 {}
    }

    /// Takes a request, which comes in one piece here. `false` when the client has gone.
    private func receive(_ connection: Int32) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        let line = String(decoding: buffer[..<count].prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        counts.withLock { $0.requests.append(line) }
        return true
    }

    @discardableResult
    private func send(_ data: Data, to connection: Int32) -> Bool {
        var bytes = Array(data)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            counts.withLock { $0.bytesSent += count }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
