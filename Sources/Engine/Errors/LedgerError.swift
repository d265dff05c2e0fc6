/// Why the ledger could not be used.
package enum LedgerError: Error, Equatable, CustomStringConvertible {
    case unusable(file: String, reason: String)
    case diskFull(file: String)
    case damaged(file: String)
    /// It holds a word for a cause, an action or a decision that this program does not know.
    case unknownWord(file: String, word: String, column: String)
    /// It is in a database, and there is something wrong with that.
    case database(DatabaseFailure)
    /// A newer version of this program wrote it.
    case newer(file: String)

    package var description: String {
        switch self {
        case .unusable(let file, let reason): "The ledger \(file) cannot be used: \(reason). Correct the permissions or the disk, then try again."
        case .diskFull(let file):
            "The disk is full, so the ledger \(file) cannot record anything and nothing more is written. Make room, then try again."
        case .unknownWord(let file, let word, let column):
            "The ledger \(file) holds the \(column) \"\(word)\", which this program does not know: a newer one wrote it, as a rule. Nothing was changed; use "
                + "the newer autoprovision."
        case .database(let error): error.description
        case .newer(let file):
            "The ledger \(file) was written by a newer autoprovision, so this one changes nothing in it. Use the newer program, or put back a copy of the ledger from before."
        case .damaged(let file): "The ledger \(file) is damaged or no ledger. Restore it from a backup; accounts are not touched meanwhile."
        }
    }
}
