package import Provisioning

extension ListedAccount {
    /// What to make of the account that authorized the app: it may belong to nobody here, and the runs need no decision about it; `nil` for others, and where nothing
    /// was found about it.
    package func authorizingWords(on surface: Surface) -> String? {
        guard isAuthorizing, isWaiting else { return nil }
        return [CommandHint.ignoreFinding].following("This account is protected: no run suspends or deletes it.", on: surface)
    }
}
