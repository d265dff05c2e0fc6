package import Directory

/// Why a person is entitled to an account.
package enum AccessPath: Sendable, Equatable, Hashable {
    /// The app is on at the unit `path`, from which the person's unit inherits it or which it is.
    case organizationalUnit(path: String)
    /// The app is on for a group that the person is a member of.
    case group(name: String)
}

/// Why a person is not entitled, most telling reason first.
package enum Exclusion: Sendable, Equatable, Hashable, Codable {
    case archived
    /// An administrator excluded the person.
    case excludedPerson
    /// An administrator excluded the person's account, which has this user name.
    case excludedAccount(String)
    case guest
    case suspended
    /// The app is off at the person's unit; `setAt` is the unit that says so, `nil` when no unit up to the root says anything.
    case appOff(unit: String, setAt: String?)
    /// In none of the groups that restrict the scope.
    case notInScopeGroups
    /// A member, but the primary address is on a secondary domain.
    case secondaryDomain(String)
    /// A condition of the scope is not met, with the person's value of its attribute; `nil` when there is none.
    case conditionNotMet(ScopeCondition, value: String?)

    /// The cause of deprovisioning that it is; `nil` where the person's account is left as it is, so that no delay begins and none ends.
    package var cause: DeprovisioningCause? {
        switch self {
        case .archived, .excludedPerson, .excludedAccount: nil
        case .suspended: .suspended
        case .guest, .appOff, .notInScopeGroups, .secondaryDomain, .conditionNotMet: .appTurnedOff
        }
    }
}

/// The decision for one person.
package enum Entitlement: Sendable, Equatable {
    /// Entitled; `scopeGroup` is the name of the group that let the person in, if groups restrict the scope.
    case entitled(access: AccessPath, scopeGroup: String?)
    case excluded(Exclusion)

    /// Whether the person is to have an active account.
    package var isEntitled: Bool {
        if case .entitled = self { true } else { false }
    }
}

