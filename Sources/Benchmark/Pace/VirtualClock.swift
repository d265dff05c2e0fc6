import Foundation
import HTTP
import Synchronization

/// A clock that moves only when everybody waits: minutes of waiting for a limit cost milliseconds, and what is measured is exact on a busy machine too.
///
/// Who sleeps is noted with the moment of waking. When no request is under way and nothing has happened for a while, the clock jumps to the earliest of these
/// moments. A sleeper never wakes early, and no answer is later than its request: the app answers at once.
final class VirtualClock: Sendable {
    private struct State {
        var now: Date
        var sleepers: [Int: (wakes: Date, continuation: CheckedContinuation<Void, any Error>)] = [:]
        /// Canceled before they were noted.
        var cancelled: Set<Int> = []
        var nextSleeper = 0
        var requestsUnderWay = 0
        /// Rises with everything that happens.
        var happenings = 0
    }

    private let state: Mutex<State>

    /// How long nothing must have happened before the clock moves, in real time: whoever was woken or answered has long begun to do
    /// something then, and a record in the ledger has reached the disk.
    private static let quiet = Duration.milliseconds(60)

    init(startingAt start: Date = Date()) { state = Mutex(State(now: start)) }

    var now: Date { state.withLock { $0.now } }

    /// Waits until the clock has moved on by `duration`.
    func sleep(_ duration: Duration) async throws {
        let id = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    state.happenings += 1
                    if state.cancelled.remove(id) != nil { return true }
                    state.sleepers[id] = (state.now + duration / .seconds(1), continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: id)
                if sleeper == nil { state.cancelled.insert(id) }
                return sleeper?.continuation
            }
            sleeper?.resume(throwing: CancellationError())
        }
    }

    /// Moves the clock until the task is canceled.
    func run() async {
        var last = -1
        while !Task.isCancelled {
            let happenings = state.withLock { $0.happenings }
            if happenings == last { advance() }
            last = state.withLock { $0.happenings }
            try? await Task.sleep(for: Self.quiet)
        }
    }

    private func advance() {
        let woken = state.withLock { state -> [CheckedContinuation<Void, any Error>] in
            guard state.requestsUnderWay == 0, let earliest = state.sleepers.values.map(\.wakes).min() else { return [] }
            state.now = max(state.now, earliest)
            state.happenings += 1
            let due = state.sleepers.filter { $0.value.wakes <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return due.sorted { $0.key < $1.key }.map(\.value.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    fileprivate func requestBegins() {
        state.withLock { state in
            state.requestsUnderWay += 1
            state.happenings += 1
        }
    }

    fileprivate func requestEnds() {
        state.withLock { state in
            state.requestsUnderWay -= 1
            state.happenings += 1
        }
    }
}

/// The real transport; the clock stands still while a request is under way.
struct ClockedTransport: HTTPTransport {
    let clock: VirtualClock
    /// How long the app takes for an answer, in seconds of the clock: a little more or less each time, so that answers do not come all together.
    var latency: TimeInterval = 0
    private let transport = NetworkTransport()
    private let sent = Counter()

    init(clock: VirtualClock, latency: TimeInterval = 0) {
        self.clock = clock
        self.latency = latency
    }

    private final class Counter: Sendable {
        private let value = Mutex(0)

        func next() -> Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        if latency > 0, request.url.path.contains("/scim/") {
            // 0.8, 1 or 1.2 of it, in an order that is the same each time: unlike, and yet many answers come at one moment of the clock.
            let share = [0.8, 1, 1.2, 1, 0.8, 1.2, 1][sent.next() % 7]
            do { try await clock.sleep(.seconds(latency * share)) } catch { throw .cancelled }
        }
        clock.requestBegins()
        defer { clock.requestEnds() }
        return try await transport.send(request)
    }
}
