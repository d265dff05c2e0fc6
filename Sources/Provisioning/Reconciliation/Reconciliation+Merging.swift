package import Foundation

extension Reconciliation {
    /// The findings that stand after a comparison: the new ones, with the moment at which each was first seen, and those of before about which the app told nothing.
    ///
    /// - Parameter isList: whether all accounts were compared; otherwise only those that the result names.
    package static func merged(
        _ previous: [ReconciliationFinding], with result: Result, isList: Bool, now: Date
    ) -> [ReconciliationFinding] {
        let found = Set(result.findings.lazy.map(\.accountID))
        let kept = previous.filter { finding in
            if result.untold.contains(finding.accountID) { return true }
            guard let told = result.told[finding.accountID] else { return !isList && !found.contains(finding.accountID) }
            switch finding.kind {
            // What a list leaves out is as it was when the account was read.
            case .changed: return finding.attribute.map { !told.contains($0) } ?? false
            case .suspended: return result.unsure.contains(finding.accountID)
            default: return false
            }
        }
        let seen = Dictionary(previous.map { ($0.id, $0.firstSeen) }, uniquingKeysWith: min)
        let new = result.findings.map { finding in
            var finding = finding
            finding.firstSeen = min(seen[finding.id] ?? now, now)
            return finding
        }
        let known = Set(new.lazy.map(\.id))
        return (new + kept.filter { !known.contains($0.id) }).sorted { ($0.accountID, $0.key) < ($1.accountID, $1.key) }
    }
}
