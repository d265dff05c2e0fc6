import Directory

/// A unit that stands below another one than when its place last counted for access.
package struct UnitMove: Sendable, Equatable, Hashable {
    /// The unit's id.
    package let id: String
    /// The path before.
    package let from: String
    /// The path now.
    package let to: String
    /// The id of the unit that it stands below now.
    package let parentID: String?

    /// "unit /Contractors, now /Sales/Contractors".
    package var words: String { "unit \(from), now \(to)" }
}

/// Whose access changes only because units were moved in the tree.
///
/// Moving a unit is done by people who think of the directory, not of the app. What a move alone would give or take away waits as one decision, however few it concerns:
/// until then each unit inherits as it did where it was before. A unit that has a setting of its own keeps it wherever it goes.
struct UnitMoves {
    /// What is in force at a unit, and what would be once the open moves count.
    struct Difference {
        let before: (setting: UserAccess.Setting, from: String?)
        let after: (setting: UserAccess.Setting, from: String?)
        let move: UnitMove
    }

    /// Settings that differ from what the paths of today say, by path: those of units whose move does not count yet, or was rejected.
    private(set) var inForce: [String: (setting: UserAccess.Setting, from: String?)] = [:]
    /// Units, by path, at which something would change once the open moves count.
    private(set) var open: [String: Difference] = [:]
    /// Units, by path, at which something changes because an administrator released a move.
    private(set) var released: Set<String> = []
    /// Every move by what was decided about it.
    private(set) var undecidedMoves: [UnitMove] = []
    private(set) var releasedMoves: [UnitMove] = []
    private(set) var rejectedMoves: [UnitMove] = []

    /// Whether no move makes a difference to anybody.
    var isEmpty: Bool { open.isEmpty && released.isEmpty }

    /// Compares the tree of `units` with what is remembered.
    ///
    /// - Parameter releasesAll: whether this run was told to let all of it happen.
    init(_ access: UserAccess, units: [OrganizationalUnit], remembered: RememberedUnits, releasesAll: Bool) {
        guard !remembered.units.isEmpty else { return }
        let parents = UnitParents(units)
        var verdicts: [String: HeldDecision.Verdict?] = [:]
        for unit in units where unit.path != "/" {
            guard let before = remembered.units[unit.id], before.acceptedParentID != parents[unit.id] else { continue }
            let move = UnitMove(id: unit.id, from: before.acceptedPath, to: unit.path, parentID: parents[unit.id])
            let verdict = before.decidedParentID == parents[unit.id] ? before.verdict : nil
            switch verdict {
            case .rejected: rejectedMoves.append(move)
            case nil where !releasesAll: undecidedMoves.append(move)
            case .released, nil: releasedMoves.append(move)
            }
            verdicts[unit.id] = .some(verdict ?? (releasesAll ? .released : nil))
        }
        guard !verdicts.isEmpty else { return }
        let paths = Dictionary(units.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
        func tree(_ counts: @escaping (HeldDecision.Verdict?) -> Bool) -> Settings {
            Settings(access: access, paths: paths) { id in
                guard paths[id] != nil else { return remembered.units[id]?.acceptedParentID }
                guard let verdict = verdicts[id], !counts(verdict) else { return parents[id] }
                return remembered.units[id]?.acceptedParentID
            }
        }
        let (accepted, decided, wanted) = (tree { _ in false }, tree { $0 == .released }, tree { $0 != .rejected })
        let moves = Dictionary(undecidedMoves.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for unit in units {
            let (now, later) = (decided.setting(at: unit.id), wanted.setting(at: unit.id))
            if now.setting != access.setting(at: unit.path).setting { inForce[unit.path] = now }
            if now.setting != accepted.setting(at: unit.id).setting { released.insert(unit.path) }
            guard now.setting != later.setting else { continue }
            var current: String? = unit.id
            while let id = current, moves[id] == nil { current = parents[id] }
            if let move = current.flatMap({ moves[$0] }) ?? undecidedMoves.first {
                open[unit.path] = Difference(before: now, after: later, move: move)
            }
        }
    }

    /// Compares the tree that a plan depends on with what the ledger remembers.
    init(_ input: PlanInput) {
        self.init(
            input.configuration.userAccess, units: input.snapshot.organizationalUnits, remembered: input.ledger.units,
            releasesAll: input.releasesUnitMoves)
    }

    /// The settings in force where each unit inherits from the unit that `parent` names.
    private struct Settings {
        let access: UserAccess
        let paths: [String: String]
        let parent: (String) -> String?

        func setting(at id: String) -> (setting: UserAccess.Setting, from: String?) {
            var current: String? = id
            // Moves that only count in part can lead in a circle.
            var seen: Set<String> = []
            while let unit = current, seen.insert(unit).inserted {
                if let path = paths[unit], let setting = access.ownSetting(at: path) { return (setting, path) }
                current = parent(unit)
            }
            return (.off, nil)
        }
    }
}
