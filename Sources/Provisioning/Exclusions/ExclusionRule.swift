import Directory

/// Says who and what is excluded; made once for very many people.
struct ExclusionRule: Sendable {
    private let ids: Set<String>
    /// Addresses of people of whom no id is known, folded.
    private let addresses: Set<String>
    private let accountIDs: Set<String>
    /// User names, folded.
    private let userNames: Set<String>

    init(_ exclusions: Exclusions) {
        ids = Set(exclusions.people.map(\.id))
        addresses = Set(exclusions.people.filter(\.isByAddress).map(\.email.caseFolded))
        accountIDs = Set(exclusions.accounts)
        userNames = Set(exclusions.accounts.map(\.caseFolded))
    }

    /// Whether nobody is excluded: the usual case, in which nothing else need be asked.
    var isEmpty: Bool { ids.isEmpty && accountIDs.isEmpty }

    /// Whether any account is excluded.
    var coversAccounts: Bool { !accountIDs.isEmpty }

    /// Why the person is left alone; `nil` when they are not excluded.
    ///
    /// - Parameter link: the person's account. Without one, an excluded user name that is the person's address counts: the account would be theirs.
    func exclusion(of person: Person, link: AccountLink?) -> Exclusion? {
        if isEmpty { return nil }
        if ids.contains(person.id) || !addresses.isEmpty && addresses.contains(person.primaryEmail.caseFolded) { return .excludedPerson }
        let userName = link?.userName ?? person.primaryEmail
        return coversAccount(link?.accountID, userName: userName) ? .excludedAccount(userName) : nil
    }

    /// Whether the account is excluded, by itself or with its person.
    func covers(_ link: AccountLink) -> Bool {
        !isEmpty
            && (ids.contains(link.personID) || !addresses.isEmpty && addresses.contains(link.userName.caseFolded)
                || coversAccount(link.accountID, userName: link.userName))
    }

    /// Whether an account is excluded by its id or its user name.
    func coversAccount(_ id: String?, userName: String) -> Bool {
        guard !accountIDs.isEmpty else { return false }
        return id.map(accountIDs.contains) == true || userNames.contains(userName.caseFolded)
    }
}
