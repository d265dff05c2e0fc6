import Provisioning

extension ActionWriter {
    /// What the app shows of an action afterwards.
    enum Verdict: Equatable {
        case done(AccountLink)
        case found(AccountFinding)
        /// There is no such account, in SCIM's own words.
        case gone
    }

    /// Reads the account, by its id or, for one that was to be made, by its user name, and judges it.
    ///
    /// - Parameter wasAnswered: whether the app said that it did it. Then an account that was to be made is looked for in the list too, and is ours even if the app keeps no
    ///   `externalId`; without an answer such an account may have been there before.
    func verdict(_ entry: PlanEntry, earlier: ShownAccount?, wasAnswered: Bool) async throws(AccountError) -> Verdict {
        let shown: ObservedAccount
        if entry.kind == .create {
            let userName = entry.after[MappingTable.userNamePath] ?? ""
            var account = try await accounts.account(userName: userName)
            if account == nil, wasAnswered { account = try await accounts.account(userName: userName, orExternalID: entry.personID) }
            guard let account else { return .found(.notMade) }
            guard wasAnswered || account.externalID == entry.personID || !accounts.keepsExternalID else { return .found(.notMade) }
            shown = account
        } else {
            guard let id = entry.accountID, let account = try await accounts.shownAccount(id: id) else { return .gone }
            shown = account.account
        }
        let judgement = AccountJudgement(entry, keepsExternalID: accounts.keepsExternalID, labels: labels)
        switch judgement.after(shown, earlier: earlier?.account, wasAnswered: wasAnswered) {
        case .done(let link): return .done(link)
        case .found(let finding): return .found(finding)
        case .untold: return .found(.activeUntold)
        }
    }

    /// What became of an action whose answer never came.
    enum LookedUp: Equatable {
        case done(IntentOutcome)
        /// The account is gone or somebody else's.
        case found(AccountFinding)
        case notCarriedOut
    }

    /// Looks up what became of an action whose answer never came.
    ///
    /// - Parameter earlier: the account as it was read before the action, if it was.
    func lookUp(_ entry: PlanEntry, earlier: ShownAccount? = nil) async throws(AccountError) -> LookedUp {
        switch try await verdict(entry, earlier: earlier, wasAnswered: false) {
        case .done(let link): return .done(.linked(link))
        case .gone:
            if entry.kind == .delete { return .done(.removed) }
            return entry.accountID.map { .found(.gone(accountID: $0)) } ?? .notCarriedOut
        // Whether an account that was never activated is suspended cannot be seen; that it is not known has to be remembered.
        case .found(.activeUntold): return .found(.activeUntold)
        case .found(let finding): return finding.isAboutOwner && entry.kind != .create ? .found(finding) : .notCarriedOut
        }
    }

    /// What is recorded of a finding.
    func outcome(_ finding: AccountFinding) -> IntentOutcome {
        let change: LinkChange =
            switch finding {
            case .gone: .forgotten
            case .inactive: .inactive
            case .activeUntold: .maybeSuspended
            default: .unchanged
            }
        return .failed(.found(finding, application: accounts.application), link: change)
    }

    /// The account of a person whose address is taken, when it is theirs already by our id of them: as it is, so that the next run brings it up to date.
    func ownAccount(_ entry: PlanEntry) async throws(AccountError) -> AccountLink? {
        let found = try await accounts.account(userName: entry.after[MappingTable.userNamePath] ?? "", orExternalID: entry.personID)
        guard let found, found.externalID == entry.personID else { return nil }
        return AccountLink(personID: entry.personID, accountID: found.id, values: found.values, isActive: found.isActive)
    }
}
