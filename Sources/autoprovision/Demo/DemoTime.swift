import Engine
import FileHome
import Foundation
import SandboxProcess
import Synchronization

/// Keeps in the home of a demo how far the clock of its sandbox was moved. This is the only place that does.
final class DemoTime: Sendable {
    private struct State {
        /// The mark that is kept; `nil` for a home that the demo did not make, or made with another sandbox: its time is never moved.
        var mark: DemoMark?
        /// The newest that was heard of the clock, also before there was a mark.
        var secondsAhead: TimeInterval?
    }

    private let home: Home
    private let state = Mutex(State())

    init(_ home: Home) { self.home = home }

    /// Marks a home that is made now, and takes the clock of the sandbox that it was made with.
    func begin(with sandbox: SandboxPlace) throws(ConfigurationError) {
        let claimed = try DemoMark.claim(home, for: sandbox.identity)
        state.withLock { state in
            state.mark = claimed
            // What was heard since is newer.
            let secondsAhead = state.secondsAhead ?? sandbox.secondsAhead
            change(&state) { $0.secondsAhead = secondsAhead }
        }
    }

    /// Takes how far the sandbox's clock is ahead now.
    func take(_ secondsAhead: TimeInterval) {
        state.withLock { state in
            state.secondsAhead = secondsAhead
            change(&state) { $0.secondsAhead = secondsAhead }
        }
    }

    /// Takes where the sandbox is, once the configuration says so too: until then the time stays as it was.
    func take(address: String) {
        state.withLock { state in change(&state) { $0.address = address } }
    }

    private func change(_ state: inout State, _ change: (inout DemoMark) -> Void) {
        guard var mark = state.mark else { return }
        change(&mark)
        // Without it, as on a full disk, the demo goes on by the time as it was.
        if mark != state.mark, (try? mark.write(to: home)) != nil { state.mark = mark }
    }
}
