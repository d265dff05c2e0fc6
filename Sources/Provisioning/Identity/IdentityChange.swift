package import Directory
import Foundation

/// A linked person whose id is gone, and somebody with the same address under another id.
package struct IdentityPair: Sendable, Equatable {
    /// The address that both have.
    package let address: String
    /// The name of the person as the directory has it now.
    package let name: String
    /// The id that the ledger links to an account.
    package let from: String
    /// The id that the directory gives the address now.
    package let to: String

    package init(address: String, name: String, from: String, to: String) {
        self.address = address
        self.name = name
        self.from = from
        self.to = to
    }
}

/// The directory names its people by another kind of id than before: a column `User ID` came into an export or left it, `users.json` was put beside `users.csv`,
/// another tool made the export, or another customer is read.
///
/// A run must not take that for people who left and newcomers with their addresses. Single addresses do go to somebody new (a person leaves, and a year later a new
/// colleague has the same name), and then the account must not go with them. What tells the two apart is how many come at once: it is a change of the kind of id when at
/// least ``fewest`` addresses, or in exported files at least half of all linked people, came to another id at the same moment. Addresses whose holders were noticed as gone at different
/// moments came one by one.
package struct IdentityChange: Sendable, Equatable {
    /// So many addresses that come to other ids at once are no coincidence.
    package static let fewest = 3

    /// By address.
    package let pairs: [IdentityPair]
    /// How many people are linked to an account.
    package let linked: Int
    /// Whether every link can go over. It cannot where the new id is still somebody else's, as with row numbers after a row was removed: then one of the two would
    /// lose the link.
    package let canCarry: Bool

    package init(pairs: [IdentityPair], linked: Int, canCarry: Bool = true) {
        self.pairs = pairs
        self.linked = linked
        self.canCarry = canCarry
    }

    /// Looks for a change of the kind of id; `nil` when there is none.
    package init?(links: [String: AccountLink], timers: [String: [DeprovisioningTimer]], separate: Set<SeparateIdentity>, snapshot: DirectorySnapshot)
    {
        guard !links.isEmpty else { return nil }
        let ids = Set(snapshot.people.lazy.map(\.id))
        let known = ids.union(snapshot.deletedPeople.lazy.map(\.id))
        let gone = links.values.filter { !known.contains($0.personID) }
        var found = gone.isEmpty ? [] : Self.pairs(of: gone, among: snapshot.people.filter { links[$0.id] == nil }, separate: separate)
        // Whoever was noticed as gone at another moment is another matter.
        let moments = Dictionary(grouping: found) { pair in timers[pair.from]?.first { $0.cause == .deleted }?.firstSeen }
        // Google's ids stay with their people, whose addresses may change hands. The ids of exported files are what somebody wrote into them.
        let isExport = DirectoryBinding.customerID(of: snapshot) == nil
        found = moments.values.filter { $0.count >= Self.fewest || isExport && $0.count * 2 >= links.count }.flatMap(\.self)
        if found.isEmpty, isExport { found = Self.exchanged(links: links, separate: separate, snapshot: snapshot) }
        guard !found.isEmpty else { return nil }
        let leaving = Set(found.map(\.from))
        self.init(
            pairs: found.sorted { ($0.address, $0.from) < ($1.address, $1.from) }, linked: links.count,
            canCarry: Set(found.map(\.to)).count == found.count && found.allSatisfy { links[$0.to] == nil || leaving.contains($0.to) })
    }

    private static func pairs(of gone: [AccountLink], among people: [Person], separate: Set<SeparateIdentity>) -> [IdentityPair] {
        var byAddress = Dictionary(people.map { ($0.primaryEmail.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        var pairs: [IdentityPair] = []
        for link in gone.sorted(by: { $0.personID < $1.personID }) {
            guard let address = link.addresses.first(where: { byAddress[$0] != nil }), let person = byAddress[address],
                !separate.contains(SeparateIdentity(from: link.personID, to: person.id))
            else { continue }
            byAddress[address] = nil
            pairs.append(IdentityPair(address: address, name: person.fullName, from: link.personID, to: person.id))
        }
        return pairs
    }

    /// Ids that are all still there, but stand for others, as row numbers do after a row was removed. People do exchange addresses, but not half of them.
    private static func exchanged(links: [String: AccountLink], separate: Set<SeparateIdentity>, snapshot: DirectorySnapshot) -> [IdentityPair] {
        let moved = snapshot.people.count { person in
            guard let link = links[person.id], link.userName != person.primaryEmail else { return false }
            return !link.addresses.contains(person.primaryEmail.lowercased())
        }
        guard moved >= fewest, moved * 2 >= links.count else { return [] }
        let byAddress = Dictionary(snapshot.people.map { ($0.primaryEmail.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        let pairs = links.values.compactMap { link -> IdentityPair? in
            let people = link.addresses.compactMap { byAddress[$0] }
            guard let person = people.first, !people.contains(where: { $0.id == link.personID }),
                !separate.contains(SeparateIdentity(from: link.personID, to: person.id))
            else { return nil }
            return IdentityPair(address: person.primaryEmail.lowercased(), name: person.fullName, from: link.personID, to: person.id)
        }
        return pairs.count >= fewest && pairs.count * 2 >= links.count ? pairs : []
    }

    /// How many pairs a sentence shows.
    private static let shown = 5

    /// What happened, with numbers and the first pairs, and what to do.
    package var words: String {
        let some = pairs.prefix(Self.shown).map { "\($0.address): \($0.from) is now \($0.to)" }.joined(separator: "; ")
        let rest = pairs.count > Self.shown ? "; and \(pairs.count - Self.shown) more" : ""
        return
            "\(pairs.count) of \(linked) linked people are in the directory with the same address under another id (\(some)\(rest)). It names people by another kind of id "
            + "than before, so nothing was changed and nobody counts as gone. If the ids changed by mistake, put the old ones back. "
            + (canCarry
                ? "If they are the same people, carry their links over: `autoprovision setup --carry-links`. "
                : "The links cannot be carried over, because some new ids are still those of others: such ids do not stay with a person, as row numbers do not. ")
            + "If they are other people who have these addresses now: `autoprovision setup --no-carry-links`."
    }
}

/// Two ids of one address of which an administrator said that they are two people.
package struct SeparateIdentity: Sendable, Hashable {
    package let from: String
    package let to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

extension AccountLink {
    /// The addresses by which the person was known, in lower case: the account's, and the id where an export had nothing else.
    fileprivate var addresses: [String] {
        let mapped = values.filter { $0.key.hasPrefix("emails[") }.sorted { $0.key < $1.key }.map(\.value)
        return ([userName, personID] + mapped).filter { $0.contains("@") }.map { $0.lowercased() }
    }
}
