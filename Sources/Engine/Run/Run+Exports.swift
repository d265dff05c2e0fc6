import Directory
import Provisioning
import Timing

extension Run {
    /// Keeps how the exported files are, before anything is made of them: the next run knows by it whether they stood still.
    func noteFiles() async throws(OperationError) {
        let files = observation.source.exportedFiles()
        guard !files.isEmpty else { return }
        try await recorded(await ledger.noteFiles(files, now: time.now()))
    }

    /// Keeps what was seen: of the files, and that people are known by the ids that the ledger has.
    func rememberExports(_ input: PlanInput) async throws(OperationError) {
        if let exports = input.exports { try await recorded(await ledger.remember(exports)) }
        if try await recorded(await ledger.identityChange()) != nil { try await recorded(await ledger.remember(IdentityChange?.none)) }
    }

    /// Keeps the pairs that stop this run, for everybody who looks at the home.
    func note(_ error: OperationError) async throws(OperationError) {
        guard case .identityChanged(let change) = error else { return }
        try await recorded(await ledger.remember(change))
    }
}
