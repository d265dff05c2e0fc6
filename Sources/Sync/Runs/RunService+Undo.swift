package import Engine
package import Provisioning

extension RunService {
    /// What an undo of `run` would do, and what it leaves. Writes nothing and asks nobody.
    ///
    /// - Throws: ``OperationError/invalidInput(_:)`` when there is no such run.
    package func undoPlan(of run: Int64) async throws(OperationError) -> UndoPlan {
        try await context.ledger.undoPlan(of: run, configuration: context.configuration(), now: context.now)
    }

    /// Takes back what `run` did, as far as ``undoPlan(of:)`` says: re-enables what it suspended and restores what it updated or renamed. It is a run of its own.
    package func undo(
        run undone: Int64, progress: @escaping @Sendable (RunProgress) -> Void = { _ in }, isPaused: @escaping @Sendable () -> Bool = { false },
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) async throws(OperationError) -> RunRecord {
        // An unknown run is refused before anything is recorded.
        _ = try await undoPlan(of: undone)
        let who = try context.decidedBy()
        // An administrator asked for it, so it does not count towards the limits of later runs.
        return try await whileHoldingRunLock(released: Set(ActionKind.allCases), isPaused: isPaused, isStopped: isStopped, progress: progress) {
            run throws(OperationError) in
            try await run.undo(undone, by: who)
        }
    }
}
