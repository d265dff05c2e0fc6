package import Engine
import FileHome
package import Foundation
package import Ledger
package import SQL

/// A home in a database, on which several machines may work: a row for each document, and for each lock a lease that runs out when its holder dies.
///
/// The key of the credentials stays outside, on each machine, and so does what a machine can make again.
package final class DatabaseHome: HomeStorage {
    package let name: HomeName
    package let displayName: String
    package let localFolder: URL
    package let localState: URL
    package let keyFile: URL

    let database: any SQLDatabase
    let leases: LeaseKeeper
    private let notices: @Sendable () -> AsyncStream<Void>
    private let inspect: @Sendable () throws -> [HomeFinding]

    /// - Parameters:
    ///   - option: what `--home` says.
    ///   - displayName: the place for people, without a secret.
    ///   - folder: of this machine, for files that settings name.
    ///   - state: of this machine, for what can be made again.
    ///   - keyFile: the file with the key under which credentials are sealed, the same on each machine.
    ///   - longestRequest: the seconds after which a request to the app is given up.
    ///   - time: of this machine.
    ///   - notices: an element after each change of what the database keeps.
    ///   - inspect: looks at the database itself.
    package init(
        _ database: any SQLDatabase, option: String, displayName: String, folder: URL, state: URL, keyFile: URL,
        longestRequest: TimeInterval, time: LeaseTime, notices: @escaping @Sendable () -> AsyncStream<Void>,
        inspect: @escaping @Sendable () throws -> [HomeFinding] = { [] }
    ) {
        (self.database, name, self.displayName) = (database, .named(option), displayName)
        (localFolder, localState, self.keyFile, self.notices) = (folder, state, keyFile, notices)
        self.inspect = inspect
        leases = LeaseKeeper(LeaseTable(database), terms: LeaseTerms(request: longestRequest), time: time)
    }

    package var ledgerPlace: String { displayName }
    package var guardedFiles: [URL] { [keyFile].filter { FileManager.default.fileExists(atPath: $0.path) } }
    package var isShared: Bool { true }

    package func prepare() throws(ConfigurationError) {
        for folder in [localFolder, localState] { try PrivateFolder.make(folder) }
        try asked { try database.migrate(DatabaseHomeSchema.migrations) }
    }

    /// Opens the ledger beside the documents, making its tables when they are missing. What this machine saw last of it is noted in its own folder.
    package func ledger() throws(LedgerError) -> Ledger {
        try Ledger(database: database, name: displayName, notes: LedgerNotes(ledger: localState.appending(path: "ledger.sqlite")))
    }

    package func isInUse() throws(ConfigurationError) -> Bool {
        try asked {
            try database.read { db in
                guard try db.values(String.self, db.dialect.tablesWithColumn, ["content"]).contains("document") else { return false }
                return try db.hasRow("SELECT 1 FROM document WHERE name = ? AND content IS NOT NULL", [HomeDocument.configuration.rawValue])
            }
        }
    }

    package func place(of document: HomeDocument) -> String { "\(document.rawValue) in \(displayName)" }

    package func findings() throws(ConfigurationError) -> [HomeFinding] { try asked { try inspect() } }

    package func changes() throws(ConfigurationError) -> AsyncStream<Void> { notices() }

    /// Asks the database, and says what went wrong in the words of a home.
    func asked<Value>(_ body: () throws -> Value) throws(ConfigurationError) -> Value {
        do { return try body() } catch let error as SQLError {
            throw .database(DatabaseFailure(error, home: displayName))
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw .database(DatabaseFailure(home: displayName, trouble: .other, reason: "\(error)"))
        }
    }
}
