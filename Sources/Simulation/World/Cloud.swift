import Foundation
import HTTP
import JSON
import Sandbox
import Synchronization

/// Both clouds of one world: the sandbox's logic without its sockets, the truth about it, and the record of everything that was asked of it.
final class Cloud: Sendable {
    /// The address under which the clients know it.
    static let address = "http://127.0.0.1"

    let clock: VirtualClock
    private let state: Mutex<CloudState>
    private let judge: AssertionClock

    init(options: SandboxOptions, key: ServiceAccountKey, clock: VirtualClock, isTracing: Bool) {
        self.clock = clock
        let judge = AssertionClock(clock: clock)
        self.judge = judge
        let sandbox = SandboxWorld(options: options, baseURL: Self.address, serviceAccountKey: key, now: { judge.now })
        state = Mutex(CloudState(sandbox: sandbox, trace: isTracing ? [] : nil))
    }

    /// Looks at or changes the state; nothing else happens in the world meanwhile.
    func with<Value: Sendable>(_ body: (inout sending CloudState) -> sending Value) -> Value { state.withLock(body) }

    /// Adds a line to the story.
    func note(_ line: @autoclosure () -> String) {
        let moment = clock.now
        state.withLock { if $0.trace != nil { $0.note(line(), at: moment) } }
    }

    /// Sets the clock of the machine on which the program runs.
    func setMachineClock(secondsAhead: Double) {
        note("the machine's clock is \(secondsAhead == 0 ? "right again" : "set \(secondsAhead) seconds off")")
        let moment = clock.now
        clock.setMachine(secondsAhead: secondsAhead)
        state.withLock { $0.clockSet = moment }
    }

    /// Lets the sandbox answer one request, with the clock that judges it.
    func answer(_ request: SandboxRequest) -> SandboxResponse {
        state.withLock { state in
            let moment = clock.now
            var response = judge.during(request) { state.answer(request, at: moment) }
            // Only the assertion is judged at its own moment. The answer says when it was made: otherwise it would bear witness for a wrong clock of the machine.
            response.headers["Date"] = HTTPDate.text(of: moment)
            return response
        }
    }
}

/// The sandbox's clock: the world's, except that a service account's assertion is judged at the moment at which its maker says it was made. A client that dates
/// it by this machine's clock is not what the worlds are about.
private final class AssertionClock: Sendable {
    private let clock: VirtualClock
    private let dated = Mutex<Date?>(nil)

    init(clock: VirtualClock) { self.clock = clock }

    var now: Date { dated.withLock { $0 } ?? clock.now }

    func during<Value>(_ request: SandboxRequest, _ body: () -> Value) -> Value {
        guard request.path == "/token", let moment = Self.issued(request.body) else { return body() }
        dated.withLock { $0 = moment }
        defer { dated.withLock { $0 = nil } }
        return body()
    }

    /// `iat` of the assertion in a form (RFC 7519 §4.1.6).
    private static func issued(_ form: Data) -> Date? {
        let text = String(decoding: form, as: UTF8.self)
        guard let field = text.utf8.split(separator: UInt8(ascii: "&")).first(where: { $0.starts(with: "assertion=".utf8) }) else { return nil }
        let parts = field.dropFirst("assertion=".utf8.count).split(separator: UInt8(ascii: "."))
        guard parts.count == 3 else { return nil }
        var claims = parts[1].map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "+") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0 }
        claims += [UInt8](repeating: UInt8(ascii: "="), count: (4 - claims.count % 4) % 4)
        guard let data = Data(base64Encoded: Data(claims)), case .number(let seconds)? = JSONValue(data)?["iat"] else { return nil }
        return Date(timeIntervalSince1970: seconds)
    }
}
