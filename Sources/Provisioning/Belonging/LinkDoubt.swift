/// Why the links of a ledger may not be all that there are, or not as they are.
package enum LinkDoubt: Sendable, Equatable {
    /// No list of all the app's accounts was ever read: somebody may have an account that no link leads to.
    case neverCompared
    /// The ledger was replaced by an older copy, or its links were forgotten. What happened since is lost: links may be missing, and those that are there may remember
    /// accounts as they were.
    case replaced
}
