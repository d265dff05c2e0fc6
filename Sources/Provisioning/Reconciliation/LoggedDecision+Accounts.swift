/// Decisions about accounts of the app, for the log.
extension LoggedDecision {
    /// A decision about an account.
    ///
    /// - Parameters:
    ///   - findings: what was found about the account, in words.
    ///   - person: who is to have it; `nil` for an account of nobody.
    package init(
        _ verdict: Verdict, about decision: AccountDecision, person: (name: String, email: String)?, findings: [String], by who: AuditActor?
    ) {
        let subject = decision.personID ?? AccountSubject.id(ofAccount: decision.accountID)
        let words = (["account \(decision.accountID) \(decision.userName)"] + findings).joined(separator: "; ")
        self.init(
            verdict, PersonReference(id: subject, name: person?.name ?? decision.userName, email: person?.email ?? decision.userName),
            accountID: decision.accountID, words: words, by: who)
    }

    /// A decision that did not fit any more.
    package init(_ lapsed: LapsedAccountDecision) {
        self.init(
            .accountDecisionLapsed, about: lapsed.decision, person: nil, findings: ["to \(lapsed.decision.verdict.words): \(lapsed.reason.words)"],
            by: nil)
    }
}

extension LoggedDecision.Verdict {
    /// The same for the log.
    package init(_ verdict: AccountDecision.Verdict) {
        self =
            switch verdict {
            case .adopt: .adoptionDecided
            case .link: .linkDecided
            case .ignore: .findingIgnored
            case .suspend: .suspensionDecided
            case .restore: .restorationDecided
            }
    }
}
