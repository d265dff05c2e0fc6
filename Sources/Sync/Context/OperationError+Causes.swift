import Directory
import Engine

// The ledger and the home of this process answer at once, the directory later; asked through these functions, their errors become the operation's.

/// What the ledger answers.
func recorded<Value>(_ answer: @autoclosure () throws(LedgerError) -> Value) throws(OperationError) -> Value {
    do throws(LedgerError) { return try answer() } catch { throw .ledger(error) }
}

/// What the home answers: its configuration, secrets and locks.
func configured<Value>(_ answer: @autoclosure () throws(ConfigurationError) -> Value) throws(OperationError) -> Value {
    do throws(ConfigurationError) { return try answer() } catch { throw .configuration(error) }
}

/// What the directory answers.
func answered<Value>(
    isolation: isolated (any Actor)? = #isolation, _ answer: @autoclosure () async throws(DirectoryError) -> Value
) async throws(OperationError) -> Value {
    do throws(DirectoryError) { return try await answer() } catch { throw .directory(error) }
}
