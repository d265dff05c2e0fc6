import Foundation
import SQL
import Synchronization

/// The database of a world in which several machines keep one home: a file of SQLite with a clock of its own, and what happens to a server of databases.
final class SimulatedDatabase: Sendable {
    private let folder: URL
    private let clock: VirtualClock
    /// How far the clock of the database's machine is ahead of the world's, in seconds.
    private let secondsAhead: TimeInterval

    private struct State {
        var database: SQLiteDatabase
        /// Files there were so far.
        var files = 1
        /// The steps of all parts of the program that keep something here.
        var migrations: SQLMigrations
        /// Until then it cannot be reached.
        var awayUntil: Date?
        /// What a standby has, if there is one.
        var standby: URL?
    }

    private let state: Mutex<State>

    init(folder: URL, clock: VirtualClock, secondsAhead: TimeInterval) throws {
        (self.folder, self.clock, self.secondsAhead) = (folder, clock, secondsAhead)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let migrations = SQLMigrations(of: "world")
        let database = try Self.open(folder.appending(path: "database-1.sqlite"), migrations, clock, secondsAhead)
        state = Mutex(State(database: database, migrations: migrations))
    }

    private static func open(
        _ file: URL, _ migrations: SQLMigrations, _ clock: VirtualClock, _ secondsAhead: TimeInterval
    ) throws(SQLError) -> SQLiteDatabase {
        try SQLiteDatabase(file: file, migrations: migrations) { clock.now.timeIntervalSince1970 + secondsAhead }
    }

    /// The database, for one that asks.
    ///
    /// - Throws: ``SQLError`` while it cannot be reached.
    func reached() throws(SQLError) -> SQLiteDatabase {
        let now = clock.now
        let database = state.withLock { state in
            if let end = state.awayUntil, end <= now { state.awayUntil = nil }
            return state.awayUntil == nil ? state.database : nil
        }
        guard let database else { throw SQLError(.connectionLost, "could not connect to server: Connection refused") }
        return database
    }

    /// For so many seconds nobody reaches it.
    func goAway(seconds: TimeInterval) {
        let end = clock.now + seconds
        state.withLock { $0.awayUntil = max($0.awayUntil ?? end, end) }
    }

    /// When it can be reached again; `nil` when it can be reached now.
    var back: Date? { state.withLock { $0.awayUntil } }

    /// A standby has what was written until now, and gets nothing any more.
    func leaveStandbyBehind() {
        let copy = folder.appending(path: "standby")
        HomeFiles.copy(from: folder, to: copy)
        state.withLock { $0.standby = copy }
    }

    /// The server dies, and the standby takes its place with what it has. Answers whether there was one.
    func failOver() throws -> Bool {
        try state.withLock { state in
            guard let standby = state.standby else { return false }
            state.standby = nil
            let old = "database-\(state.files).sqlite"
            state.files += 1
            let new = folder.appending(path: "database-\(state.files).sqlite")
            for suffix in ["", "-wal"] {
                let file = standby.appending(path: old + suffix)
                guard FileManager.default.fileExists(atPath: file.path) else { continue }
                try FileManager.default.copyItem(at: file, to: URL(fileURLWithPath: new.path + suffix))
            }
            state.database = try Self.open(new, state.migrations, clock, secondsAhead)
            return true
        }
    }

    /// Brings the tables of one more part of the program up to date. One file has one list of steps, so those of all parts are taken together.
    func migrate(_ part: SQLMigrations) throws {
        let migrations = state.withLock { state in
            let known = Set(state.migrations.steps.map(\.name))
            for step in part.steps where !known.contains(step.name) { state.migrations.add(step.name, step.apply) }
            return state.migrations
        }
        try reached().migrate(migrations)
    }
}
