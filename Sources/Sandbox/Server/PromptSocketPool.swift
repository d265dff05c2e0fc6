import FlyingFox
import FlyingSocks
import Foundation

/// The usual pool, with Nagle's algorithm switched off on every socket that passes through it.
///
/// FlyingFox writes header and body apart. With Nagle's algorithm the body waits for the client to acknowledge the header, which clients put off by
/// 40 ms (RFC 1122 §4.2.3.2): every answer would take that long. The listening socket waits here before its first connection, and connections inherit the option.
struct PromptSocketPool: AsyncSocketPool {
    private let base: any AsyncSocketPool = HTTPServer.defaultPool()

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        // A socket that cannot be hurried is merely slow.
        try? socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
