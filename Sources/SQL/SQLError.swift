/// What went wrong in a database, with the database's own words.
package struct SQLError: Error, Sendable, Equatable, CustomStringConvertible {
    package enum Kind: Sendable, Equatable {
        /// There is no room for more. Nothing of the transaction is kept.
        case full
        /// The database is damaged, or is none.
        case damaged
        /// A newer version of this program wrote it: what it keeps there is not known.
        case newer
        /// There is no connection, or it broke before the end of the transaction. Nothing of it is kept.
        case connectionLost
        /// The connection broke, or nothing was answered, at the end of the transaction: all of it is kept or nothing.
        case commitUnknown
        /// It can only be read, as a standby can.
        case readOnly
        /// The writer is not entitled to write any more.
        case fenced
        /// User, password or rights do not suffice.
        case notAllowed
        /// The server takes no more connections.
        case tooManyConnections
        /// Others were in the way for too long.
        case busy
        /// The machine lacks a library that the database needs.
        case missingLibrary
        /// The address of the database is not written as it has to be.
        case wrongAddress
        case other
    }

    package let kind: Kind
    /// The database's own words.
    package let message: String

    package init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }

    package var description: String { message }
}

extension SQLError {
    /// The database has steps that this program does not know.
    package static let newer = SQLError(.newer, "a newer version of this program used the database")
}
