import Foundation
import SQL
import Testing

@testable import Ledger

@Suite("A ledger that moves", .timeLimit(.minutes(5)))
struct LedgerMoveTests {
    @Test("Every table that a ledger has moves along")
    func tables() throws {
        let place = LedgerTests.Place(.sqlite)
        _ = try place.open()
        let database = try SQLiteDatabase(file: place.file, migrations: LedgerSchema.migrations)
        let names = try database.read { db in
            try db.values(String.self, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
        }
        #expect(Set(names) == Set(Ledger.tables))
        #expect(Ledger.tables.count == Set(Ledger.tables).count)
    }
}
