package import Engine
import Foundation
package import Provisioning
import SQL

/// Looking through the log, which may be long: what is asked for is found in an index, and only the rows that are shown are read.
extension Ledger {
    /// Which entries a query finds, and how many there are in all.
    package func find(_ query: ActivityQuery) throws(LedgerError) -> (found: ActivityIndex, total: Int) {
        try read { db in
            let ends = try db.first("SELECT (SELECT min(id) FROM journal) AS oldest, (SELECT max(id) FROM journal) AS newest")
            let newest: Int64 = ends?["newest"] ?? 0
            let total = newest == 0 ? 0 : Int(newest - (ends?["oldest"] ?? newest)) + 1
            guard let condition = Self.condition(query, db.dialect) else {
                return (try Self.sorted(ActivityIndex(newest: newest, count: total), query.order, whose: "1 = 1", [], db), total)
            }
            // Sorted here: to have them in order, a database would read a million whole rows rather than the index that answers the question.
            var ids = try db.values(Int64.self, "SELECT id FROM journal WHERE \(condition.sql)", condition.arguments, isRepeated: false)
            ids.sort(by: >)
            return (try Self.sorted(ActivityIndex(ids), query.order, whose: condition.sql, condition.arguments, db), total)
        }
    }

    /// Entries that stand the newest first, in another order.
    private static func sorted(
        _ index: ActivityIndex, _ order: ActivityQuery.Order?, whose condition: String, _ arguments: SQLArguments, _ db: any SQLConnection
    ) throws -> ActivityIndex {
        guard let order else { return index }
        let keys =
            switch order.column {
            case .time: [] as [String]
            // What happened is said by these three together.
            case .what: ["coalesce(kind, '')", "state", "coalesce(code, '')"]
            case .who: ["lower(CASE WHEN name = '' THEN email ELSE name END)"]
            }
        guard !keys.isEmpty else { return order.isDescending ? index : index.reversed() }
        let sorting = keys.map { order.isDescending ? "\($0) DESC" : $0 }.joined(separator: ", ")
        return ActivityIndex(
            try db.values(Int64.self, "SELECT id FROM journal WHERE \(condition) ORDER BY \(sorting), id DESC", arguments, isRepeated: false))
    }

    /// Entries by id, in the order of the ids, with their hashes; an id that is not there is left out.
    package func entries(_ ids: [Int64]) throws(LedgerError) -> [ActivityEntry] {
        guard !ids.isEmpty else { return [] }
        return try read { db in
            let rows = try db.rows(
                """
                SELECT journal.*, (SELECT hash FROM audit WHERE entry = journal.id ORDER BY audit.id DESC LIMIT 1) AS hash, \(Self.runActor)
                FROM journal WHERE id IN (\(SQLArguments.marks(ids.count)))
                """, SQLArguments(ids), isRepeated: false)
            let entries = Dictionary(uniqueKeysWithValues: rows.map(Self.activityEntry).map { ($0.id, $0) })
            return ids.compactMap { entries[$0] }
        }
    }

    /// The newest entries, newest first; `failuresOnly` leaves out the rest, `personID` those of others.
    package func activity(limit: Int, failuresOnly: Bool = false, personID: String? = nil) throws(LedgerError) -> [ActivityEntry] {
        try read { db in
            var conditions: [String] = failuresOnly ? ["state = 'failed'"] : []
            if personID != nil { conditions.append("person IN (\(Self.identities))") }
            let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
            let person: SQLArguments = personID.map { [$0, $0] } ?? []
            return try db.rows(
                "SELECT journal.*, \(Self.runActor) FROM journal \(condition) ORDER BY id DESC LIMIT ?", person + [limit], isRepeated: false
            )
            .map(Self.activityEntry)
        }
    }

    static func activityEntry(_ row: SQLRow) -> ActivityEntry {
        let kind = ActionKind(rawValue: row["kind"] ?? "")
        var (before, after) = (values(row["before"]), values(row["after"]))
        // What these change is no mapped value.
        if kind == .suspend || kind == .reenable {
            before["active"] = kind == .suspend ? "true" : "false"
            after["active"] = kind == .suspend ? "false" : "true"
        }
        let (why, actor) = whyAndActor(row)
        return ActivityEntry(
            id: row["id"], run: row["run"], kind: kind, PersonReference(id: row["person"], name: row["name"], email: row["email"]),
            accountID: row["account"], why: why, state: .init(rawValue: row["state"]) ?? .open,
            code: row["code"], detail: OutcomeDetail(data: row["detail"], code: row["code"], sentence: row["message"]), before: before, after: after,
            time: date(row["ended"] ?? row["started"]), actor: actor, hash: row.hasColumn("hash") ? row["hash"] : nil)
    }

