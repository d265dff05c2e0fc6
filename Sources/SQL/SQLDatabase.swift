/// A database that keeps something for this program. Whoever asks waits, so ask on a thread of your own.
///
/// What goes wrong in the database is thrown as ``SQLError``; whatever else `body` throws ends the transaction without effect and goes on to the caller.
package protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }

    /// Reads what belongs to one moment.
    func read<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value

    /// Changes all or nothing, durably. One writer follows the other: what `body` reads is what it changes.
    @discardableResult
    func write<Value>(_ body: (any SQLConnection) throws -> Value) throws -> Value

    /// Brings the tables of one part of the program up to date.
    ///
    /// - Throws: ``SQLError`` of the kind `newer`, before anything is changed, when the database has steps that are not among these.
    func migrate(_ migrations: SQLMigrations) throws

    /// Whether the database has steps that are not among these: a newer program used it.
    func isNewer(than migrations: SQLMigrations) throws -> Bool
}
