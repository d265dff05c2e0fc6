package import Directory

/// What is set at one organizational unit.
///
/// The unit is known by its id, which stays when somebody renames or moves it (`orgUnitId` of the Directory API). The path says where the unit was when it was seen
/// last. Without an id, as in settings of version 1 or written by hand, the path says which unit is meant until a run has looked it up.
package struct UnitAccess: Sendable, Equatable, Hashable, Codable {
    /// The unit's stable id; `nil` while only the path is known.
    package var id: String?
    /// The unit's whole path when it was last seen; `/` is everyone.
    package var path: String
    /// Whether the app is on or off for the unit and for the units that inherit from it.
    package var access: UserAccess.Setting

    package init(id: String? = nil, path: String, access: UserAccess.Setting) {
        self.id = id
        self.path = path
        self.access = access
    }
}

extension UserAccess {
    /// What is set at the unit with this path itself; `nil` when it inherits.
    package func ownSetting(at path: String) -> Setting? { settingByPath[path] }

    /// Sets the app on or off at a unit.
    package mutating func set(_ access: Setting, at unit: OrganizationalUnit) {
        inherit(at: unit)
        organizationalUnits.append(UnitAccess(id: unit.id.isEmpty ? nil : unit.id, path: unit.path, access: access))
        organizationalUnits.sort { $0.path < $1.path }
    }

    /// Lets a unit inherit from the unit above it.
    package mutating func inherit(at unit: OrganizationalUnit) {
        organizationalUnits.removeAll { $0.path == unit.path || ($0.id != nil && $0.id == unit.id) }
    }
}
