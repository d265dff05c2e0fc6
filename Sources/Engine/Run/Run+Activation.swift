import Provisioning

extension Run {
    /// Accounts that awaited their activation and were seen active, in a list that was read for another reason: that costs no request.
    func noteActivated(_ input: PlanInput) async throws(OperationError) {
        guard !input.accounts.isEmpty else { return }
        let awaiting = Set(input.ledger.links.values.lazy.filter(\.awaitsActivation).map(\.accountID))
        let active = input.accounts.values.filter { $0.saysActive == true && awaiting.contains($0.id) }.map(\.id)
        try await recorded(await ledger.noteActivated(accounts: active.sorted()))
    }
}
