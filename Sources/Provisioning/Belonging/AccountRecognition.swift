/// Which account is a newcomer's already: the one that carries the person's id, whatever its name; otherwise the one with the name that is to be given.
package enum AccountRecognition {
    /// The accounts by the id that they carry. Of several with the same id the active one counts, then the one that was made first.
    package static func byExternalID(_ accounts: [ObservedAccount]) -> [String: ObservedAccount] {
        var byID: [String: ObservedAccount] = [:]
        for account in accounts {
            guard let id = account.externalID, !id.isEmpty else { continue }
            if let other = byID[id], !isPreferred(account, to: other) { continue }
            byID[id] = account
        }
        return byID
    }

    private static func isPreferred(_ account: ObservedAccount, to other: ObservedAccount) -> Bool {
        if account.isActive != other.isActive { return account.isActive }
        // Numbers by their value: of two RingCentral ids the older one is the smaller.
        return account.id.count != other.id.count ? account.id.count < other.id.count : account.id < other.id
    }

    /// The accounts of newcomers by the lower-case user name that they are to have, from a list of all accounts.
    package static func accounts(of newcomers: [PlanEntry], in list: [ObservedAccount]) -> [String: ObservedAccount] {
        var found = Dictionary(list.filter { !$0.userName.isEmpty }.map { ($0.userName.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let byID = byExternalID(list)
        for entry in newcomers {
            let name = (entry.after[MappingTable.userNamePath] ?? "").lowercased()
            // A second account with the wanted name that carries the same id is the better choice: nothing has to be renamed.
            if let named = found[name], named.externalID == entry.personID { continue }
            if let own = byID[entry.personID] { found[name] = own }
        }
        return found
    }
}

/// What an adoption changes about the account, as far as its first reading shows.
package enum AccountDifference: Sendable, Equatable {
    /// Something differs: a write is needed.
    case some
    /// A list that leaves attributes out shows no difference; one reading of the account tells.
    case noneSeen
    /// The whole account was read and everything is as it should be, our id included: the ledger alone is written.
    case none

    /// Compares an account with what it is to have for this person.
    package init(_ account: ObservedAccount, to values: [String: String], personID: String) {
        guard account.saysActive != false, account.externalID == personID else {
            self = .some
            return
        }
        if account.isWhole, account.tellsActive {
            self = account.values == values ? .none : .some
        } else {
            self = account.values.allSatisfy { values[$0.key] == $0.value } ? .noneSeen : .some
        }
    }
}

/// What observing found out beside what a plan needs, for the run to remember.
package struct Recognition: Sendable, Equatable {
    /// Accounts that carry somebody's id though the ledger links them to nobody; `nil` when no list of all accounts was read.
    package var unlinked: [UnlinkedAccount]?
    /// Links that were corrected after a rebinding.
    package var corrections = LinkCorrections()
    /// Links that an older copy of the ledger remembered otherwise than the app shows their accounts.
    package var outdated: [AccountLink] = []
    /// Whether all accounts were read, so that corrections of the app's side are final.
    package var isVerified = false
    /// The list of all accounts, when it was read.
    package var list: [ObservedAccount]?
    /// People in no list whom the directory was asked for by id in this run.
    package var asked: [String] = []

    /// Nothing found yet.
    package init() {}
}
