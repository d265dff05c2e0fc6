package import Provisioning

/// The four counters of the last 30 days, in the order in which they are shown.
package enum UsageCounter: Int, CaseIterable, Sendable {
    case created
    case suspended
    case deleted
    case failures

    /// Its name.
    package var title: String {
        switch self {
        case .created: "Users created"
        case .suspended: "Users suspended"
        case .deleted: "Users deleted"
        case .failures: "Failures"
        }
    }

    /// For where the name would be cut.
    package var shortTitle: String {
        switch self {
        case .created: "Created"
        case .suspended: "Suspended"
        case .deleted: "Deleted"
        case .failures: "Failures"
        }
    }

    /// Its number.
    package func value(_ usage: Usage) -> Int {
        switch self {
        case .created: usage.created
        case .suspended: usage.suspended
        case .deleted: usage.deleted
        case .failures: usage.failures
        }
    }
}
