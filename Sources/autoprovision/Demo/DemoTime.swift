import Engine
import FileHome
import Foundation
import SandboxProcess
import Synchronization

/// Keeps in the home of a demo how far the clock of its sandbox was moved. This is the only place that does.
final class DemoTime: Sendable {
    private let home: Home
    /// The mark that is kept; `nil` for a home that the demo did not make, or made with another sandbox: its time is never moved.
    private let mark = Mutex<DemoMark?>(nil)

    init(_ home: Home) { self.home = home }

    /// Marks a home that is made now, and takes the clock of the sandbox that it was made with.
    func begin(with sandbox: SandboxPlace) throws(ConfigurationError) {
        let claimed = try DemoMark.claim(home, for: sandbox.identity)
        mark.withLock { $0 = claimed }
        take(sandbox.secondsAhead)
    }

    /// Takes how far the sandbox's clock is ahead now.
    func take(_ secondsAhead: TimeInterval) { change { $0.secondsAhead = secondsAhead } }

    /// Takes where the sandbox is, once the configuration says so too: until then the time stays as it was.
    func take(address: String) { change { $0.address = address } }

    private func change(_ change: (inout DemoMark) -> Void) {
        mark.withLock { kept in
            guard var mark = kept else { return }
            change(&mark)
            guard mark != kept else { return }
            // Without it, as on a full disk, the demo goes on by the time as it was.
            if (try? mark.write(to: home)) != nil { kept = mark }
        }
    }
}
