package import Foundation
import GRDB

/// A file of SQLite, for one machine.
package final class SQLiteDatabase: SQLDatabase {
    private let queue: DatabaseQueue

    package var dialect: SQLDialect { .sqlite }

    /// Opens the file, making it if it is missing, and brings its tables up to date.
    ///
    /// - Parameter clock: the database's own clock (``SQLDialect/clock``), in seconds since 1970.
    /// - Throws: ``SQLError``; when a newer program wrote the file, before anything is changed in it.
    package init(
        file: URL, migrations: SQLMigrations, clock: @escaping @Sendable () -> Double = { Date().timeIntervalSince1970 }
    ) throws(SQLError) {
        do {
            let migrator = Self.migrator(migrations)
            var configuration = GRDB.Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { db in
                // Before anything is written: what a newer program keeps here is unknown.
                if try migrator.hasBeenSuperseded(db) { throw SQLError.newer }
                // Journal mode WAL with full sync: what was recorded survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
                try db.execute(sql: "PRAGMA journal_mode = WAL")
                try db.execute(sql: "PRAGMA synchronous = FULL")
                db.add(function: DatabaseFunction(SQLDialect.sqliteClock, argumentCount: 0) { _ in clock() })
            }
            // Made before SQLite does it, so that this file and those beside it, which take over its mode, are never open to others, whatever the umask.
            let descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0o600)
            if descriptor >= 0 {
                fchmod(descriptor, 0o600)
                close(descriptor)
            }
            queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try migrator.migrate(queue)
        } catch {
            throw SQLError(error)
        }
    }

    /// Not with GRDB's own `read`: it turns `PRAGMA query_only` on and off, after which SQLite prepares every kept statement anew.
    package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        do {
            return try queue.inDatabase { db in
                try db.beginTransaction(.deferred)
                do {
                    let value = try body(SQLiteConnection(db))
                    try db.commit()
                    return value
                } catch {
                    try? db.rollback()
                    throw error
                }
            }
        } catch let error as DatabaseError {
            throw SQLError(error)
        }
    }

    @discardableResult
    package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        do { return try queue.write { db in try body(SQLiteConnection(db)) } } catch let error as DatabaseError { throw SQLError(error) }
    }

    package func migrate(_ migrations: SQLMigrations) throws {
        if try isNewer(than: migrations) { throw SQLError.newer }
        do { try Self.migrator(migrations).migrate(queue) } catch { throw SQLError(error) }
    }

    package func isNewer(than migrations: SQLMigrations) throws -> Bool {
        do { return try queue.inDatabase { db in try Self.migrator(migrations).hasBeenSuperseded(db) } } catch { throw SQLError(error) }
    }

    /// The names of the steps are in the table that GRDB keeps for them. A file has the tables of one part of the program.
    private static func migrator(_ migrations: SQLMigrations) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for step in migrations.steps { migrator.registerMigration(step.name) { db in try step.apply(SQLiteConnection(db)) } }
        return migrator
    }
}
