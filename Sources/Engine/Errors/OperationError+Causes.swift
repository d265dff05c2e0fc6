import Directory

// An operation asks the ledger, the home and the directory, and each has errors of its own. Asked through these functions, their errors become the operation's.

/// What the ledger answers.
func recorded<Value>(
    isolation: isolated (any Actor)? = #isolation, _ answer: @autoclosure () async throws(LedgerError) -> Value
) async throws(OperationError) -> Value {
    do throws(LedgerError) { return try await answer() } catch { throw .ledger(error) }
}

/// What the home answers: its configuration, secrets and locks.
func configured<Value>(
    isolation: isolated (any Actor)? = #isolation, _ answer: @autoclosure () async throws(ConfigurationError) -> Value
) async throws(OperationError) -> Value {
    do throws(ConfigurationError) { return try await answer() } catch { throw .configuration(error) }
}

/// What the directory answers.
func answered<Value>(
    isolation: isolated (any Actor)? = #isolation, _ answer: @autoclosure () async throws(DirectoryError) -> Value
) async throws(OperationError) -> Value {
    do throws(DirectoryError) { return try await answer() } catch { throw .directory(error) }
}
