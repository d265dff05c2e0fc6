package import Engine
import Ledger

/// One thing that can be wrong, looked at before it goes wrong.
package struct Check: Sendable, Equatable {
    /// What was found.
    package enum Result: String, Sendable {
        case passed
        /// Works, but wants attention.
        case warning
        case failed
    }

    /// What is looked at, and why it matters.
    struct Subject: Sendable {
        let name: String
        let why: String

        func passed(_ finding: String) -> Check { Check(self, .passed, finding, mend: nil) }
        func warning(_ finding: String, mend: String) -> Check { Check(self, .warning, finding, mend: mend) }
        func failed(_ finding: String, mend: String) -> Check { Check(self, .failed, finding, mend: mend) }
    }

    /// What was looked at.
    package let name: String
    /// Why it matters.
    package let why: String
    package let result: Result
    /// What was found.
    package let finding: String
    /// How to mend it; `nil` when there is nothing to mend.
    package let mend: String?

    /// What stands in the way when the home cannot be opened at all.
    package static func opening(_ error: OperationError) -> Check {
        if case .configuration(.database(let failure)) = error {
            return Subject(name: "Database", why: "Everything but the key is in it; while it is away nothing is written.").failed(
                failure.description, mend: "Look at it with psql and the same address, without ?tenant=... Then again: autoprovision doctor")
        }
        guard case .ledger(let cause) = error else {
            return Subject(name: "Home", why: "Configuration, credentials and ledger are in it.").failed(
                error.description, mend: "See whose folder it is and what is there: ls -ld, or name another one with --home.")
        }
        return ledger.failed(error.description, mend: mend(cause))
    }

    /// What was found about the place of a home.
    init(_ finding: HomeFinding) {
        let subject = Subject(name: finding.name, why: finding.why)
        self = finding.mend.map { subject.warning(finding.finding, mend: $0) } ?? subject.passed(finding.finding)
    }

    static let ledger = Subject(
        name: "Ledger", why: "It remembers which account belongs to whom; without it nothing is written.")

    static func mend(_ error: LedgerError) -> String {
        switch error {
        case .damaged(let file):
            "Stop all runs, put a good copy of \(file) in its place (the files with -wal and -shm beside it must go), then look again: autoprovision doctor"
        case .unknownWord: "Use the newer autoprovision that wrote it, then look again: autoprovision doctor"
        case .newer: "Use the newer autoprovision on this home; or stop all runs and put back the copy of the ledger from before it was used."
        case .database: "Look at the database with psql and the same address, without ?tenant=... Then again: autoprovision doctor"
        case .diskFull, .unusable: "See that the disk has room and that the ledger's files may be read and written by this user."
        }
    }

    /// "1 group", "2 groups".
    static func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }

    private init(_ subject: Subject, _ result: Result, _ finding: String, mend: String?) {
        name = subject.name
        why = subject.why
        self.result = result
        self.finding = finding
        self.mend = mend
    }
}
