package import Directory
package import Engine
package import Foundation
package import Provisioning
import SQL

/// The organizational units as runs saw them: `config.json` is the administrator's, so what a run finds out about units is kept here.
extension Ledger {
    /// Everything that is remembered about units.
    package func units() throws(LedgerError) -> RememberedUnits { try read { db in try Self.units(db) } }

    /// What is remembered of the units that these settings name: enough to complete them, and little to read.
    package func units(of access: UserAccess) throws(LedgerError) -> RememberedUnits {
        try read { db in
            var remembered = RememberedUnits()
            for setting in access.organizationalUnits {
                let meaning =
                    setting.id == nil
                    ? try db.value(String.self, "SELECT unit FROM unit_meaning WHERE path = ?", [setting.path]) : nil
                if let meaning { remembered.meanings[setting.path] = meaning }
                guard let id = setting.id ?? meaning,
                    let row = try db.first("SELECT * FROM unit WHERE id = ?", [id])
                else { continue }
                remembered.units[id] = Self.unit(row)
            }
            return remembered
        }
    }

    static func units(_ db: any SQLConnection) throws -> RememberedUnits {
        var remembered = RememberedUnits()
        for row in try db.rows("SELECT * FROM unit") { remembered.units[row["id"]] = unit(row) }
        for row in try db.rows("SELECT path, unit FROM unit_meaning") { remembered.meanings[row["path"]] = row["unit"] }
        return remembered
    }

    private static func unit(_ row: SQLRow) -> RememberedUnit {
        var unit = RememberedUnit(path: row["path"], parentID: row["parent"])
        (unit.acceptedPath, unit.acceptedParentID) = (row["accepted_path"], row["accepted_parent"])
        (unit.decidedParentID, unit.verdict) = (row["decided_parent"], (row["verdict"] as String?).flatMap(HeldDecision.Verdict.init(rawValue:)))
        return unit
    }

    /// Remembers the tree that a run read, which units the paths of the settings mean, and, in the log, what was renamed or moved: all or none.
    ///
    /// - Parameter remembered: what is remembered so far, so that only what differs is written.
    package func rememberUnits(
        _ units: [OrganizationalUnit], meanings: [String: String], changes: [UnitChange], since remembered: RememberedUnits, run: Int64, now: Date
    ) throws(LedgerError) {
        let parents = UnitParents(units)
        let different = units.filter { unit in
            guard let before = remembered.units[unit.id] else { return true }
            return before.path != unit.path || before.parentID != parents[unit.id]
        }
        guard !different.isEmpty || meanings != remembered.meanings else { return }
        try write { db in
            let chain = AuditChain(db)
            for unit in different {
                try db.execute(
                    """
                    INSERT INTO unit (id, path, parent, accepted_path, accepted_parent) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET path = excluded.path, parent = excluded.parent
                    """, [unit.id, unit.path, parents[unit.id], unit.path, parents[unit.id]])
            }
            try db.execute("DELETE FROM unit_meaning")
            for (path, id) in meanings.sorted(by: { $0.key < $1.key }) {
                try db.execute("INSERT INTO unit_meaning (path, unit) VALUES (?, ?)", [path, id])
            }
            for change in changes { try Self.log(LoggedDecision(change), run: run, now: now, chain) }
        }
    }

    /// The places that these units have count for access from now on; `units` are all that there are.
    package func acceptUnitPlaces(of accepted: [OrganizationalUnit], among units: [OrganizationalUnit], since remembered: RememberedUnits)
        throws(LedgerError)
    {
        let parents = UnitParents(units)
        let different = accepted.filter { unit in
            guard let before = remembered.units[unit.id] else { return false }
            return before.acceptedPath != unit.path || before.acceptedParentID != parents[unit.id] || before.verdict != nil
        }
        // A unit that is gone is only needed while a move out of it does not count yet.
        let gone = accepted.count == units.count ? Set(remembered.units.keys).subtracting(units.map(\.id)) : []
        guard !different.isEmpty || !gone.isEmpty else { return }
        try write { db in
            for unit in different {
                try db.execute(
                    "UPDATE unit SET accepted_path = path, accepted_parent = parent, decided_parent = NULL, verdict = NULL WHERE id = ?", [unit.id])
            }
            for id in gone { try db.execute("DELETE FROM unit WHERE id = ?", [id]) }
        }
    }

    /// Records what an administrator decided about moved units, and logs it; `nil` takes it back. All or none.
    package func decide(_ verdict: HeldDecision.Verdict?, about moves: [UnitMove], by who: AuditActor, now: Date) throws(LedgerError) {
        guard !moves.isEmpty else { return }
        try write { db in
            let chain = AuditChain(db)
            try Self.rememberUnitsHeld(verdict == nil, now: now, db)
            for move in moves {
                try db.execute(
                    "UPDATE unit SET decided_parent = ?, verdict = ? WHERE id = ?",
                    [verdict == nil ? nil : move.parentID, verdict?.rawValue, move.id])
                try Self.log(LoggedDecision(.init(verdict), about: move, by: who), run: Self.noRun, now: now, chain)
            }
        }
    }
}
