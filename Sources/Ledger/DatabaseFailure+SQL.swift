package import Engine
package import SQL

extension DatabaseFailure {
    /// The same trouble, seen from a home.
    package init(_ error: SQLError, home: String) {
        let trouble: Trouble =
            switch error.kind {
            case .full: .full
            case .damaged: .damaged
            case .newer: .newer
            case .connectionLost: .unreachable
            case .commitUnknown: .unanswered
            case .readOnly: .readOnly
            case .fenced: .takenOver
            case .notAllowed: .notAllowed
            case .tooManyConnections: .tooManyConnections
            case .busy: .busy
            case .missingLibrary: .missingLibrary
            case .wrongAddress, .other: .other
            }
        self.init(home: home, trouble: trouble, reason: error.message)
    }
}
