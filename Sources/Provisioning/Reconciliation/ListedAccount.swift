package import Directory
package import Foundation

/// One account of the app, as the list of accounts shows it: whose it is, by which rule, since when, and what was found about it.
package struct ListedAccount: Sendable, Equatable, Identifiable {
    /// A finding with what becomes of it.
    package struct Finding: Sendable, Equatable {
        package let finding: ReconciliationFinding
        package let state: FindingState

        /// Whether it waits for an administrator.
        package var isWaiting: Bool { state == .waiting }
    }

    /// The SCIM id.
    package let id: String
    /// The user name as it was last seen.
    package let userName: String
    /// Whether the account can be used, as far as is known; `nil` where the app did not say.
    package let isActive: Bool?
    /// Whether it authorized the app, so that no run suspends or deletes it.
    package var isAuthorizing = false
    /// Whether a link leads to it.
    package let isLinked: Bool
    /// The person whose account it is, or seems to be; `nil` for an account of nobody.
    package let personID: String?
    /// The person's name and address; those of the account where nobody is known.
    package let name: String
    package let email: String
    /// What the directory says of the person; `nil` when it could not be asked or does not list them.
    package let status: Person.Status?
    /// Why the person is entitled or not; `nil` when the directory could not be asked or does not list them.
    package let entitlement: Entitlement?
    /// Since when the person has it by this program; `nil` for accounts without a link, and where the log does not say.
    package let since: Date?
    /// When it was last read by itself; `nil` when it never was.
    package let lastRead: Date?
    package let findings: [Finding]
    /// What an administrator decided about it.
    package let decision: AccountDecision?

    /// Whether a finding waits for an administrator.
    package var isWaiting: Bool { findings.contains(where: \.isWaiting) }

    /// The rule that gives the account, or why none does: "unit /Sales".
    package var ruleWords: String {
        switch entitlement {
        case .entitled(let access, nil)?: "app on by \(access.words)"
        case .entitled(let access, .some(let group))?: "app on by \(access.words), in scope by group \(group)"
        case .excluded(let exclusion)?: exclusion.words
        case nil: status == .deleted ? "deleted from the directory" : personID == nil ? "matches nobody" : "not in the directory"
        }
    }
}

/// All accounts that are known, with what was found about them.
package struct AccountsOverview: Sendable, Equatable {
    /// By user name.
    package var accounts: [ListedAccount] = []
    /// When the app's accounts were last compared with the ledger; `nil` when they never were.
    package var compared: Date?
    /// Why the directory could not be asked, so that no rule is named; `nil` when it was.
    package var directoryTrouble: String?

    /// Nothing is known.
    package init() {}

    /// How many findings wait for an administrator.
    package var waiting: Int { accounts.reduce(0) { $0 + $1.findings.count(where: \.isWaiting) } }

    /// Puts together what is known.
    ///
    /// - Parameters:
    ///   - input: directory, configuration and ledger; without a directory its snapshot is empty and `directoryTrouble` says why.
    ///   - since: since when people have their accounts, by account.
    ///   - readings: when accounts were last read by themselves, by account.
    package init(
        _ input: PlanInput, compared: Date?, since: [String: Date], readings: [String: Date], directoryTrouble: String? = nil
    ) {
        (self.compared, self.directoryTrouble) = (compared, directoryTrouble)
        let rule = FindingRule(mapping: input.configuration.autoprovisioning.mapping, decisions: input.ledger.accountDecisions)
        let decisions = Dictionary(input.ledger.accountDecisions.map { ($0.accountID, $0) }, uniquingKeysWith: { _, last in last })
        let findings = Dictionary(grouping: input.ledger.findings, by: \.accountID)
        let links = input.ledger.links.values
        let entitlement = EntitlementRule(input)
        let wanted = Set(links.lazy.map(\.personID)).union(input.ledger.findings.lazy.compactMap(\.personID))
        var people: [String: Person] = [:]
        for person in input.snapshot.deletedPeople + input.snapshot.people where wanted.contains(person.id) { people[person.id] = person }
        func listed(
            _ account: String, _ userName: String, isActive: Bool?, isLinked: Bool, person id: String?, _ found: [ReconciliationFinding]
        ) -> ListedAccount {
            let person = id.flatMap { people[$0] }
            let isListed = person.map { $0.status != .deleted } ?? false
            return ListedAccount(
                id: account, userName: userName, isActive: isActive,
                isAuthorizing: input.protection.covers(account: account, userName: userName, email: person?.primaryEmail ?? userName),
                isLinked: isLinked, personID: id, name: person?.fullName ?? userName,
                email: person?.primaryEmail ?? userName, status: person?.status,
                entitlement: isListed ? person.map { entitlement.entitlement(of: $0) } : nil, since: isLinked ? since[account] : nil,
                lastRead: readings[account], findings: found.map { .init(finding: $0, state: rule.state(of: $0)) }, decision: decisions[account])
        }
        accounts.reserveCapacity(links.count + findings.count)
        for link in links {
            let found = findings[link.accountID] ?? []
            let shown = found.first { $0.kind == .suspended || $0.kind == .reenabled }?.isActive
            accounts.append(
                listed(
                    link.accountID, link.userName, isActive: shown ?? (link.isActive && !link.awaitsActivation), isLinked: true,
                    person: link.personID, found))
        }
        for found in findings.values where !(found.first?.kind.isAboutLink ?? true) {
            guard let first = found.first else { continue }
            accounts.append(listed(first.accountID, first.userName, isActive: first.isActive, isLinked: false, person: first.personID, found))
        }
        accounts = accounts.map { (key: $0.userName.caseFolded, account: $0) }.sorted { ($0.key, $0.account.id) < ($1.key, $1.account.id) }.map(
            \.account)
    }
}
