package import Foundation

/// What this machine keeps of a ledger beside it, so that an older copy in the ledger's place is noticed.
package struct LedgerNotes: Sendable {
    let newestRun: NewestRun
    let alerts: AlertNote

    /// Notes beside a ledger's file; for a ledger in a database, beside the file that this URL names, which need not exist.
    package init(ledger: URL) {
        newestRun = NewestRun(ledger: ledger)
        alerts = AlertNote(ledger: ledger)
    }
}
