package import Foundation
import Provisioning

/// That accounts are deleted for good after their suspension, said in one way everywhere.
package enum HardDeletes {
    /// "1 hard delete follows, due 2026-11-30 10:00."
    package static func follow(_ count: Int, first: Date) -> String {
        count == 1 ? "1 hard delete follows, due \(first.words)." : "\(count) hard deletes follow, the first due \(first.words)."
    }
}
