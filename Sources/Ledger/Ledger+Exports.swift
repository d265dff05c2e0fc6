package import Directory
package import Engine
package import Foundation
package import Provisioning
import SQL

/// What was seen of exported files.
extension Ledger {
    static func exports(_ db: any SQLConnection) throws -> ExportMemory {
        var memory = ExportMemory()
        for row in try db.rows("SELECT name, size, modified, since FROM export_file") {
            let file = ExportedFile(name: row["name"], size: row["size"], modifiedMilliseconds: row["modified"])
            memory.files[file.name] = ExportMemory.Seen(file: file, since: date(row["since"]))
        }
        for row in try db.rows("SELECT list, person, modified FROM export_absence") {
            memory.absences[row["list"], default: [:]][row["person"]] = date(row["modified"])
        }
        try db.forEach("SELECT list, person FROM export_member") { row in memory.members[row["list"], default: []].insert(row["person"]) }
        return memory
    }

    /// Keeps what a run saw of exported files, in place of what it saw before.
    package func remember(_ memory: ExportMemory) throws(LedgerError) {
        try write { db in
            // Most runs see what the last one saw.
            let known = try Self.exports(db)
            guard memory != known else { return }
            for table in ["export_file", "export_absence"] { try db.execute("DELETE FROM \(table)") }
            for seen in memory.files.values {
                try db.execute(
                    "INSERT INTO export_file (name, size, modified, since) VALUES (?, ?, ?, ?)",
                    [seen.file.name, seen.file.size, seen.file.modifiedMilliseconds, seen.since.timeIntervalSince1970])
            }
            for (list, people) in memory.absences {
                for (person, modified) in people {
                    try db.execute(
                        "INSERT INTO export_absence (list, person, modified) VALUES (?, ?, ?)",
                        [list, person, modified.timeIntervalSince1970])
                }
            }
            guard memory.members != known.members else { return }
            try db.execute("DELETE FROM export_member")
            for (list, people) in memory.members {
                for person in people {
                    try db.execute("INSERT INTO export_member (list, person) VALUES (?, ?)", [list, person])
                }
            }
        }
    }

    /// Keeps how the files are now, whether they can be read or not.
    package func noteFiles(_ files: [ExportedFile], now: Date) throws(LedgerError) {
        var memory: ExportMemory
        memory = try read { db in try Self.exports(db) }
        memory.files = memory.noting(files, now: now)
        try remember(memory)
    }
}
