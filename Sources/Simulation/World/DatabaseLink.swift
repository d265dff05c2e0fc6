import Foundation
import SQL
import Synchronization

/// What happens to something that a process asks of its database.
enum DatabaseFault: Sendable, Equatable {
    /// The database cannot be reached for so many seconds, by anybody.
    case away(seconds: Double)
    /// What is written is kept, and the answer never comes.
    case noAnswer
    /// The answer comes after so many seconds.
    case late(seconds: Double)
    /// From here on a standby gets nothing any more.
    case standbyFallsBehind
    /// The standby takes the database's place.
    case failover
}

/// The connection of one process to the database of its world.
final class DatabaseLink: SQLDatabase, Sendable {
    let database: SimulatedDatabase
    private let clock: VirtualClock

    private struct State {
        /// Whether the process lives.
        var isCut = false
        /// Whether the process stands still, so that it renews nothing.
        var isStalled = false
        /// What happens to which of its questions, counted from 1.
        var plan: [Int: DatabaseFault] = [:]
        var asked = 0
        /// Faults that came.
        var faults = 0
    }

    private let state = Mutex(State())

    init(_ database: SimulatedDatabase, clock: VirtualClock) { (self.database, self.clock) = (database, clock) }

    var dialect: SQLDialect { .sqlite }

    /// The process dies: nothing that it still does reaches the database.
    func cut() { state.withLock { $0.isCut = true } }

    /// Whether the process died.
    var isCut: Bool { state.withLock { $0.isCut } }

    /// Whether the process stands still.
    func stall(_ isStalled: Bool) { state.withLock { $0.isStalled = isStalled } }

    /// A run begins, to whose questions this happens.
    func begin(_ plan: [Int: DatabaseFault]) { state.withLock { ($0.plan, $0.asked, $0.faults) = (plan, 0, 0) } }

    /// The run has ended. Answers how much happened to its questions.
    func end() -> Int {
        state.withLock { state in
            state.plan = [:]
            return state.faults
        }
    }

    /// Does something each time that so many seconds have passed, unless the process stands still then, for as long as it lives.
    func repeating(_ seconds: TimeInterval, _ body: @escaping @Sendable () -> Bool) {
        clock.schedule(at: clock.now + seconds) { [self] _ in
            let (isCut, isStalled) = state.withLock { ($0.isCut, $0.isStalled) }
            guard !isCut, isStalled || body() else { return }
            repeating(seconds, body)
        }
    }

    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try asked { try $0.read(body) }
    }

    @discardableResult
    func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try asked { try $0.write(body) }
    }

    func migrate(_ migrations: SQLMigrations) throws {
        try reached()
        try database.migrate(migrations)
    }

    /// All programs of a world are of one version.
    func isNewer(than migrations: SQLMigrations) throws -> Bool { false }

    @discardableResult
    private func reached() throws(SQLError) -> SQLiteDatabase {
        guard state.withLock({ !$0.isCut }) else { throw SQLError(.connectionLost, "the process is dead") }
        return try database.reached()
    }

    private func asked<Value>(_ body: (SQLiteDatabase) throws -> Value) throws -> Value {
        let fault = state.withLock { state in
            state.asked += 1
            let fault = state.plan.removeValue(forKey: state.asked)
            if fault != nil, fault != .standbyFallsBehind { state.faults += 1 }
            return fault
        }
        switch fault {
        case nil: return try body(reached())
        case .standbyFallsBehind:
            database.leaveStandbyBehind()
            return try body(reached())
        case .away(let seconds):
            database.goAway(seconds: seconds)
            return try body(reached())
        case .noAnswer:
            _ = try body(reached())
            throw SQLError(.commitUnknown, "server closed the connection unexpectedly")
        case .late(let seconds):
            let value = try body(reached())
            // It waits, and so renews nothing.
            stall(true)
            clock.advance(by: seconds)
            stall(false)
            return value
        case .failover:
            guard try database.failOver() else { return try body(reached()) }
            throw SQLError(.connectionLost, "server closed the connection unexpectedly")
        }
    }
}
