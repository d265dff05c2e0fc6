import Foundation
import HTTP
import Synchronization
import Testing

@testable import OAuth

@Suite("The loopback listener under others on the same machine", .serialized, .timeLimit(.minutes(2)))
struct LoopbackServerTests {
    /// A connection of a program that speaks what it likes.
    final class Stranger: Sendable {
        let descriptor: Int32

        init(port: UInt16) {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            precondition(result == 0)
        }

        deinit { close(descriptor) }

        /// Bytes that the other side took before it closed.
        @discardableResult
        func send(_ bytes: [UInt8]) -> Int {
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    Foundation.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return sent }
                sent += count
            }
            return sent
        }

        /// Everything until the other side closes.
        func receive() -> String {
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                guard count > 0 else { return String(decoding: all, as: UTF8.self) }
                all += buffer.prefix(count)
            }
        }
    }

    static func server(patience: TimeInterval = 10) throws -> (LoopbackServer, Seen) {
        let seen = Seen()
        let server = try LoopbackServer(port: 0, patience: patience) { request in
            let path = request?.target.path ?? "nothing"
            return .init(status: "200 OK", body: "seen") { seen.add(path) }
        }
        return (server, seen)
    }

    @Test("A head comes in pieces of any size; a line without end is cut off at the limit, in time that grows with its length only")
    func head() {
        let text = "GET /oauth/callback?code=1&state=2 HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n"
        for size in [1, 2, 7, 1_000] {
            var head = RequestHead()
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                #expect(head.progress == .more)
                head.take(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
            #expect(head.progress == .whole && head.text == text)
        }
        var endless = RequestHead()
        for _ in 0..<10_000 { endless.take(repeatElement(UInt8(ascii: "a"), count: 4_096)) }
        #expect(endless.progress == .tooLong && endless.text.utf8.count == RequestHead.limit)
    }

    @Test(
        "What is a request, and what is none",
        arguments: [
            ("GET /a?b=%20c HTTP/1.1\r\nHost: localhost:8080\r\n\r\n", "GET", "/a", "localhost"),
            ("GET /a HTTP/1.0\nhost:127.0.0.1\n\n", "GET", "/a", "127.0.0.1"),
            ("POST / HTTP/1.1\r\n\r\n", "POST", "/", nil), ("GET http://evil/ HTTP/1.1\r\n\r\n", nil, nil, nil), ("GET /a\r\n\r\n", nil, nil, nil),
            ("\u{16}\u{3}\u{1}\n\n", nil, nil, nil), ("GET /%zz HTTP/2\r\n\r\n", nil, nil, nil), ("\r\n\r\n", nil, nil, nil),
        ] as [(String, String?, String?, String?)])
    func request(head: String, method: String?, path: String?, host: String?) {
        let request = LoopbackRequest(head: head)
        #expect(request?.method == method)
        #expect(request?.target.path == path)
        #expect(request?.host == host)
    }

    @Test("A line of 64 MiB is refused after its first kilobytes")
    func endlessLine() async throws {
        let (server, seen) = try Self.server()
        let stranger = Stranger(port: server.port)
        let sent = stranger.send(Array(repeating: UInt8(ascii: "a"), count: 64 * 1_048_576))
        #expect(sent < 16 * 1_048_576, "\(sent) bytes were taken")
        #expect(seen.all.isEmpty)
        await server.stop()
    }

    @Test("A hundred connections that say nothing do not keep the browser out")
    func manyConnections() async throws {
        let (server, seen) = try Self.server()
        let strangers = (0..<100).map { _ in Stranger(port: server.port) }
        let url = try #require(URL(string: "http://127.0.0.1:\(server.port)/oauth/callback"))
        #expect(try await NetworkTransport().send(HTTPRequest(.get, url)).status == 200)
        _ = strangers
        await server.stop()
        // Noted after the answer was sent, and surely before the server ends.
        #expect(seen.all == ["/oauth/callback"])
    }

    @Test("A connection that never asks is closed after its time")
    func patience() async throws {
        let (server, _) = try Self.server(patience: 0.2)
        let stranger = Stranger(port: server.port)
        stranger.send(Array("GET /oauth".utf8))
        // Returns only because the other side closes.
        #expect(stranger.receive().isEmpty)
        await server.stop()
    }

    @Test("After the end the port is free again")
    func free() async throws {
        let (server, _) = try Self.server()
        let stranger = Stranger(port: server.port)
        await server.stop()
        #expect(stranger.receive().isEmpty)
        let again = try LoopbackServer(port: server.port) { _ in .init(status: "200 OK") }
        await again.stop()
    }
}

/// What was seen, shared with a closure.
final class Seen: Sendable {
    private let values = Mutex<[String]>([])
    var all: [String] { values.withLock { $0 } }
    func add(_ value: String) { values.withLock { $0.append(value) } }
}
