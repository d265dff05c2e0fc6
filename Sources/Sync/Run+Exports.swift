import Directory
import Engine
import Ledger
import Provisioning

extension Run {
    /// Keeps how the exported files are, before anything is made of them: the next run knows by it whether they stood still.
    func noteFiles() throws(OperationError) {
        let files = observation.source.exportedFiles()
        guard !files.isEmpty else { return }
        try recorded { () throws(LedgerError) in try ledger.noteFiles(files, now: now()) }
    }

    /// Keeps what was seen: of the files, and that people are known by the ids that the ledger has.
    func rememberExports(_ input: PlanInput) throws(OperationError) {
        try recorded { () throws(LedgerError) in
            if let exports = input.exports { try ledger.remember(exports) }
            if try ledger.identityChange() != nil { try ledger.remember(IdentityChange?.none) }
        }
    }

    /// Keeps the pairs that stop this run, for everybody who looks at the home.
    func note(_ error: OperationError) throws(OperationError) {
        guard case .identityChanged(let change) = error else { return }
        try recorded { () throws(LedgerError) in try ledger.remember(change) }
    }
}
