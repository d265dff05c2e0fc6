import Engine

/// The ledger is what a run remembers with. What its protocols ask for stands beside the SQL of each subject.
extension Ledger: LedgerStore {}