/// Decides entitlement for every person of one directory snapshot.
package struct EntitlementRule: Sendable {
    private let access: UserAccess
    private let unitSettings: [String: UnitSetting]
    private let scope: ProvisioningScope
    private let conditions: [PreparedCondition]
    private let exclusions: ExclusionRule
    private let links: [String: AccountLink]
    private let valueTools: any ValueTools
    private let secondaryDomains: Set<String>
    private let accessGroupByPerson: [String: String]
    private let scopeGroupByPerson: [String: String]
    private let accessGroupOfEveryone: String?
    private let scopeGroupOfEveryone: String?

    /// A setting in force at a unit, and the path of the unit that it comes from.
    typealias UnitSetting = (setting: UserAccess.Setting, from: String?)

    /// Prepares the decision; cost is linear in the members of the groups concerned.
    ///
    /// - Parameters:
    ///   - links: the accounts that people have, by directory id: an exclusion may name one.
    ///   - valueTools: what conditions with a regular expression need.
    package init(_ configuration: Configuration, snapshot: DirectorySnapshot, links: [String: AccountLink], valueTools: any ValueTools) {
        self.init(configuration, snapshot: snapshot, links: links, valueTools: valueTools, moves: nil)
    }

    /// Prepares the decision for everything that a plan depends on: a unit that was moved counts where it was, until its move does.
    package init(_ input: PlanInput) {
        self.init(input, moves: UnitMoves(input))
    }

    init(_ input: PlanInput, moves: UnitMoves) {
        self.init(
            input.configuration, snapshot: input.snapshot, links: input.ledger.links, valueTools: input.valueTools, moves: moves)
    }

    private init(
        _ configuration: Configuration, snapshot: DirectorySnapshot, links: [String: AccountLink], valueTools: any ValueTools, moves: UnitMoves?
    ) {
        access = configuration.userAccess
        unitSettings = moves?.inForce ?? [:]
        scope = configuration.autoprovisioning.scope
        conditions = scope.conditions.map(PreparedCondition.init)
        exclusions = ExclusionRule(configuration.exclusions)
        (self.links, self.valueTools) = (links, valueTools)
        secondaryDomains = snapshot.secondaryDomains
        (accessGroupByPerson, accessGroupOfEveryone) = Self.membership(of: access.groups, in: snapshot)
        (scopeGroupByPerson, scopeGroupOfEveryone) = Self.membership(of: scope.groups, in: snapshot)
    }

    /// The decision for `person`.
    package func entitlement(of person: Person) -> Entitlement {
        if let exclusion = exclusion(of: person) { return .excluded(exclusion) }
        switch person.status {
        case .archived: return .excluded(.archived)
        case .suspended, .deleted: return .excluded(.suspended)
        case .active: return entitlementIgnoringStatus(of: person)
        }
    }

    /// Why an administrator's word leaves the person alone, whatever the directory says; `nil` when it does not.
    func exclusion(of person: Person) -> Exclusion? {
        exclusions.isEmpty ? nil : exclusions.exclusion(of: person, link: links[person.id])
    }

    /// Whether any account is excluded.
    var excludesAccounts: Bool { exclusions.coversAccounts }

    /// Whether an administrator excluded an account of the app that nobody has.
    func isExcluded(_ account: ObservedAccount?, userName: String) -> Bool { exclusions.coversAccount(account?.id, userName: userName) }

    /// The decision as if the person were active: whether access and scope alone would let them in.
    package func entitlementIgnoringStatus(of person: Person) -> Entitlement {
        entitlementIgnoringStatus(of: person, where: setting(at: person.organizationalUnitPath))
    }

    /// Whether access and scope would let the person in once the move of the person's unit counts; no move lets nobody in.
    func wouldLetIn(_ person: Person, after move: UnitMoves.Difference?) -> Bool {
        move.map { entitlementIgnoringStatus(of: person, where: $0.after).isEntitled } ?? false
    }

    /// The setting in force at the unit with this path.
    private func setting(at path: String) -> UnitSetting {
        (unitSettings.isEmpty ? nil : unitSettings[path]) ?? access.setting(at: path)
    }

    /// The decision as if `unit` were in force at the person's unit, and the person active.
    func entitlementIgnoringStatus(of person: Person, where unit: UnitSetting) -> Entitlement {
        if let exclusion = exclusion(of: person) { return .excluded(exclusion) }
        if person.isGuest { return .excluded(.guest) }
        let path: AccessPath
        let (setting, origin) = unit
        if setting == .on, let origin {
            path = .organizationalUnit(path: origin)
        } else if let group = accessGroupByPerson[person.id] ?? accessGroupOfEveryone {
            path = .group(name: group)
        } else {
            return .excluded(.appOff(unit: person.organizationalUnitPath, setAt: origin))
        }
        let isSecondary = !secondaryDomains.isEmpty && secondaryDomains.contains(person.domain)
        if isSecondary && scope.secondaryDomains == .excluded { return .excluded(.secondaryDomain(person.domain)) }
        var scopeGroup: String?
        if !scope.groups.isEmpty {
            scopeGroup = scopeGroupByPerson[person.id] ?? scopeGroupOfEveryone
            if scopeGroup == nil { return .excluded(.notInScopeGroups) }
            if isSecondary { return .excluded(.secondaryDomain(person.domain)) }
        }
        if let unmet = conditions.first(where: { !$0.holds(for: person, valueTools) })?.condition {
            return .excluded(.conditionNotMet(unmet, value: person.value(of: unmet.attribute)))
        }
        return .entitled(access: path, scopeGroup: scopeGroup)
    }

    /// Whether the person has the app by an access group, whatever their unit says.
    package func isInAccessGroup(_ person: Person) -> Bool { accessGroupOfEveryone != nil || accessGroupByPerson[person.id] != nil }

    private static func membership(of groups: [GroupReference], in snapshot: DirectorySnapshot) -> ([String: String], everyone: String?) {
        var byPerson: [String: String] = [:]
        var everyone: String?
        for reference in groups {
            guard let group = snapshot.groups[reference.id] else { continue }
            for member in snapshot.members[reference.id] ?? [] {
                switch member.kind {
                case .customer: everyone = everyone ?? group.name
                case .user, .external: byPerson[member.id] = byPerson[member.id] ?? group.name
                case .group: continue
                }
            }
        }
        return (byPerson, everyone)
    }
}
