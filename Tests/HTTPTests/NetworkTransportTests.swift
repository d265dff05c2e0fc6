import Foundation
import HTTP
import Testing

@Suite("The transport", .timeLimit(.minutes(5)))
struct NetworkTransportTests {
    static let limit = 1_048_576

    @Test("A compressed answer counts with the length that it has unpacked")
    func compressed() async throws {
        // 8 MiB of zeros in gzip: 8175 bytes, nearly all of which are zeros too.
        let bomb =
            Data([
                0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xEC, 0xC1, 0x01, 0x01, 0x00, 0x00, 0x00, 0x80, 0x90, 0xFE, 0xAF, 0xEE,
                0x08, 0x0A,
            ])
            + Data(count: 4094)
            + Data([0x80, 0xDB, 0x83, 0x03, 0x02, 0x00, 0x00, 0x00, 0x00, 0x21, 0xFF, 0x5F, 0x37, 0x24])
            + Data(count: 4033)
            + Data([0x9C, 0x05, 0x45, 0xBC, 0xD2, 0x1A, 0x00, 0x00, 0x80, 0x00])
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n"
        let server = try RawServer(answer: Data(head.utf8) + bomb)
        defer { server.stop() }
        await #expect(throws: HTTPTransportError.answerTooLong(host: "127.0.0.1", limit: Self.limit)) {
            _ = try await NetworkTransport(maximumBodyLength: Self.limit).send(HTTPRequest(.get, server.url))
        }
    }

    @Test("An answer up to the limit is taken whole, with its header fields", arguments: [0, 1, 65_537, limit])
    func whole(length: Int) async throws {
        let body = String(repeating: "y", count: length)
        let server = try RawServer(answer: "HTTP/1.1 201 Created\r\nX-Rate-Limit-Limit: 40\r\nContent-Length: \(length)\r\n\r\n\(body)")
        defer { server.stop() }
        let answer = try await NetworkTransport(maximumBodyLength: Self.limit).send(HTTPRequest(.post, server.url, body: Data("a".utf8)))
        #expect(answer.status == 201)
        #expect(answer.headers["x-rate-limit-limit"] == "40")
        #expect(answer.body == Data(body.utf8))
    }

    @Test("A redirect is the answer; it is not followed, so a token goes nowhere else", arguments: [301, 302, 307, 308])
    func redirect(status: Int) async throws {
        let elsewhere = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { elsewhere.stop() }
        let server = try RawServer(answer: "HTTP/1.1 \(status) Elsewhere\r\nLocation: \(elsewhere.url)\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let answer = try await NetworkTransport().send(HTTPRequest(.get, server.url, headers: ["Authorization": "Bearer t0ken"]))
        #expect(answer.status == status)
        #expect(elsewhere.connections == 0)
    }

    @Test("A connection that ends in the middle is no answer, and what was asked may have happened")
    func cut() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        defer { server.stop() }
        await #expect {
            _ = try await NetworkTransport().send(HTTPRequest(.get, server.url))
        } throws: { ($0 as? HTTPTransportError)?.mayHaveHadEffect == true }
    }

    @Test("A port where nobody listens is unreachable: nothing happened")
    func unreachable() async throws {
        let server = try RawServer(answer: "")
        let port = try #require(server.url.port)
        server.stop()
        await #expect {
            _ = try await NetworkTransport().send(HTTPRequest(.get, URL(string: "http://127.0.0.1:\(port)/")!))
        } throws: { error in
            guard case .unreachable? = error as? HTTPTransportError else { return false }
            return true
        }
    }

    @Test(
        "An answer without end is refused while it comes in, with a sentence that helps",
        arguments: ["Connection: close", "Transfer-Encoding: identity", "Content-Length: 999999999999"])
    func endless(header: String) async throws {
        let server = try RawServer(.endless(Data("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n".utf8)))
        defer { server.stop() }
        let error = await #expect(throws: HTTPTransportError.self) {
            _ = try await NetworkTransport(maximumBodyLength: Self.limit).send(HTTPRequest(.get, server.url))
        }
        #expect(error == .answerTooLong(host: "127.0.0.1", limit: Self.limit))
        #expect(error?.description.contains("longer than 1 MiB and was refused. Check that the address is the right service.") == true)
        // What lies in the sockets' buffers comes on top of what was taken.
        #expect(server.bytesSent < 16 * Self.limit)
    }

    @Test("An answer that only announces too much is refused at its first byte")
    func announced() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\ny")
        defer { server.stop() }
        await #expect(throws: HTTPTransportError.answerTooLong(host: "127.0.0.1", limit: Self.limit)) {
            _ = try await NetworkTransport(maximumBodyLength: Self.limit).send(HTTPRequest(.get, server.url))
        }
    }

    static let short = Data("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)

    @Test("Connections are used again; a read on one that dies is repeated over another")
    func readsAreRepeated() async throws {
        let server = try RawServer(.answersOnce(Self.short))
        defer { server.stop() }
        for _ in 1...2 { #expect(try await NetworkTransport().send(HTTPRequest(.get, server.url)).status == 200) }
        #expect(server.requests.count == 3)
        #expect(server.connections == 2)
    }

    @Test(
        "A write on a connection that dies is not sent again, and may have had its effect",
        arguments: [HTTPRequest.Method.post, .put, .patch, .delete])
    func writesLeaveOnce(method: HTTPRequest.Method) async throws {
        let server = try RawServer(.answersOnce(Self.short))
        defer { server.stop() }
        let request = HTTPRequest(method, server.url, body: method == .delete ? nil : Data("{}".utf8))
        _ = try await NetworkTransport().send(request)
        let error = await #expect(throws: HTTPTransportError.self) { _ = try await NetworkTransport().send(request) }
        #expect(error?.mayHaveHadEffect == true)
        #expect(server.requests == Array(repeating: "\(method.rawValue) / HTTP/1.1", count: 2))
    }

    @Test("A canceled task gets no answer and leaves the connection")
    func cancelled() async throws {
        let server = try RawServer(.endless(Data("HTTP/1.1 200 OK\r\n\r\n".utf8)))
        defer { server.stop() }
        let task = Task { try await NetworkTransport(maximumBodyLength: .max).send(HTTPRequest(.get, server.url)) }
        while server.bytesSent == 0 { await Task.yield() }
        task.cancel()
        await #expect(throws: HTTPTransportError.cancelled) { _ = try await task.value }
    }

    @Test("What a server chose does not begin a header field of its own")
    func headerInjection() async throws {
        let server = try RawServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        defer { server.stop() }
        let answer = try await NetworkTransport().send(
            HTTPRequest(.get, server.url, headers: ["Authorization": "Bearer a\r\n\r\nGET /second HTTP/1.1\r\n\r\n"]))
        #expect(answer.status == 200)
        #expect(server.requests.count == 1)
    }

    @Test("An address of something else than a web service is refused", arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/"])
    func otherSchemes(address: String) async throws {
        await #expect {
            _ = try await NetworkTransport().send(HTTPRequest(.get, URL(string: address)!))
        } throws: { ($0 as? HTTPTransportError)?.mayHaveHadEffect == false }
    }
}
