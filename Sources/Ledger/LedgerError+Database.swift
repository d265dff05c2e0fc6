import Engine
import SQL

extension LedgerError {
    /// The same error, seen from the database in which the ledger is.
    init(_ error: any Error, file: String, in dialect: SQLDialect) {
        switch error {
        case let error as LedgerError: self = error
        case let error as SQLError:
            switch error.kind {
            case .newer: self = .newer(file: file)
            // A server is no file: it has other troubles, and other cures.
            case _ where dialect == .postgreSQL: self = .database(DatabaseFailure(error, home: file))
            case .full: self = .diskFull(file: file)
            case .damaged: self = .damaged(file: file)
            case .connectionLost, .commitUnknown, .fenced, .tooManyConnections: self = .database(DatabaseFailure(error, home: file))
            case .readOnly, .notAllowed, .busy, .missingLibrary, .wrongAddress, .other:
                self = .unusable(file: file, reason: error.message)
            }
        default: self = .unusable(file: file, reason: "\(type(of: error))")
        }
    }
}
