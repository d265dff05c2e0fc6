import Foundation

/// A server of one page on 127.0.0.1, for as long as an authorization takes. One thread serves a few connections, each for one request and a short time.
final class LoopbackServer: Sendable {
    /// Connections that are open at once; a further one takes the place of the oldest.
    static let maximumConnections = 16

    /// The answer to a request, and what happens once it was sent.
    struct Answer {
        var status: String
        var body = ""
        var afterwards: @Sendable () -> Void = {}
    }

    /// The port that it listens on.
    let port: UInt16
    private let listening: Int32
    /// What is written into its second end ends the thread.
    private let wake: (read: Int32, write: Int32)
    private let ended: AsyncStream<Void>
    /// A request has to be there this long after its connection, in seconds.
    private let patience: TimeInterval

    private struct Connection {
        let descriptor: Int32
        let deadline: TimeInterval
        var head = RequestHead()
    }

    /// Listens on `port` of 127.0.0.1, 0 for any free one, and answers every request by `answer`; `nil` for what is no request.
    ///
    /// - Throws: the system's number of the reason (errno(3)), such as that the port is taken.
    init(port: UInt16, patience: TimeInterval = 10, answer: @escaping @Sendable (LoopbackRequest?) -> Answer) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var ends: [Int32] = [-1, -1]
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && listen(descriptor, Int32(Self.maximumConnections)) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isListening, pipe(&ends) == 0 else {
            let number = errno
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        self.patience = patience
        self.port = UInt16(bigEndian: address.sin_port)
        listening = descriptor
        wake = (ends[0], ends[1])
        let (ended, ending) = AsyncStream.makeStream(of: Void.self)
        self.ended = ended
        Thread.detachNewThread {
            self.run(answer)
            ending.finish()
        }
    }

    /// Closes everything; returns when the port is free again. To be called once.
    func stop() async {
        var byte: UInt8 = 0
        write(wake.write, &byte, 1)
        for await _ in ended {}
        close(wake.write)
        close(wake.read)
    }

    private func run(_ answer: (LoopbackRequest?) -> Answer) {
        var connections: [Connection] = []
        defer {
            for descriptor in connections.map(\.descriptor) + [listening] { close(descriptor) }
        }
        while true {
            let watched = [wake.read, listening] + connections.map(\.descriptor)
            var states = watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let wait = connections.map { $0.deadline - Self.uptime }.min().map { Int32(max(0, $0) * 1_000) + 1 } ?? -1
            guard poll(&states, nfds_t(states.count), wait) >= 0 || errno == EINTR else { return }
            guard states[0].revents == 0 else { return }
            var open: [Connection] = []
            for (var connection, state) in zip(connections, states.dropFirst(2)) {
                if state.revents == 0 ? connection.deadline > Self.uptime : Self.serve(&connection, answer) {
                    open.append(connection)
                } else {
                    close(connection.descriptor)
                }
            }
            connections = open
            if states[1].revents != 0 { accept(into: &connections) }
        }
    }

    private func accept(into connections: inout [Connection]) {
        let descriptor = Foundation.accept(listening, nil, nil)
        guard descriptor >= 0 else {
            // Without a free descriptor the same connection would be tried again at once, for ever.
            if errno == EMFILE || errno == ENFILE { usleep(50_000) }
            return
        }
        // A program that this one starts, such as the browser, does not take the connection with it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        if connections.count >= Self.maximumConnections { close(connections.removeFirst().descriptor) }
        connections.append(Connection(descriptor: descriptor, deadline: Self.uptime + patience))
    }

    /// Reads what came and answers once the head is whole. Returns whether the connection stays open.
    private static func serve(_ connection: inout Connection, _ answer: (LoopbackRequest?) -> Answer) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = recv(connection.descriptor, &buffer, buffer.count, 0)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        guard count > 0 else { return false }
        connection.head.take(buffer.prefix(count))
        switch connection.head.progress {
        case .more: return true
        case .tooLong: send(Answer(status: "431 Request Header Fields Too Large"), to: connection.descriptor)
        case .whole:
            let answer = answer(LoopbackRequest(head: connection.head.text))
            send(answer, to: connection.descriptor)
            answer.afterwards()
        }
        return false
    }

    /// Sends it as far as the system's buffer takes it, which is all of it for a browser that reads.
    private static func send(_ answer: Answer, to descriptor: Int32) {
        let text = """
            HTTP/1.1 \(answer.status)\r
            Content-Type: text/html; charset=utf-8\r
            Content-Length: \(answer.body.utf8.count)\r
            Cache-Control: no-store\r
            Connection: close\r
            \r
            \(answer.body)
            """
        let bytes = Array(text.utf8)
        _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(descriptor, Int32(SHUT_WR))
    }

    private static var uptime: TimeInterval { ProcessInfo.processInfo.systemUptime }
}
