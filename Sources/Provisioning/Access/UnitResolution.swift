package import Directory

/// Finds the units that settings name in the directory's tree of today.
///
/// A unit is its id: one that was renamed or moved keeps what is set at it. A path alone says which unit is meant only until its id is known.
package struct UnitResolution: Sendable, Equatable {
    /// The settings with the ids and the paths of today; a unit that is gone keeps what was known of it.
    package let access: UserAccess
    /// Units that settings name and that the directory does not have. Only a source that lists its units can say so.
    package let missing: [UnitAccess]
    /// Which unit is meant by a path that stands in the settings without an id: ids by path.
    package let meanings: [String: String]

    /// Looks the units up.
    ///
    /// - Parameters:
    ///   - units: the directory's tree.
    ///   - isListed: whether the tree is a list of units; otherwise it is made of the people's paths, and a unit without people is not in it.
    ///   - meanings: which unit a path meant when it was first looked up.
    package init(_ access: UserAccess, units: [OrganizationalUnit], isListed: Bool, meanings: [String: String] = [:]) {
        let tree = Tree(units)
        var (resolved, missing): ([UnitAccess], [UnitAccess]) = ([], [])
        var found: Set<String> = []
        var known: [String: String] = [:]
        for setting in access.organizationalUnits {
            guard let unit = tree.unit(setting, meaning: meanings[setting.path]) else {
                if isListed { missing.append(setting) }
                resolved.append(UnitAccess(id: setting.id ?? meanings[setting.path], path: setting.path, access: setting.access))
                continue
            }
            if setting.id == nil { known[setting.path] = unit.id }
            guard found.insert(unit.id).inserted else { continue }
            resolved.append(UnitAccess(id: unit.id, path: unit.path, access: setting.access))
        }
        self.access = UserAccess(organizationalUnits: resolved.sorted { $0.path < $1.path }, groups: access.groups)
        self.missing = missing
        self.meanings = known
    }

    /// Why a run stops when units of the settings are gone: their people would all change at once, which is for the administrator to decide.
    package var missingWords: String? {
        guard let first = missing.first else { return nil }
        let others = missing.count > 1 ? " (and \(missing.count - 1) more)" : ""
        return
            "The organizational unit \(first.path)\(others) is no longer in the directory. Nothing was changed; remove it under User access (or run: autoprovision setup "
            + "--inherit-unit '\(first.path)'), or restore it in the directory."
    }
}

/// The units by id and by path.
private struct Tree {
    let byID: [String: OrganizationalUnit]
    let byPath: [String: OrganizationalUnit]
    let byFoldedPath: [String: [OrganizationalUnit]]

    init(_ units: [OrganizationalUnit]) {
        byID = Dictionary(units.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        byPath = Dictionary(units.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        byFoldedPath = Dictionary(grouping: units) { $0.path.lowercased() }
    }

    func unit(_ setting: UnitAccess, meaning: String?) -> OrganizationalUnit? {
        // The root is never renamed or moved.
        if setting.path == "/" { return byPath["/"] }
        guard let id = setting.id ?? meaning else { return unit(at: setting.path) }
        if let unit = byID[id] { return unit }
        // Between a source that has ids and one that has none, the path is what both have.
        guard let unit = unit(at: setting.path), unit.id == unit.path || id.hasPrefix("/") else { return nil }
        return unit
    }

    private func unit(at path: String) -> OrganizationalUnit? {
        if let unit = byPath[path] { return unit }
        let others = byFoldedPath[path.lowercased()] ?? []
        return others.count == 1 ? others.first : nil
    }
}
