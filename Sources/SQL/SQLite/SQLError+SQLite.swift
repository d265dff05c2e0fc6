import GRDB

extension SQLError {
    /// The same error, seen from SQLite.
    init(_ error: any Error) {
        if let error = error as? SQLError {
            self = error
            return
        }
        let failure = error as? DatabaseError
        let message = failure?.message ?? "\(type(of: error))"
        switch failure?.resultCode {
        case .SQLITE_FULL?: self.init(.full, message)
        case .SQLITE_CORRUPT?, .SQLITE_NOTADB?: self.init(.damaged, message)
        case .SQLITE_BUSY?, .SQLITE_LOCKED?: self.init(.busy, message)
        case .SQLITE_READONLY?: self.init(.readOnly, message)
        case .SQLITE_PERM?, .SQLITE_AUTH?: self.init(.notAllowed, message)
        default: self.init(.other, message)
        }
    }
}
