import Directory

extension PlanEntry {
    /// The adoption of an account that an administrator gave to this person.
    static func adopting(_ account: ObservedAccount, by person: Person, values: [String: String]) -> PlanEntry {
        var before = account.values
        // The id that the account may carry when its turn comes: with another one it is somebody else's.
        if let id = account.externalID, !id.isEmpty, id != person.id { before[AccountLink.externalIDPath] = id }
        var entry = PlanEntry(
            PersonReference(person), kind: .adopt, accountID: account.id, before: before,
            after: values, reason: .decided(.adopt))
        entry.difference = AccountDifference(account, to: values, personID: person.id)
        return entry
    }
}

extension DecidedAccounts {
    /// Why these attributes of a person's account are written.
    func reason(forChanging paths: [String], of personID: String, labels: [String: String]) -> PlanReason {
        let names: (Bool) -> [String] = { isRestored in
            paths.filter { (restored[personID]?.contains($0) ?? false) == isRestored }.map { labels[$0] ?? $0 }
        }
        return names(true).isEmpty ? .attributesChanged(names(false)) : .restoring(names(true), changed: names(false))
    }
}

extension AccountProtection {
    /// Whether this action would take away an account that is to stay.
    func covers(_ entry: PlanEntry) -> Bool {
        let userName = entry.before[MappingTable.userNamePath] ?? entry.email
        let link = AccountLink(personID: entry.personID, accountID: entry.accountID ?? "", values: [MappingTable.userNamePath: userName])
        return covers(link, of: Person(id: entry.personID, primaryEmail: entry.email))
    }
}
