package import Directory

/// A unit that somebody renamed or moved in the directory since the last run.
package struct UnitChange: Sendable, Equatable {
    /// The unit's id.
    package let id: String
    /// The path before.
    package let from: String
    /// The path now.
    package let to: String
    /// Whether the unit is below another one now; otherwise it has only another name.
    package let isMove: Bool

    /// The changes, by the new path. A unit whose path is another one because a unit above it changed is not among them.
    package static func changes(in units: [OrganizationalUnit], since remembered: RememberedUnits) -> [UnitChange] {
        let parents = UnitParents(units)
        return units.compactMap { unit in
            guard unit.path != "/", let before = remembered.units[unit.id] else { return nil }
            let isMove = before.parentID != parents[unit.id]
            guard isMove || before.path.split(separator: "/").last != unit.path.split(separator: "/").last else { return nil }
            return UnitChange(id: unit.id, from: before.path, to: unit.path, isMove: isMove)
        }
    }

    /// "The organizational unit /Sales was renamed to /Vertrieb in the directory; its access stays as it is."
    package var words: String {
        isMove
            ? "The organizational unit \(from) was moved to \(to) in the directory; a setting of its own goes with it."
            : "The organizational unit \(from) was renamed to \(to) in the directory; its access stays as it is."
    }

    /// The same of many: the first three in full.
    package static func words(_ changes: [UnitChange]) -> [String] {
        let rest = changes.count - 3
        let more = rest > 0 ? ["\(rest) more \(rest == 1 ? "unit was" : "units were") renamed or moved; the log names all of them."] : []
        return changes.prefix(3).map(\.words) + more
    }
}

/// The unit above each unit, by ids.
package struct UnitParents: Sendable {
    private let parents: [String: String]

    /// Finds the nearest listed unit above each.
    package init(_ units: [OrganizationalUnit]) {
        let ids = Dictionary(units.map { ($0.path, $0.id) }, uniquingKeysWith: { first, _ in first })
        var parents: [String: String] = [:]
        for unit in units {
            var path = OrganizationalUnit.parentPath(of: unit.path)
            while let current = path, ids[current] == nil { path = OrganizationalUnit.parentPath(of: current) }
            parents[unit.id] = path.flatMap { ids[$0] }
        }
        self.parents = parents
    }

    /// The id of the unit above; `nil` for the root.
    package subscript(id: String) -> String? { parents[id] }
}
