import Directory

extension Reconciliation {
    /// The findings without those in which the app shows what is wanted anyway: the value that the mapping gives, or an active account of somebody who is to have one. An
    /// action that failed halfway leaves such differences, and so does an older copy of the ledger; nobody did them by hand, and the plan brings the ledger up to date.
    static func withoutWanted(_ findings: [ReconciliationFinding], input: PlanInput) -> [ReconciliationFinding] {
        let concerned = Set(findings.lazy.filter { $0.kind == .changed || $0.kind == .reenabled }.compactMap(\.personID))
        guard !concerned.isEmpty else { return findings }
        var people: [String: Person] = [:]
        for person in input.snapshot.people where concerned.contains(person.id) { people[person.id] = person }
        let rule = EntitlementRule(input)
        let table = input.mappingTable
        return findings.filter { finding in
            guard let person = finding.personID.flatMap({ people[$0] }) else { return true }
            switch finding.kind {
            case .reenabled: return !rule.entitlement(of: person).isEntitled
            case .changed:
                guard let attribute = finding.attribute, attribute != AccountLink.externalIDPath,
                    case .values(let values) = table.account(for: person)
                else { return true }
                return !AccountComparison.isSame(finding.to, values[attribute])
            case .gone, .suspended, .unlinked, .leaver, .otherSystem, .notOurs: return true
            }
        }
    }
}
