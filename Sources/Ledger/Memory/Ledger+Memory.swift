package import Engine
package import Foundation
package import Provisioning
import SQL

/// What is kept of the newest plan, for when neither directory nor app can be asked.
extension Ledger {
    /// Keeps what is worth keeping of a plan in place of what was kept before, all or nothing. What was planned earlier than that changes nothing: somebody who
    /// looked while a run was planned must not put the past in its place.
    package func remember(_ plan: RememberedPlan) throws(LedgerError) {
        try write { db in
            let newest = try db.value(Double.self, "SELECT made FROM known_plan")
            guard newest.map({ $0 <= plan.made.timeIntervalSince1970 }) ?? true || plan.origin != .preview else { return }
            try Self.forgetRememberedPlan(db)
            let (origin, run): (String, Int64?) =
                switch plan.origin {
                case .run(let id): (plan.origin.word, id)
                case .preview: (plan.origin.word, nil)
                }
            try db.execute(
                "INSERT INTO known_plan (origin, run, revision, made, entitled, left_out, holds) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    origin, run, plan.configurationRevision, plan.made.timeIntervalSince1970, plan.entitledCount, plan.leftOut,
                    try KeptData.text(plan.holds.values.sorted { $0.kind < $1.kind }.map(RememberedHold.init)),
                ])
            try db.execute("INSERT INTO known_entry (content) VALUES (?)", each: try plan.entries.map { [try KeptData.text(RememberedRecord($0))] })
        }
    }

    /// What was kept of the newest plan; `nil` when none was made with this ledger. An entry that this program does not understand counts as left out.
    package func rememberedPlan() throws(LedgerError) -> RememberedPlan? {
        try read { db in
            guard let row = try db.first("SELECT * FROM known_plan") else { return nil }
            var entries: [RememberedPlan.Entry] = []
            var unread = 0
            try db.forEach("SELECT content FROM known_entry ORDER BY place") { row in
                if let entry = KeptData.value(RememberedRecord.self, of: row.text(0))?.entry { entries.append(entry) } else { unread += 1 }
            }
            let run: Int64? = row["run"]
            let holds = KeptData.value([RememberedHold].self, of: row["holds"]) ?? []
            return RememberedPlan(
                origin: run.map(PlanMemory.Origin.run) ?? .preview, made: Self.date(row["made"]), configurationRevision: row["revision"],
                entitledCount: row["entitled"],
                holds: Dictionary(holds.map { ($0.kind, $0.hold) }, uniquingKeysWith: { first, _ in first }), entries: entries,
                leftOut: row["left_out"] + unread)
        }
    }

    /// What tells the plan that is kept now from any other, without reading it; `nil` when there is none.
    package func rememberedPlanMark() throws(LedgerError) -> String? {
        try read { db in
            try db.first("SELECT origin, run, revision, made FROM known_plan").map { row in
                ["origin", "run", "revision", "made"].map { row.value($0).description }.joined(separator: " ")
            }
        }
    }

    /// The newest run that read the directory, for a ledger whose runs kept no plan yet.
    package func newestPlanningRun() throws(LedgerError) -> (id: Int64, started: Date, revision: Int)? {
        try read { db in
            try db.first(
                "SELECT id, started, revision FROM run WHERE id > ? AND people > 0 AND person IS NULL ORDER BY id DESC LIMIT 1", [Self.noRun]
            ).map { ($0["id"], Self.date($0["started"]), $0["revision"]) }
        }
    }

    /// Everybody whom the log knows, by directory id, under the newest name and address.
    package func knownPeople() throws(LedgerError) -> [String: KnownPerson] {
        try read { db in
            var people: [String: KnownPerson] = [:]
            try db.forEach(
                """
                SELECT person, name, email FROM journal
                WHERE id IN (SELECT max(id) FROM journal WHERE kind IS NOT NULL GROUP BY person)
                """
            ) { row in people[row["person"]] = KnownPerson(name: row["name"], email: row["email"]) }
            return people
        }
    }

    /// Forgets what was kept.
    package func forgetRememberedPlan() throws(LedgerError) { try write { try Self.forgetRememberedPlan($0) } }

    static func forgetRememberedPlan(_ db: any SQLConnection) throws {
        for table in ["known_plan", "known_entry"] { try db.execute("DELETE FROM \(table)") }
    }
}
