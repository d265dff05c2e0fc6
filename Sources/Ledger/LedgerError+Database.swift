import Engine
import GRDB

extension LedgerError {
    /// The same error, seen from the database.
    init(_ error: any Error, file: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        switch (error as? DatabaseError)?.resultCode {
        case .SQLITE_FULL?: self = .diskFull(file: file)
        case .SQLITE_CORRUPT?, .SQLITE_NOTADB?: self = .damaged(file: file)
        default: self = .unusable(file: file, reason: (error as? DatabaseError)?.message ?? "\(type(of: error))")
        }
    }
}
