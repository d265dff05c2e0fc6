/// What the check of the log's chain found.
package enum AuditVerdict: Sendable, Equatable {
    /// All of this many entries are as they were written.
    case intact(entries: Int)
    /// The log is not what was written; at this entry, where one is known.
    case broken(entry: Int64?, AuditFinding)

    package var isIntact: Bool { if case .intact = self { true } else { false } }
}

/// How the log differs from what was written.
package enum AuditFinding: Sendable, CaseIterable {
    /// A step before this entry is missing.
    case stepRemoved
    /// A step of the entry is not what was written, or was not written here.
    case stepChanged
    /// The newest steps are missing.
    case endRemoved
    /// The entry was never written.
    case entryInserted
    /// The entry says something else than its newest step.
    case entryChanged
    /// The entry is missing.
    case entryRemoved
}
