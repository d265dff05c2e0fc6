import SQL

extension SQLError.Kind {
    /// What an error code of the server means (https://www.postgresql.org/docs/15/errcodes-appendix.html).
    init(state: String) {
        switch state {
        case "25006": self = .readOnly
        // A schema that may not be used counts as none.
        case "42501", "3D000", "3F000", "28000", "28P01": self = .notAllowed
        case "53100", "53200": self = .full
        case "53300": self = .tooManyConnections
        case "57P01", "57P02", "57P03", "25P03": self = .connectionLost
        // What was prepared is gone: a new connection prepares it anew.
        case "26000": self = .connectionLost
        case "55P03", "40001", "40P01", "57014": self = .busy
        default:
            switch state.prefix(2) {
            case "08": self = .connectionLost
            case "53": self = .full
            case "XX": self = .damaged
            default: self = .other
            }
        }
    }
}

extension SQLError {
    /// An error with its code: whoever asks for help needs it.
    init(state: String, message: String) {
        self.init(SQLError.Kind(state: state), "\(message) (SQLSTATE \(state))")
    }

    /// Why no connection came about. libpq has only words for it, in the language of the server.
    static func notConnected(_ message: String) -> SQLError {
        let words = message.split(separator: "\n").map { $0.trimmingPrefix(while: \.isWhitespace) }.joined(separator: " ")
        return SQLError(.connectionLost, words.isEmpty ? "no connection" : words)
    }
}
