package import Foundation
package import Provisioning

/// This machine's clock as one run sees it, with what the servers that answered in the run say about it.
package protocol RunClock: Sendable {
    /// The moment. A run counts delays from it: where the clock turns out to have been set since the run first asked, ``verdict()`` says how far that moment was off.
    func moment() -> Date

    /// Whether the clock is right, and was when the run asked for the moment.
    func verdict() -> ClockVerdict
}