    /// Who started the run of a row of the journal.
    static let runActor = """
        (SELECT actor FROM run WHERE run.id = journal.run) AS run_actor, (SELECT administrator FROM run WHERE run.id = journal.run) AS run_administrator
        """

    /// Why, and who: decisions of older versions have both in one sentence, which stays in the journal as it was written.
    private static func whyAndActor(_ row: SQLRow) -> (why: LoggedReason, actor: AuditActor?) {
        let why = LoggedReason(data: row["why"], sentence: row["reason"])
        if let user: String = row["actor"] { return (why, AuditActor(user: user, administrator: row["administrator"])) }
        if case .written(let sentence) = why, row["state"] == ActivityEntry.State.decided.rawValue {
            let (words, actor) = AuditActor.split(sentence)
            return (.written(words), actor)
        }
        guard row.hasColumn("run_actor"), let user: String = row["run_actor"] else { return (why, nil) }
        return (why, AuditActor(user: user, administrator: row["run_administrator"]))
    }

    /// What a row has to fulfil; `nil` when nothing is asked for.
    private static func condition(_ query: ActivityQuery, _ dialect: SQLDialect) -> (sql: String, arguments: SQLArguments)? {
        var parts: [String] = []
        var arguments = SQLArguments()
        let words = folded(query.text).split(separator: " ").map(String.init)
        if !words.isEmpty {
            let each = words.map { _ in dialect.contains("folded") }.joined(separator: " AND ")
            parts.append("person IN (SELECT person FROM person_name WHERE \(each))")
            arguments += SQLArguments(words)
        }
        // With a name, its people's entries are few: the database is not to begin with the kind, which most entries share.
        let aside = words.isEmpty ? "" : dialect.notByIndex
        switch query.what {
        case .everything: break
        case .done(let kind):
            parts.append("\(aside)kind = ? AND \(aside)state = 'done'")
            arguments += [kind.rawValue]
        case .failures: parts.append("\(aside)state = 'failed'")
        case .decisions, .configuration:
            let codes = LoggedDecision.Verdict.aboutConfiguration.map(\.rawValue)
            let isIn = query.what == .configuration ? "IN" : "NOT IN"
            parts.append("\(aside)state = 'decided' AND code \(isIn) (\(SQLArguments.marks(codes.count)))")
            arguments += SQLArguments(codes)
        }
        if let run = query.run {
            parts.append("run = ?")
            arguments += [run]
        }
        if let time = query.time {
            let (from, until) = (time.lowerBound.timeIntervalSince1970, time.upperBound.timeIntervalSince1970)
            // What is still open has no end; its beginning is what is shown.
            parts.append("(ended >= ? AND ended < ? OR state = 'open' AND started >= ? AND started < ?)")
            arguments += [from, until, from, until]
        }
        return parts.isEmpty ? nil : (parts.joined(separator: " AND "), arguments)
    }

    // MARK: Names

    static func rememberName(person: String, name: String, email: String, _ db: any SQLConnection) throws {
        // Names can be longer than what a database takes into a key.
        try db.executeLater(
            """
            INSERT INTO person_name (person, name, email, folded)
            SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT)
            WHERE NOT EXISTS (SELECT 1 FROM person_name WHERE person = ? AND name = ? AND email = ?)
            """, [person, name, email, folded("\(name) \(email)"), person, name, email])
    }

    /// The form in which names are compared: lower case, without accents and control characters (the database ends a text at a zero), white space as single spaces.
    static func folded(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.properties.isWhitespace {
                if result.last != " " { result.append(" ") }
            } else if let plain = plainLetters[scalar] {
                result.append(contentsOf: plain.unicodeScalars)
            } else if ![.nonspacingMark, .format, .control].contains(scalar.properties.generalCategory) {
                result.append(scalar)
            }
        }
        return String(result)
    }

    /// Letters that people type without their stroke or as two letters, and that Unicode does not decompose; as in the screens' searches.
    private static let plainLetters: [Unicode.Scalar: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h", "ŧ": "t", "ς": "σ",
    ]
}
