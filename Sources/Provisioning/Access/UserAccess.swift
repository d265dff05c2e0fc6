package import Directory

/// For whom the app is turned on: organizational units with inheritance and override, and access groups.
///
/// Google does not let this be read through its API, so it is part of our configuration, with the same rules.
package struct UserAccess: Sendable, Equatable, Codable {
    /// What is set at a unit.
    package enum Setting: String, Sendable, Codable {
        case on
        case off
    }

    /// Units with a setting of their own, by path; all others inherit from the nearest unit above. The root inherits `off`.
    package var organizationalUnits: [String: Setting]
    /// Groups whose members have the app whatever their unit says.
    package var groups: [GroupReference]

    /// Makes an access rule; without arguments the app is off for everyone.
    package init(organizationalUnits: [String: Setting] = [:], groups: [GroupReference] = []) {
        self.organizationalUnits = organizationalUnits
        self.groups = groups
    }

    /// Whether the app is on for nobody: no unit is on and no group has access. Autoprovisioning cannot be turned on then.
    package var isOffForEveryone: Bool {
        groups.isEmpty && !organizationalUnits.values.contains(.on)
    }

    /// The setting in force at `path`, and the unit it comes from (`nil`: nothing is set up to the root, so it is off).
    package func setting(at path: String) -> (setting: Setting, from: String?) {
        var current: String? = path
        while let unit = current {
            if let setting = organizationalUnits[unit] { return (setting, unit) }
            current = OrganizationalUnit.parentPath(of: unit)
        }
        return (.off, nil)
    }
}

/// A group that the admin picked, with the words shown for it; the id is what counts.
package struct GroupReference: Sendable, Equatable, Hashable, Codable {
    /// The group's immutable id.
    package var id: String
    /// The address when it was picked.
    package var email: String
    /// The name when it was picked.
    package var name: String

    /// Makes a reference.
    package init(id: String, email: String, name: String) {
        self.id = id
        self.email = email
        self.name = name
    }

    /// Makes a reference to `group`.
    package init(_ group: Group) {
        self.init(id: group.id, email: group.email, name: group.name)
    }
}
