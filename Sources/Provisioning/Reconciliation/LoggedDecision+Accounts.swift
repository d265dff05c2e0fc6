/// Decisions about accounts of the app, for the log.
extension LoggedDecision {
    /// A decision about an account.
    ///
    /// - Parameters:
    ///   - person: who is to have it; `nil` for an account of nobody.
    ///   - findings: what was found about the account.
    package init(
        _ verdict: Verdict, about decision: AccountDecision, person: (name: String, email: String)?, findings: [DecidedFinding], by who: AuditActor?
    ) {
        self.init(
            verdict, about: decision, person: person, .account(id: decision.accountID, userName: decision.userName, findings: findings), by: who)
    }

    /// A decision about an account that was taken back.
    package init(takingBack decision: AccountDecision, by who: AuditActor) {
        self.init(
            .restored, about: decision, person: nil, .accountDecision(decision.verdict, id: decision.accountID, userName: decision.userName), by: who)
    }

    /// A decision that did not fit any more.
    package init(_ lapsed: LapsedAccountDecision) {
        let decision = lapsed.decision
        self.init(
            .accountDecisionLapsed, about: decision, person: nil,
            .lapsed(decision.verdict, id: decision.accountID, userName: decision.userName, reason: lapsed.reason), by: nil)
    }

    private init(
        _ verdict: Verdict, about decision: AccountDecision, person: (name: String, email: String)?, _ matter: DecisionMatter, by who: AuditActor?
    ) {
        let subject = decision.personID ?? AccountSubject.id(ofAccount: decision.accountID)
        self.init(
            verdict, PersonReference(id: subject, name: person?.name ?? decision.userName, email: person?.email ?? decision.userName),
            accountID: decision.accountID, matter, by: who)
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
