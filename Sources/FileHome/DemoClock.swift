package import Foundation
package import Provisioning
import Synchronization

/// How far the time of a home that `demo` made is ahead of this machine's, so that weeks pass on the screen when the sandbox's clock is moved.
///
/// Delays are counted with the time, so nobody else may move it: it is what the ``DemoMark`` of the home says, and only as long as both sides of the configuration
/// are the sandbox of that mark. A home without a mark has no such clock at all, whatever comes later.
package final class DemoClock: Sendable {
    private struct Known {
        let mark: FileVersion?
        let configuration: FileVersion?
        let secondsAhead: TimeInterval
    }

    private let home: Home
    private let configuration: @Sendable () -> Configuration?
    private let known = Mutex<Known?>(nil)

    /// `nil` when the home has no mark.
    ///
    /// - Parameter configuration: reads what is saved; `nil` when there is nothing, or nothing that is valid.
    package init?(_ home: Home, configuration: @escaping @Sendable () -> Configuration?) {
        guard DemoMark.read(home) != nil else { return nil }
        self.home = home
        self.configuration = configuration
    }

    /// In seconds; negative when it is behind, 0 while the mark does not count.
    package var secondsAhead: TimeInterval {
        let (mark, saved) = (FileVersion(of: home.demoFile), FileVersion(of: home.configurationFile))
        return known.withLock { known in
            if let known, known.mark == mark, known.configuration == saved { return known.secondsAhead }
            var seconds: TimeInterval = 0
            if let mark = DemoMark.read(home), let configuration = configuration(), mark.isWhole(of: configuration) { seconds = mark.secondsAhead }
            known = Known(mark: mark, configuration: saved, secondsAhead: seconds)
            return seconds
        }
    }
}
