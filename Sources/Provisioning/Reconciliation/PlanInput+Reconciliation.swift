import Directory

/// What reconciliation adds to a plan: values that are written again, and what administrators decided about accounts.
package struct DecidedAccounts: Sendable, Equatable {
    /// Accounts that people get by a decision, by directory id, as the app shows them now.
    package var adoptions: [String: ObservedAccount] = [:]
    /// Accounts that are suspended by a decision.
    package var suspensions: [PlanEntry] = []
    /// Attributes that are written again because somebody changed them by hand, by directory id.
    package var restored: [String: Set<String>] = [:]
    /// People whose account is enabled again because somebody suspended it by hand.
    package var reenabled: Set<String> = []
    /// Decisions that do not fit any more.
    package var lapsed: [LapsedAccountDecision] = []

    /// Nothing was decided.
    package init() {}
}

extension PlanInput {
    /// The same with everything that the mapping and administrators say about findings: links remember what the app shows where it is to be written over, so that
    /// the plan's own rules do the rest.
    func reconciled() -> PlanInput {
        guard !ledger.findings.isEmpty || !ledger.accountDecisions.isEmpty else { return self }
        var input = self
        input.restoreDrift()
        input.applyDecisions()
        return input
    }

    private mutating func restoreDrift() {
        let rule = FindingRule(mapping: configuration.autoprovisioning.mapping, decisions: ledger.accountDecisions)
        let findings = Dictionary(grouping: ledger.findings.filter(\.kind.isAboutLink), by: \.accountID)
        for (account, findings) in findings {
            guard let personID = findings.first?.personID, var link = ledger.links[personID], link.accountID == account,
                isOurs(findings, link)
            else { continue }
            for finding in findings {
                let state = rule.state(of: finding)
                guard state == .restoring || state == .decided(.restore) else { continue }
                switch finding.kind {
                case .changed:
                    // Since it was found, the value may have been written.
                    guard let attribute = finding.attribute, attribute != AccountLink.externalIDPath, link.value(of: attribute) == finding.from else {
                        continue
                    }
                    link.values[attribute] = finding.to
                    link.applicationForms[attribute] = nil
                    decided.restored[personID, default: []].insert(attribute)
                case .suspended where link.isActive:
                    (link.isActive, link.awaitsActivation) = (false, false)
                    decided.reenabled.insert(personID)
                default: continue
                }
            }
            ledger.links[personID] = link
        }
    }

    /// Whether the account is surely still this person's: it carries their id, or it has the user name of its link and no other id.
    private func isOurs(_ findings: [ReconciliationFinding], _ link: AccountLink) -> Bool {
        findings.allSatisfy { finding in
            guard finding.kind == .changed else { return true }
            if finding.attribute == AccountLink.externalIDPath { return false }
            guard finding.attribute == MappingTable.userNamePath else { return true }
            return finding.externalID == link.personID
                || finding.externalID == link.value(of: AccountLink.externalIDPath) && finding.externalID != nil
        }
    }

    private mutating func applyDecisions() {
        let holders = Dictionary(ledger.links.values.lazy.map { ($0.accountID, $0.personID) }, uniquingKeysWith: { first, _ in first })
        let wanted = Set(ledger.accountDecisions.compactMap(\.personID))
        var people: [String: Person] = [:]
        for person in snapshot.people where wanted.contains(person.id) { people[person.id] = person }
        let rule = EntitlementRule(self)
        let exclusions = ExclusionRule(configuration.exclusions)
        for decision in ledger.accountDecisions where decision.isAction {
            let person = decision.personID.flatMap { people[$0] }
            if exclusions.coversAccount(decision.accountID, userName: decision.userName) || person.flatMap(rule.exclusion) != nil {
                decided.lapsed.append(LapsedAccountDecision(decision, .excluded))
                continue
            }
            let isEntitled = person.map { rule.entitlement(of: $0).isEntitled } ?? false
            if let reason = apply(decision, holder: holders[decision.accountID], isEntitled: isEntitled, person) {
                decided.lapsed.append(LapsedAccountDecision(decision, reason))
            }
        }
    }

