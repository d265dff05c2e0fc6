package import Foundation

/// What an administrator decided about one account of the app.
package struct AccountDecision: Sendable, Equatable {
    /// Which way it was decided.
    package enum Verdict: String, Sendable, Codable, CaseIterable {
        /// The account becomes that of the person whose id or user name it has.
        case adopt
        /// The account becomes that of a person whom the administrator named.
        case link
        /// What was found is not reported any more.
        case ignore
        /// The account is suspended.
        case suspend
        /// What was changed by hand is put back once: values, or that the account is active or not.
        case restore
    }

    package let verdict: Verdict
    /// The SCIM id.
    package let accountID: String
    /// The account's user name and id as they were when it was decided: with others the account may be somebody else's, and the decision does not fit any more.
    package let userName: String
    package let externalID: String?
    /// The person who is to have it, or had it; `nil` for an account of nobody.
    package let personID: String?
    /// The findings that were decided about, by ``ReconciliationFinding/key``. An ignored account with another finding is reported again.
    package let findings: Set<String>
    package let made: Date

    package init(
        _ verdict: Verdict, accountID: String, userName: String, externalID: String?, personID: String?, findings: Set<String>, made: Date
    ) {
        (self.verdict, self.accountID, self.userName, self.externalID) = (verdict, accountID, userName, externalID)
        (self.personID, self.findings, self.made) = (personID, findings, made)
    }

    /// Whether the next plan does something because of it.
    package var isAction: Bool { verdict != .ignore }

    /// Whether it is about this finding as it was.
    package func covers(_ finding: ReconciliationFinding) -> Bool {
        guard finding.accountID == accountID, findings.contains(finding.key) else { return false }
        return finding.kind.isAboutLink ? finding.personID == personID : finding.externalID == externalID
    }
}

/// Why a decision about an account came to nothing.
package enum LapsedReason: String, Sendable, Equatable, Codable, CaseIterable {
    /// The account is not in the app any more.
    case gone
    /// The account has another user name or another id than when it was decided.
    case otherOwner
    /// Somebody has a link to the account by now, or nobody has any more.
    case linkChanged
    /// The person is not in the directory, not active, or not entitled.
    case personNotEntitled
    /// The person has another account by now.
    case personHasAccount
    /// The person is entitled to the account that was to be suspended.
    case personEntitled
    /// What was to be put back is as it should be.
    case nothingToDo
    /// The account or its person was excluded since.
    case excluded
}

/// A decision that does not fit any more when its run comes: it does nothing, is said, and is forgotten.
package struct LapsedAccountDecision: Sendable, Equatable {
    package let decision: AccountDecision
    package let reason: LapsedReason

    /// Makes one.
    package init(_ decision: AccountDecision, _ reason: LapsedReason) { (self.decision, self.reason) = (decision, reason) }
}
