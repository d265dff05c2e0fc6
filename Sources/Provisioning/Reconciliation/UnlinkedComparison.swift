import Directory

/// Says what an account without a link is: ours, somebody's who left, another system's, or nobody's. Nothing is ever done about it without a decision.
struct UnlinkedComparison {
    private let input: PlanInput
    private let keepsExternalID: Bool
    private let rule: EntitlementRule
    private let form: IdentifierForm
    /// People by id and by user name, as far as these accounts name them.
    private var byID: [String: Person] = [:]
    private var byName: [String: Person] = [:]

    /// Prepares the comparison of these accounts.
    init(_ accounts: [ObservedAccount], input: PlanInput, keepsExternalID: Bool) {
        (self.input, self.keepsExternalID) = (input, keepsExternalID)
        rule = EntitlementRule(input)
        form = IdentifierForm(input.snapshot.people.lazy.map(\.id))
        let ids = Set(accounts.compactMap(\.externalID))
        let names = Set(accounts.map(\.userName.caseFolded))
        let table = input.mappingTable
        // Who was deleted comes first, so that an address that somebody else has by now is theirs.
        for person in input.snapshot.deletedPeople + input.snapshot.people {
            if ids.contains(person.id) { byID[person.id] = person }
            let email = person.primaryEmail.caseFolded
            for name in [table.userName(of: person)?.caseFolded ?? email, email] where names.contains(name) {
                if let other = byName[name], other.status == .active, person.status != .active { continue }
                byName[name] = person
            }
        }
    }

    /// What this account is.
    func finding(_ account: ObservedAccount) -> ReconciliationFinding {
        let id = keepsExternalID ? account.externalID.flatMap { $0.isEmpty ? nil : $0 } : nil
        let named = byName[account.userName.caseFolded]
        let person: Person?
        var kind: ReconciliationFinding.Kind
        var holder: ReconciliationFinding.Holder
        if let id, let known = byID[id] {
            (person, holder) = (known, self.holder(known))
            kind = holder == .suspended || holder == .deleted ? .leaver : .unlinked
        } else if let id, form.includes(id) {
            (person, kind, holder) = (nil, .leaver, .unknown)
        } else {
            person = named
            holder = named.map(self.holder) ?? .nobody
            kind = id != nil ? .otherSystem : holder == .suspended || holder == .deleted ? .leaver : .notOurs
        }
        var finding = ReconciliationFinding(kind, accountID: account.id, userName: account.userName)
        (finding.externalID, finding.isActive, finding.holder) = (id, account.saysActive, holder)
        (finding.personID, finding.personName, finding.personEmail) = (person?.id, person?.fullName ?? "", person?.primaryEmail ?? "")
        return finding
    }

    private func holder(_ person: Person) -> ReconciliationFinding.Holder {
        if person.status == .deleted { return .deleted }
        switch rule.entitlement(of: person) {
        case .excluded(.archived): return .archived
        case .excluded(.excludedPerson), .excluded(.excludedAccount): return .excluded
        case .excluded(.suspended): return .suspended
        case .excluded: return .notEntitled
        case .entitled: return input.ledger.links[person.id] == nil ? .entitled : .second
        }
    }
}
