package import Provisioning

extension AuditVerdict {
    /// What the check of the log found, in a sentence.
    ///
    /// - Parameter ledger: where the log is kept.
    package func sentence(ledger: String) -> String {
        switch self {
        case .intact(let entries): return "All \(entries) entries are as they were written."
        case .broken(let entry, let finding):
            let place = entry.map { "Entry \($0) is not what was written" } ?? "The log is not what was written"
            return "\(place): \(finding.words). Compare with a backup of \(ledger)."
        }
    }
}

extension AuditFinding {
    fileprivate var words: String {
        switch self {
        case .stepRemoved: "a step before it was removed"
        case .stepChanged: "a step of it was changed or inserted"
        case .endRemoved: "steps at the end were removed"
        case .entryInserted: "it was inserted"
        case .entryChanged: "it was changed"
        case .entryRemoved: "it was removed"
        }
    }
}
