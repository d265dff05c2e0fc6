import Foundation
import Provisioning

@testable import Ledger

extension Ledger {
    /// The counters from a moment on.
    func usage(since: Date) throws -> Usage { UsageDay.sum(try usage(of: [since..<Date.distantFuture])) }
}