    /// Takes the decision into the plan. Returns why it does not fit any more; `nil` when it fits, or when nothing is known of the account now.
    private mutating func apply(_ decision: AccountDecision, holder: String?, isEntitled: Bool, _ person: Person?) -> LapsedReason? {
        if decision.verdict == .restore { return restoration(decision, holder: holder, isEntitled: isEntitled) }
        let isLinked = decision.personID != nil && holder == decision.personID && decision.verdict == .suspend
        guard isLinked || holder == nil else { return .linkChanged }
        guard let observation = decidedAccounts[decision.accountID] else { return nil }
        guard case .shown(let account) = observation else { return .gone }
        switch decision.verdict {
        case .adopt, .link:
            guard Self.isSame(account, decision) else { return .otherOwner }
            guard let person, isEntitled else { return .personNotEntitled }
            guard ledger.links[person.id] == nil, decided.adoptions[person.id] == nil else { return .personHasAccount }
            decided.adoptions[person.id] = account
        case .suspend:
            if isLinked, let personID = decision.personID, let link = ledger.links[personID] {
                if isEntitled { return .personEntitled }
                guard !link.isActive, account.saysActive != false else { return .nothingToDo }
                decided.suspensions.append(suspension(of: link, person, decision))
            } else {
                guard Self.isSame(account, decision) else { return .otherOwner }
                // The plan gives this account to the person.
                if isEntitled, let person, ledger.links[person.id] == nil, (account.externalID ?? "").isEmpty || account.externalID == person.id {
                    return .personEntitled
                }
                if account.saysActive == false { return .nothingToDo }
                decided.suspensions.append(suspension(of: account, decision))
            }
        case .ignore, .restore: break
        }
        return nil
    }

    private func restoration(_ decision: AccountDecision, holder: String?, isEntitled: Bool) -> LapsedReason? {
        guard let personID = decision.personID, holder == personID else { return .linkChanged }
        guard isEntitled else { return .personNotEntitled }
        return decided.restored[personID] != nil || decided.reenabled.contains(personID) ? nil : .nothingToDo
    }

    private static func isSame(_ account: ObservedAccount, _ decision: AccountDecision) -> Bool {
        (account.externalID ?? "") == (decision.externalID ?? "") && account.userName.caseFolded == decision.userName.caseFolded
    }

    private func suspension(of link: AccountLink, _ person: Person?, _ decision: AccountDecision) -> PlanEntry {
        PlanEntry(
            PersonReference(id: link.personID, name: person?.fullName ?? link.userName, email: person?.primaryEmail ?? link.userName), kind: .suspend,
            accountID: link.accountID, before: link.values, after: link.values, reason: .decided(.suspend)
        ).remembering(link, failed: false)
    }

    private func suspension(of account: ObservedAccount, _ decision: AccountDecision) -> PlanEntry {
        var values = account.values
        values[MappingTable.userNamePath] = account.userName
        values[AccountLink.externalIDPath] = account.externalID
        return PlanEntry(
            PersonReference(id: AccountSubject.id(ofAccount: account.id), name: account.userName, email: account.userName), kind: .suspend,
            accountID: account.id, before: values, after: values, reason: .decided(.suspend))
    }
}

/// An account as a decision about it found it.
package enum DecidedObservation: Sendable, Equatable {
    case shown(ObservedAccount)
    /// There is no such account, in SCIM's own words.
    case gone
}

/// What stands in place of a person's directory id in entries about an account that is nobody's: no link is ever made for it.
package enum AccountSubject {
    private static let prefix = "account:"

    /// The subject of entries about this account.
    package static func id(ofAccount id: String) -> String { prefix + id }

    /// Whether an entry about this account is about nobody in the directory.
    package static func isAccount(_ personID: String, accountID: String?) -> Bool {
        accountID.map { personID == Self.id(ofAccount: $0) } ?? false
    }
}
