/// What becomes of links that were made with another app's address or another directory: each is confirmed by what is there, led to the right account, or
/// forgotten. Nothing is ever taken away because of it.
package struct LinkCorrections: Sendable, Equatable {
    /// Links that lead to another account than before.
    package var moved: [AccountLink] = []
    /// People whose link is forgotten; their accounts stay as they are.
    package var forgotten: [String] = []

    /// Without corrections.
    package init() {}

    package var isEmpty: Bool { moved.isEmpty && forgotten.isEmpty }

    /// Corrects links after the app was rebound, from the list of all its accounts.
    package init(links: [String: AccountLink], accounts: [ObservedAccount]) {
        let byID = Dictionary(accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let byPerson = AccountRecognition.byExternalID(accounts)
        for (person, link) in links.sorted(by: { $0.key < $1.key }) {
            if let account = byID[link.accountID], Self.confirms(account, link) { continue }
            if let account = byPerson[person] {
                moved.append(AccountLink(personID: person, accountID: account.id, values: account.values, isActive: account.isActive))
            } else {
                forgotten.append(person)
            }
        }
    }

    /// Corrects links after the directory was rebound: of people whom it does not know nothing is known any more.
    package init(links: [String: AccountLink], knownIn isKnown: (String) -> Bool) {
        forgotten = links.keys.filter { !isKnown($0) }.sorted()
    }

    /// The account carries the person's id; where the app keeps none, it has the name that the link remembers.
    static func confirms(_ account: ObservedAccount, _ link: AccountLink) -> Bool {
        guard let id = account.externalID, !id.isEmpty else { return account.userName.caseFolded == link.userName.caseFolded }
        return id == link.personID
    }

    /// The links as they are with the corrections.
    package func applied(to links: [String: AccountLink]) -> [String: AccountLink] {
        var links = links
        for person in forgotten { links[person] = nil }
        for link in moved { links[link.personID] = link }
        return links
    }
}
