import Directory

/// How many people a unit is about.
package struct UnitHeadcount: Sendable, Equatable {
    /// The active people; guests do not count.
    package var people: Int
    /// How many of them have the app by an access group, whatever the unit says.
    package var byGroup: Int

    package init(people: Int = 0, byGroup: Int = 0) {
        self.people = people
        self.byGroup = byGroup
    }

    /// For how many of them the app is on where this is set.
    package func appIsOn(at setting: UserAccess.Setting) -> Int { setting == .on ? people : byGroup }
}

extension UserAccess {
    /// Whom each unit decides for, or would decide for with a setting of its own: the people in it and in the units that inherit from it.
    ///
    /// - Parameter direct: how many people are in each unit itself, by path.
    package func followers(_ direct: [String: UnitHeadcount]) -> [String: UnitHeadcount] {
        var followers: [String: UnitHeadcount] = [:]
        for (path, count) in direct {
            var current: String? = path
            while let unit = current {
                followers[unit, default: UnitHeadcount()].people += count.people
                followers[unit, default: UnitHeadcount()].byGroup += count.byGroup
                current = ownSetting(at: unit) == nil ? OrganizationalUnit.parentPath(of: unit) : nil
            }
        }
        return followers
    }
}
