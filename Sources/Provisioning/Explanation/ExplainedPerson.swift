/// One person with everything that decides about an account: what an explanation is made from.
package enum ExplainedPerson: Sendable {
    /// As directory and app say it now.
    case asked(personID: String, input: PlanInput, plan: Plan)
    /// As the ledger alone knows it, while the directory or the app cannot be asked.
    case remembered(personID: String, KnownPerson, ledger: LedgerState, plan: Plan, memory: PlanMemory, isOn: Bool)
}
