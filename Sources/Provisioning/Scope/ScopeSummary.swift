package import Directory

/// Whom a scope lets in and whom it leaves out, in numbers: what an administrator weighs before choosing it.
package struct ScopeSummary: Sendable, Equatable {
    /// What one group of the scope does.
    package struct GroupShare: Sendable, Equatable {
        /// The group's id.
        package let groupID: String
        /// How many of the people in scope are members of it.
        package var people: Int
        /// How many of them no other group of the scope lets in: they would leave the scope with the group.
        package var onlyHere: Int
        /// Whether the directory still has the group; one that is gone lets nobody in.
        package let exists: Bool

        package init(groupID: String, people: Int = 0, onlyHere: Int = 0, exists: Bool = true) {
            self.groupID = groupID
            self.people = people
            self.onlyHere = onlyHere
            self.exists = exists
        }
    }

    /// How many people are in scope.
    package var entitled: Int
    /// The groups of the scope, in its order; none when no group restricts it.
    package var groups: [GroupShare]
    /// How many people each condition of the scope leaves out, in its order: people whom nothing before it left out.
    package var conditions: [Int] = []
    /// How many people are left out, by the reason that counts for them; reasons that hold for nobody are missing.
    package var excluded: [Exclusion.Kind: Int]
    /// Excluded people whom neither the directory nor an account knows.
    package var unknownExclusions: [ExcludedPerson] = []
    /// How many people are in each unit itself, by path; units without people are missing.
    package var units: [String: UnitHeadcount]

    package init(entitled: Int, groups: [GroupShare] = [], excluded: [Exclusion.Kind: Int] = [:], units: [String: UnitHeadcount] = [:]) {
        self.entitled = entitled
        self.groups = groups
        self.excluded = excluded
        self.units = units
    }

    /// Counts the people of `snapshot`; cost is linear in them and in the members of the scope's groups.
    ///
    /// - Parameters:
    ///   - links: the accounts that people have, by directory id: an exclusion may name one.
    ///   - valueTools: what conditions with a regular expression need.
    package init(
        _ configuration: Configuration, snapshot: DirectorySnapshot, links: [String: AccountLink] = [:], valueTools: any ValueTools = NoValueTools()
    ) {
        let scope = configuration.autoprovisioning.scope
        self.init(entitled: 0, groups: scope.groups.map { GroupShare(groupID: $0.id, exists: snapshot.groups[$0.id] != nil) })
        let rule = EntitlementRule(configuration, snapshot: snapshot, links: links, valueTools: valueTools)
        var unmet = Array(repeating: 0, count: scope.conditions.count)
        var membership: [String: Set<Int>] = [:]
        var ofEveryone: Set<Int> = []
        for (index, share) in groups.enumerated() where share.exists {
            for member in snapshot.members[share.groupID] ?? [] {
                switch member.kind {
                case .customer: ofEveryone.insert(index)
                case .user, .external: membership[member.id, default: []].insert(index)
                case .group: continue
                }
            }
        }
        for person in snapshot.people {
            if person.status == .active, !person.isGuest {
                units[person.organizationalUnitPath, default: UnitHeadcount()].people += 1
                if rule.isInAccessGroup(person) { units[person.organizationalUnitPath, default: UnitHeadcount()].byGroup += 1 }
            }
            switch rule.entitlement(of: person) {
            case .excluded(let exclusion):
                excluded[exclusion.kind, default: 0] += 1
                guard case .conditionNotMet(let condition, _) = exclusion, let index = scope.conditions.firstIndex(of: condition) else { continue }
                unmet[index] += 1
            case .entitled:
                entitled += 1
                guard !groups.isEmpty else { continue }
                let places = membership[person.id].map { ofEveryone.isEmpty ? $0 : $0.union(ofEveryone) } ?? ofEveryone
                for index in places {
                    groups[index].people += 1
                    if places.count == 1 { groups[index].onlyHere += 1 }
                }
            }
        }
        conditions = unmet
        unknownExclusions = configuration.exclusions.unknownPeople(in: snapshot, links: links)
    }
}

extension Exclusion {
    /// The reason without its particulars, for counting; the order is that of the screen.
    package enum Kind: String, Sendable, CaseIterable {
        case appOff
        case notInScopeGroups
        case secondaryDomain
        case conditionNotMet
        case excludedPerson
        case excludedAccount
        case suspended
        case archived
        case guest
    }

    /// A word for machines (`--json`).
    package var code: String { kind.rawValue }

    /// The reason without its particulars.
    package var kind: Kind {
        switch self {
        case .archived: .archived
        case .guest: .guest
        case .suspended: .suspended
        case .appOff: .appOff
        case .notInScopeGroups: .notInScopeGroups
        case .secondaryDomain: .secondaryDomain
        case .conditionNotMet: .conditionNotMet
        case .excludedPerson: .excludedPerson
        case .excludedAccount: .excludedAccount
        }
    }
}
