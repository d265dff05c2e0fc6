package import Foundation

/// What becomes of a finding.
package enum FindingState: Sendable, Equatable {
    /// It waits for an administrator.
    case waiting
    /// The next plan writes our value again, because the mapping says so.
    case restoring
    /// The app's value stays, because the mapping says so.
    case accepted
    /// The next run adopts the account by itself: nobody has to decide.
    case adopting
    /// An administrator decided about it, and the next run does it.
    case decided(AccountDecision.Verdict)
    /// The account is nobody's of ours and not active, so it gives nobody access.
    case inactive
    /// An administrator said that it is not to be reported any more.
    case ignored

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .waiting: "waiting"
        case .restoring: "restoring"
        case .accepted: "accepted"
        case .adopting: "adopting"
        case .decided(let verdict): verdict.rawValue
        case .inactive: "inactive"
        case .ignored: "ignored"
        }
    }
}

/// Decides what becomes of findings.
package struct FindingRule: Sendable {
    private let policies: [String: DriftPolicy]
    private let decisions: [String: AccountDecision]

    /// A rule for these rows of the mapping and these decisions.
    package init(mapping: [AttributeMapping], decisions: [AccountDecision]) {
        policies = Dictionary(mapping.map { ($0.target, $0.drift) }, uniquingKeysWith: { _, last in last })
        self.decisions = Dictionary(decisions.map { ($0.accountID, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// What becomes of this finding.
    package func state(of finding: ReconciliationFinding) -> FindingState {
        if let decision = decisions[finding.accountID], decision.covers(finding) {
            return decision.verdict == .ignore ? .ignored : .decided(decision.verdict)
        }
        if finding.kind == .changed, let attribute = finding.attribute {
            switch policies[attribute] ?? .report {
            case .report: return .waiting
            case .restore: return .restoring
            case .accept: return .accepted
            }
        }
        if !finding.kind.isAboutLink, finding.isActive == false { return .inactive }
        if finding.holder == .entitled, finding.kind == .unlinked || finding.kind == .notOurs { return .adopting }
        return .waiting
    }

    /// How many of these wait for a decision, and since when the oldest of them does.
    package func waiting(among findings: [ReconciliationFinding]) -> (count: Int, since: Date?) {
        let waiting = findings.filter { state(of: $0) == .waiting }
        return (waiting.count, waiting.map(\.firstSeen).min())
    }
}

extension FindingRule {
    /// What an administrator has to know of the findings that wait; `nil` when none does.
    package static func sentence(waiting count: Int, application: String) -> String? {
        guard count > 0 else { return nil }
        return
            "\(count == 1 ? "1 finding" : "\(count) findings") about accounts in \(application) \(count == 1 ? "waits" : "wait") for your decision: `autoprovision accounts --findings`."
    }
}
