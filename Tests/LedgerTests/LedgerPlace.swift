import Foundation
import PostgreSQL
import SQL
import TestDatabases
import Testing

@testable import Ledger

extension LedgerTests {
    /// A ledger that can be opened again, as after a restart: in a file, or with ``Databases`` in a database too.
    final class Place {
        enum Engine: Sendable {
            case sqlite
            case postgreSQL
        }

        /// In which database the test that runs keeps its ledgers.
        @TaskLocal static var engine = Engine.sqlite

        /// The file of the ledger; of one in a database, that beside which its notes are.
        let file = FileManager.default.temporaryDirectory.appending(path: "ledger-\(UUID().uuidString).sqlite")
        /// What the ledger is called in errors.
        let name: String
        private let address: PostgresAddress?

        /// - Parameter engine: for what there is with one database only.
        init(_ engine: Engine = Place.engine) {
            switch engine {
            case .sqlite: (name, address) = (file.path, nil)
            case .postgreSQL:
                // Without a server, opening fails, and the test with it.
                let address = try? PostgresAddress(PostgresServer.shared().address(tenant: PostgresServer.freshTenant()))
                (self.address, name) = (address, address?.description ?? "no server")
            }
        }

        func open() throws -> Ledger {
            guard let address else {
                guard name == file.path else { throw PostgresServer.Missing(description: PostgresServer.whyNot) }
                return try Ledger(file: file)
            }
            return try Ledger(database: PostgresDatabase(address), name: name, notes: LedgerNotes(ledger: file))
        }

        /// The database as an older program left it, which knew the steps up to this one.
        func database(through step: String) throws -> any SQLDatabase {
            let migrations = LedgerSchema.migrations.through(step)
            guard let address else { return try SQLiteDatabase(file: file, migrations: migrations) }
            let database = PostgresDatabase(address)
            try database.migrate(migrations)
            return database
        }

        // What is in a database goes with its server: a ledger may outlive its place.
        deinit {
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
            try? FileManager.default.removeItem(at: file.deletingPathExtension().appendingPathExtension("newest-run"))
            try? FileManager.default.removeItem(at: file.deletingPathExtension().appendingPathExtension("alerts"))
        }
    }
}

/// Runs each test of a suite with every database: what is asked of the ledger is one contract.
struct Databases: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void) async throws {
        guard testCase != nil else { return try await function() }
        try await function()
        guard PostgresServer.isExpected else { return }
        try await LedgerTests.Place.$engine.withValue(.postgreSQL) { try await function() }
    }
}

extension Trait where Self == Databases {
    static var databases: Self { Databases() }
}
