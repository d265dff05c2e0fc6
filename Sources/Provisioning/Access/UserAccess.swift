import Directory

/// For whom the app is turned on: organizational units with inheritance and override, and access groups.
///
/// Google does not let this be read through its API, so it is part of our configuration, with the same rules.
package struct UserAccess: Sendable, Equatable {
    /// What is set at a unit.
    package enum Setting: String, Sendable, Codable, CaseIterable {
        case on
        case off
    }

    /// Units with a setting of their own; all others inherit from the nearest unit above. The root inherits `off`.
    package var organizationalUnits: [UnitAccess] {
        didSet { (settingByPath, settingLengths) = (Self.index(organizationalUnits), Self.lengths(organizationalUnits)) }
    }
    /// Groups whose members have the app whatever their unit says.
    package var groups: [GroupReference]
    /// The same settings by path, so that the question that every person asks needs no search.
    package private(set) var settingByPath: [String: Setting]
    private var settingLengths: Set<Int>?

    /// Makes an access rule; without arguments the app is off for everyone.
    package init(organizationalUnits: [UnitAccess] = [], groups: [GroupReference] = []) {
        self.organizationalUnits = organizationalUnits
        self.groups = groups
        (settingByPath, settingLengths) = (Self.index(organizationalUnits), Self.lengths(organizationalUnits))
    }

    package init(organizationalUnits: [String: Setting], groups: [GroupReference] = []) {
        self.init(
            organizationalUnits: organizationalUnits.sorted { $0.key < $1.key }.map { UnitAccess(path: $0.key, access: $0.value) }, groups: groups)
    }

    /// Whether the app is on for nobody: no unit is on and no group has access. Autoprovisioning cannot be turned on then.
    package var isOffForEveryone: Bool {
        groups.isEmpty && !organizationalUnits.contains { $0.access == .on }
    }

    /// The setting in force at `path`, and the unit it comes from (`nil`: nothing is set up to the root, so it is off).
    package func setting(at path: String) -> (setting: Setting, from: String?) {
        guard let lengths = settingLengths, path.utf8.allSatisfy({ $0 < 0x80 }) else { return settingByWalk(from: path) }
        // Everybody asks, and most units have no setting: none is looked up that is not as long as one that has.
        if lengths.contains(path.utf8.count), let setting = settingByPath[path] { return (setting, path) }
        var above = path.utf8[...]
        while let slash = above.lastIndex(of: UInt8(ascii: "/")) {
            above = above[..<slash]
            let length = max(1, above.count)
            guard lengths.contains(length) else { continue }
            let unit = above.isEmpty ? "/" : String(path[..<slash])
            if let setting = settingByPath[unit] { return (setting, unit) }
        }
        return (.off, nil)
    }

    /// The same, unit by unit.
    private func settingByWalk(from path: String) -> (setting: Setting, from: String?) {
        var current: String? = path
        while let unit = current {
            if let setting = settingByPath[unit] { return (setting, unit) }
            current = OrganizationalUnit.parentPath(of: unit)
        }
        return (.off, nil)
    }

    /// How long the paths with a setting are, in bytes; `nil` where one is not of ASCII alone, since a text may be equal to one of another length then.
    private static func lengths(_ units: [UnitAccess]) -> Set<Int>? {
        units.allSatisfy { $0.path.utf8.allSatisfy { $0 < 0x80 } } ? Set(units.map(\.path.utf8.count)) : nil
    }

    private static func index(_ units: [UnitAccess]) -> [String: Setting] {
        Dictionary(units.map { ($0.path, $0.access) }, uniquingKeysWith: { first, _ in first })
    }
}

extension UserAccess: Codable {
    enum CodingKeys: String, CodingKey {
        case organizationalUnits, groups
    }

    /// Reads both layouts: the list of version 2, and the object of version 1 that says `on` or `off` by path.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let groups = try container.decodeIfPresent([GroupReference].self, forKey: .groups) ?? []
        let units =
            try Self.unitsOfFirstLayout(in: container) ?? container.decodeIfPresent([UnitAccess].self, forKey: .organizationalUnits) ?? []
        self.init(organizationalUnits: units, groups: groups)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(organizationalUnits, forKey: .organizationalUnits)
        try container.encode(groups, forKey: .groups)
    }
}
