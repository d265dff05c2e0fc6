package import Directory

/// The directory whose people a ledger links. In any other directory they would be strangers, and their accounts would count as those of people who are gone.
package enum DirectoryBinding {
    /// Google's id of the customer that a snapshot is of (`customerId` in its user records); `nil` for exported files, which name none.
    package static func customerID(of snapshot: DirectorySnapshot) -> String? {
        let id = snapshot.customerID
        return ["", "files", "my_customer"].contains(id) ? nil : id
    }

    /// What a ledger that is bound to the customer `bound` has to do with the directory of `snapshot`.
    ///
    /// Google says which customer it is, and that counts alone. Where nothing says so (exported files, and a ledger that older versions of this program wrote), at
    /// least half of the people with an active account must be known. Who is counted as deleted already is left out: in the course of years those may be most.
    package static func judge(bound: String?, snapshot: DirectorySnapshot, ledger: LedgerState) -> Belonging {
        let found = customerID(of: snapshot)
        guard !ledger.links.isEmpty else { return found == bound || found == nil ? .belongs : .begins }
        if let bound, let found {
            guard bound != found else { return .belongs }
            return .foreign(
                "\(counted(ledger.links.count)) with people of the Google customer \(bound), but the directory that is connected is that of the customer "
                    + "\(found). Nothing was changed. \(cure)")
        }
        let (known, linked) = known(in: snapshot, ledger)
        guard known * 2 < linked else { return found == nil ? .belongs : .begins }
        return .foreign(
            "\(counted(linked)) with active people, and the directory that is connected knows \(known == 0 ? "none" : "only \(known)") of them: the others "
                + "would be taken for people who were deleted. Nothing was changed. \(cure)")
    }

    /// How many of the linked people who are to be found in the directory are found in it.
    private static func known(in snapshot: DirectorySnapshot, _ ledger: LedgerState) -> (known: Int, linked: Int) {
        func isExpected(_ link: AccountLink) -> Bool {
            link.isActive && !(ledger.timers[link.personID] ?? []).contains { $0.cause == .deleted }
        }
        // With no active account left, the accounts of those who were suspended are all that can be told apart.
        let expectsAnybody = ledger.links.values.contains(where: isExpected)
        func counts(_ id: String) -> Bool { ledger.links[id].map { !expectsAnybody || isExpected($0) } ?? false }
        // Of whom an administrator said that somebody else has the address now, the directory needs not know any more.
        let present = snapshot.people.count { counts($0.id) } + Set(ledger.separateIdentities.map(\.from)).count(where: counts)
        let deleted = snapshot.deletedPeople.count { counts($0.id) }
        return (present + deleted, expectsAnybody ? ledger.links.values.count(where: isExpected) : ledger.links.count)
    }

    private static func counted(_ accounts: Int) -> String {
        accounts == 1 ? "The ledger of this home links 1 account" : "The ledger of this home links \(accounts) accounts"
    }

    private static let cure =
        "Use the home of that directory (--home DIR), or connect the right one. If the ledger is to forget these people and begin with this directory: "
        + "`autoprovision setup --rebind`."
}
