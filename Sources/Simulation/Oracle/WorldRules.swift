package import Foundation

/// Why an account may be taken away, in the oracle's own words.
package enum TrueCause: String, Sendable, CaseIterable {
    case appTurnedOff
    case suspended
    case deleted
}

/// What is done to an account.
package enum Removal: String, Sendable, CaseIterable {
    case suspend
    case hardDelete
}

/// What the administrator of the world chose: the simulation's own model, from which the engine's configuration is made and never the other way round.
package struct WorldRules: Sendable, Equatable {
    /// The delays that there are, in days; 0 is "within 24 hours".
    package static let delays = [0, 1, 7, 21]
    /// The domain of the sandbox that is not the primary one.
    static let secondaryDomain = "subsidiary.example"

    /// Ids of units with a setting of their own.
    package var units: [String: Bool] = [:]
    /// Ids of the groups with access.
    package var accessGroups: [String] = []
    /// Ids of the groups that restrict the scope.
    package var scopeGroups: [String] = []
    /// The departments of the people in the scope; none leaves nobody out.
    package var departments: [String] = []
    /// Ids of people who are left alone, whatever the directory says.
    package var excluded: Set<String> = []
    /// Days between the cause and each removal; none of a kind leaves it out.
    package var policy: [TrueCause: [Removal: Int]] = [:]
    /// Actions of a kind that the safeguards always let through.
    package var safeguardNumber = 50
    package var isOn = true

    /// Rules under which nobody has the app.
    package init() {}

    /// Ids of all groups that they name.
    package var groups: Set<String> { Set(accessGroups + scopeGroups) }

    /// Whether they name a group or a unit that is no longer there.
    func nameSomethingGone(in truth: Truth) -> Bool {
        !groups.isSubset(of: truth.groups.keys) || !units.keys.allSatisfy { truth.units[$0] != nil }
    }

    /// The longest delay, in seconds.
    package var longestDelay: TimeInterval {
        Double(policy.values.flatMap(\.values).max() ?? 0) * 86_400
    }
}

extension WorldRules: CustomStringConvertible {
    /// In one order always, so that a replay tells the same story.
    package var description: String {
        let units = units.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value ? "on" : "off")" }
        let policy = TrueCause.allCases.flatMap { cause in
            Removal.allCases.compactMap { removal in self.policy[cause]?[removal].map { "\(cause.rawValue) \(removal.rawValue) after \($0)" } }
        }
        return
            "\(isOn ? "on" : "off"); units \(units); access \(accessGroups); scope \(scopeGroups) \(departments); excluded \(excluded.sorted()); \(policy); safeguards \(safeguardNumber)"
    }
}

extension WorldRules {
    /// Whether the app is on at a unit: the nearest setting above counts, and nothing set is off.
    func isOn(at unit: String, in truth: Truth) -> Bool {
        var settings: [String: Bool] = [:]
        for (id, isOn) in units { if let path = truth.units[id] { settings[path] = isOn } }
        var path = unit
        while true {
            if let setting = settings[path] { return setting }
            guard path != "/" else { return false }
            let parent = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
            path = parent.isEmpty ? "/" : String(parent)
        }
    }

    /// Whether somebody is to have an active account.
    package func isEntitled(_ person: TruePerson, in truth: Truth) -> Bool {
        !person.isDeleted && !person.isArchived && !person.isSuspended && wouldBeEntitled(person, in: truth)
    }

    /// The same, were the person active.
    func wouldBeEntitled(_ person: TruePerson, in truth: Truth) -> Bool {
        if person.isGuest || excluded.contains(person.id) { return false }
        if !departments.isEmpty, !departments.contains(person.department ?? "") { return false }
        guard isOn(at: person.unit, in: truth) || accessGroups.contains(where: { Self.contains($0, person.id, truth) }) else { return false }
        guard !scopeGroups.isEmpty else { return true }
        return person.domain != Self.secondaryDomain && scopeGroups.contains { Self.contains($0, person.id, truth) }
    }

    /// Membership through groups of groups.
    private static func contains(_ group: String, _ person: String, _ truth: Truth, depth: Int = 0) -> Bool {
        guard depth < 8, let members = truth.groups[group]?.members else { return false }
        return members.contains { member in
            switch member {
            case .person(let id): id == person
            case .group(let id): contains(id, person, truth, depth: depth + 1)
            case .everyone: true
            }
        }
    }
}
