/// A unit as runs saw it before.
package struct RememberedUnit: Sendable, Equatable {
    /// The path and the unit above it when a run last read the directory.
    package var path: String
    package var parentID: String?
    /// Where the unit was when its place last counted for access: a move counts once nothing depends on it, or an administrator released it.
    package var acceptedPath: String
    package var acceptedParentID: String?
    /// What an administrator decided about the move below ``decidedParentID``; `nil` for no decision.
    package var verdict: HeldDecision.Verdict?
    package var decidedParentID: String?

    package init(path: String, parentID: String?) {
        (self.path, self.parentID, acceptedPath, acceptedParentID) = (path, parentID, path, parentID)
    }

    /// What was decided about this move of the unit; `nil` while it waits for that. A move that counts already is as good as released.
    package func verdict(on move: UnitMove) -> HeldDecision.Verdict? {
        if acceptedParentID == move.parentID { return .released }
        return decidedParentID == move.parentID ? verdict : nil
    }
}

/// What the ledger remembers about organizational units.
package struct RememberedUnits: Sendable, Equatable {
    /// The units by id; those that are gone stay until no decision is open.
    package var units: [String: RememberedUnit]
    /// Which unit a path of the settings means as long as the settings have no id for it: ids by path.
    package var meanings: [String: String]

    /// Makes a memory; without arguments, that of an empty ledger.
    package init(units: [String: RememberedUnit] = [:], meanings: [String: String] = [:]) {
        self.units = units
        self.meanings = meanings
    }

    /// The settings with the ids that are known, and the paths that the units had when they were last seen.
    package func completed(_ access: UserAccess) -> UserAccess {
        var paths: Set<String> = []
        let units = access.organizationalUnits.map { setting in
            guard setting.path != "/", let id = setting.id ?? meanings[setting.path] else { return setting }
            return UnitAccess(id: id, path: self.units[id]?.path ?? setting.path, access: setting.access)
        }
        // Two units with one path could not be saved: then the settings stay as they were written.
        guard units.allSatisfy({ paths.insert($0.path).inserted }) else { return access }
        return UserAccess(organizationalUnits: units.sorted { $0.path < $1.path }, groups: access.groups)
    }
}
