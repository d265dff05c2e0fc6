import Foundation
import Synchronization

final class TestUptime: Sendable {
    private let now = Mutex<TimeInterval>(1_000)

    var seconds: TimeInterval { now.withLock { $0 } }

    func advance(_ seconds: TimeInterval) { now.withLock { $0 += seconds } }
}
