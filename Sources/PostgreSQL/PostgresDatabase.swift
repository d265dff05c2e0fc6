import Foundation
package import SQL

/// The tables of one tenant in a database of PostgreSQL.
///
/// Every transaction begins with one message that says in which schema the tenant's tables are, so that no statement has to name the tenant, and that works behind a pooler of
/// transactions too: behind one, nothing is kept on the server between two transactions. Writers of a tenant follow one another, as with a file.
package final class PostgresDatabase: SQLDatabase, @unchecked Sendable {
    // Unchecked: the session is only touched by whoever holds the lock.
    package let address: PostgresAddress
    let patience: Duration
    private let lock = NSLock()
    private var session: PostgresSession?

    package var dialect: SQLDialect { .postgreSQL }

    /// Connects when it is first asked something.
    ///
    /// - Parameter patience: how long the server may take for a statement.
    package init(_ address: PostgresAddress, patience: Duration = .seconds(20)) { (self.address, self.patience) = (address, patience) }

    package func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        try transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \(settings)", isWriting: false, body)
    }

    @discardableResult
    package func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value {
        // One writer follows the other. A fence, and what was read before, have to be true at the commit: therefore READ COMMITTED, after the lock.
        try transaction(
            "BEGIN ISOLATION LEVEL READ COMMITTED; \(settings); SELECT pg_advisory_xact_lock(hashtextextended('\(address.schema)', 0))",
            isWriting: true, body)
    }

    /// Closes the connection; the next transaction makes a new one.
    package func disconnect() { lock.withLock { session = nil } }

    /// For this transaction alone: behind a pooler, anything else would reach others.
    private var settings: String {
        // Whoever is paused in the middle of a transaction is not to keep everybody else out.
        """
        SET LOCAL search_path TO "\(address.schema)"; SET LOCAL idle_in_transaction_session_timeout = '10s'; SET LOCAL lock_timeout = '10s'; \
        SET LOCAL statement_timeout = '\(patience.components.seconds * 750)ms'
        """
    }

    private func transaction<Value>(_ begin: String, isWriting: Bool, _ body: (any SQLConnection) throws -> Value) throws -> Value {
        lock.lock()
        defer { lock.unlock() }
        let session = try begun(begin)
        do {
            let value = try body(PostgresConnection(session: session))
            try commit(session, isWriting: isWriting)
            return value
        } catch {
            end(session, after: error)
            throw error
        }
    }

    /// A session in which the transaction has begun. A connection that was found broken is made anew, once.
    private func begun(_ begin: String) throws(SQLError) -> PostgresSession {
        if let session, session.isUsable {
            session.beginAnew()
            do throws(SQLError) {
                _ = try session.script(begin)
                return session
            } catch {
                guard error.kind == .connectionLost else {
                    end(session, after: error)
                    throw error
                }
            }
        }
        session = nil
        let made = try PostgresSession(address.parameters, patience: patience)
        _ = try made.script(begin)
        session = made
        return made
    }

    private func commit(_ session: PostgresSession, isWriting: Bool) throws(SQLError) {
        try session.carryOutLater()
        // An error that `body` passed over undid the transaction all the same.
        if let error = session.firstError { throw error }
        let (tag, warnings): (String, [String])
        // Whoever listens is told when it is committed, and not before. What changed nothing is told to nobody: they would look, and who looks may write.
        let telling = isWriting && session.hasChanged ? "SELECT pg_notify('\(address.schema)', ''); " : ""
        do throws(SQLError) { (tag, warnings) = try session.script(telling + "COMMIT") } catch {
            guard isWriting, session.isBroken || error.kind == .connectionLost else { throw error }
            throw SQLError(.commitUnknown, error.message)
        }
        guard tag == "COMMIT" else { throw SQLError(.other, "the server undid the transaction") }
        // It is here, but on no standby: whoever takes over may not know it.
        if isWriting, let warning = warnings.first { throw SQLError(.commitUnknown, warning) }
    }

    private func end(_ session: PostgresSession, after error: any Error) {
        let kind = (error as? SQLError)?.kind
        // A standby may have been promoted elsewhere, and a statement may have been prepared for tables that are others since.
        if session.isBroken || kind == .connectionLost || kind == .commitUnknown || kind == .readOnly || kind == .other {
            self.session = nil
            return
        }
        session.beginAnew()
        do { _ = try session.script("ROLLBACK") } catch { self.session = nil }
    }
}
