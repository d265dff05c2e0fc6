import Engine
import SQL

extension LedgerError {
    /// The same error, seen from the database.
    init(_ error: any Error, file: String) {
        switch error {
        case let error as LedgerError: self = error
        case let error as SQLError:
            switch error.kind {
            case .full: self = .diskFull(file: file)
            case .damaged: self = .damaged(file: file)
            case .newer: self = .newer(file: file)
            case .connectionLost, .commitUnknown, .fenced, .tooManyConnections: self = .database(DatabaseFailure(error, home: file))
            case .readOnly, .notAllowed, .busy, .missingLibrary, .wrongAddress, .other:
                self = .unusable(file: file, reason: error.message)
            }
        default: self = .unusable(file: file, reason: "\(type(of: error))")
        }
    }
}
