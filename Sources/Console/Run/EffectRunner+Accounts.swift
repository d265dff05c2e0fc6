import Provisioning
import Sync

extension EffectRunner {
    /// Begins something about accounts.
    func perform(_ effect: AccountsEffect) {
        let workspace = workspace
        switch effect {
        case .load: fetch(.accounts) { .accounts(.loaded(try await workspace.accounts())) }
        case .compare: fetch(.accounts) { .accounts(.loaded(try await workspace.compareAccounts())) }
        case .propose(let verdict, let account, let person):
            fetch(.other) { .accounts(.proposed(try await workspace.propose(verdict, about: account, person: person))) }
        case .decide(let proposal):
            fetch(.other) {
                try await workspace.decide([proposal])
                return .accounts(.loaded(try await workspace.accounts()))
            }
        case .takeBack(let account):
            fetch(.other) {
                _ = try await workspace.takeBackDecision(about: account)
                return .accounts(.loaded(try await workspace.accounts()))
            }
        }
    }
}
