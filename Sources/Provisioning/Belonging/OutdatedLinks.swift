/// Brings the links of an older ledger up to what the app shows of their accounts.
///
/// An older copy does not know what was written since it was made. Taken at its word, it would leave somebody suspended who is entitled again, leave a leaver's account
/// active because it was suspended once before, and keep a value that was changed and changed back.
package enum OutdatedLinks {
    /// The links whose accounts look different from what they remember, as the app shows them; ordered by person.
    ///
    /// An account that names another owner, or is in no list, changes nothing: before anything is done to it, it is read by itself.
    package static func corrected(_ links: [String: AccountLink], accounts: [ObservedAccount]) -> [AccountLink] {
        let byID = Dictionary(accounts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return links.values.sorted { $0.personID < $1.personID }.compactMap { link in
            guard let account = byID[link.accountID], LinkCorrections.confirms(account, link) else { return nil }
            let current = corrected(link, account)
            return current == link ? nil : current
        }
    }

    private static func corrected(_ link: AccountLink, _ account: ObservedAccount) -> AccountLink {
        var link = link
        // A list may leave attributes out; only a whole account shows that one is empty.
        let paths = account.isWhole ? Set(link.values.keys).union(account.values.keys) : Set(account.values.keys)
        for path in paths where path != AccountLink.externalIDPath {
            let (shown, remembered) = (account.values[path], link.value(of: path))
            let form = link.applicationForms[path].map { $0.isEmpty ? nil : $0 } ?? remembered
            let isAlike = path == MappingTable.userNamePath ? shown?.caseFolded == remembered?.caseFolded : shown == remembered || shown == form
            if !isAlike { link.values[path] = shown }
        }
        switch account.saysActive {
        case true?: (link.isActive, link.awaitsActivation) = (true, false)
        // One that awaited its activation may wait still, or have been activated and suspended since: it looks the same either way. Whoever is entitled is enabled once
        // more, and from whoever is not, it is taken away.
        case false?: link.isActive = false
        case nil: break
        }
        return link
    }
}
