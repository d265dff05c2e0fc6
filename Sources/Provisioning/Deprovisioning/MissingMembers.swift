package import Directory
package import Foundation

/// People with an account whom only a group's list of members leaves out. A list that ends early looks the same as one that somebody took them off, so the directory is asked
/// about each of them before their account is taken away.
package struct MissingMembers: Sendable {
    /// Somebody who is missing, and the groups of which one membership would let them in.
    package struct Member: Sendable, Equatable {
        package let person: Person
        package let groups: [GroupReference]
    }

    /// Everybody who is to be asked about, in the order of the directory.
    package let members: [Member]

    /// Finds them: asked about when the delay would begin, and once more when it has passed.
    package init(_ configuration: Configuration, ledger: LedgerState, snapshot: DirectorySnapshot, valueTools: any ValueTools, now: Date) {
        let rule = EntitlementRule(configuration, snapshot: snapshot, links: ledger.links, valueTools: valueTools)
        members = snapshot.people.compactMap { person in
            guard let link = ledger.links[person.id] else { return nil }
            let isDue = AbsenceOrder.isDue(
                person.id, accountIsActive: link.isUsable, ledger: ledger, policy: configuration.autoprovisioning.deprovisioning, now: now)
            let hasBegun = (ledger.timers[person.id] ?? []).contains { $0.cause == .appTurnedOff }
            guard isDue || !hasBegun else { return nil }
            let groups = rule.groupsThatWouldEntitle(person, configuration: configuration)
            return groups.isEmpty ? nil : Member(person: person, groups: groups)
        }
    }

    /// Those whom a run asks about: of very many an even sample, no more than `limit`, and then the safeguards are what holds.
    package func sample(limit: Int) -> [Member] {
        let step = max(1, (members.count + limit - 1) / limit)
        return stride(from: 0, to: members.count, by: step).map { members[$0] }
    }

    /// Whether the directory's word that somebody is a member shows that its list of the group's members was incomplete. Whoever belongs only through a nested group is
    /// rightly left out when nested members do not count.
    package static func contradicts(isMember: Bool?, scope: ProvisioningScope) -> Bool { isMember == true && scope.includesNestedMembers }
}
