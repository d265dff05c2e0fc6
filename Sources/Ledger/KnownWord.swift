import Engine
import SQL

/// Words that the ledger keeps for a cause, an action, a kind or a verdict.
///
/// One that this program does not know was written by a newer program, or by a hand. It is never passed over: a delay, an open action or a decision that counts for
/// nothing would change who keeps an account.
enum KnownWord {
    /// The value that the word in this column stands for.
    ///
    /// - Throws: ``LedgerError/unknownWord(file:word:column:)``.
    static func read<Value: RawRepresentable>(_ row: SQLRow, _ column: String, as type: Value.Type = Value.self, in file: String) throws -> Value
    where Value.RawValue == String {
        let word: String = row[column] ?? ""
        guard let value = Value(rawValue: word) else { throw LedgerError.unknownWord(file: file, word: String(word.prefix(60)), column: column) }
        return value
    }
}
