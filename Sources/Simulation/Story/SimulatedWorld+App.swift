import Foundation

/// What happens in the app beside the program: people who use it, its administrator, and a permission that is missing for one account.
extension SimulatedWorld {
    /// The app's administrator gives an account to somebody else, as for a new hire: another name and address, and no id of ours, or another program's.
    func handOver() {
        let accounts = cloud.with { state in
            state.accounts.values.filter { $0.id != CloudState.administratorAccount && $0.externalID != nil }.sorted { $0.id < $1.id }
        }
        guard let account = odd.pick(accounts), let owner = account.externalID else { return }
        newcomers += 1
        let name = "hire\(newcomers)@corp.example"
        let foreign = odd.chance(50) ? "" : "hr-\(newcomers)"
        cloud.with { state in
            _ = state.control(
                "POST", "accounts/\(account.id)/edit", ["userName": name, "externalId": foreign, "givenName": "New", "familyName": "Hire"])
            state.changedByHand.insert(owner)
            state.givenAway.insert(account.id)
            state.tally.handovers += 1
            state.readAccounts()
        }
        note("by hand in the app: \(account.userName) is given to \(name)")
    }

    /// The app begins or ceases to refuse everything about one account.
    func turnRefusal() {
        let accounts = cloud.with { state in
            state.accounts.values.filter { $0.id != CloudState.administratorAccount && $0.externalID != nil }.map(\.id).sorted()
        }
        let isRefused = cloud.with { $0.refusedAccount != nil }
        guard odd.chance(isRefused ? 30 : 70) else { return }
        let account = isRefused ? nil : odd.pick(accounts)
        cloud.with { $0.refusedAccount = account }
        note(account.map { "the app refuses everything about the account \($0)" } ?? "the app refuses nothing any more")
    }

    /// Some of the people who got an account activate it.
    func activateSome() {
        let waiting = cloud.with { $0.accounts.values.filter(\.awaitsActivation).map(\.id).sorted() }
        for id in waiting where odd.chance(40) {
            cloud.with { _ = $0.control("POST", "accounts/\(id)/activate") }
            note("the account \(id) is activated")
        }
        cloud.with { $0.readAccounts() }
    }

    /// What the app says falsely about one write, or one read of an account.
    func drawFalseAnswer(isForRead: Bool) -> FalseAnswer {
        if isForRead { return odd.draw((4, .somebodyElse(takesEffect: false)), (2, .page(status: 404)), (1, .page(status: 200)), (1, .denied)) }
        return odd.draw(
            (4, .unchanged), (2, .nothing), (2, .page(status: 200)), (2, .page(status: 404)), (1, .page(status: 410)), (2, .silence),
            (2, .pageAfterEffect), (4, .unseen), (3, .somebodyElse(takesEffect: false)), (2, .somebodyElse(takesEffect: true)), (3, .gone),
            (2, .denied),
            (1, .asked))
    }
}
