package import Provisioning

/// What a run asks of the app, in the terms of the rules. An implementation knows the app's protocol, its authorization and its limits.
///
/// Every request waits for its turn within the app's limits. A read may be repeated by the implementation; a write never is.
package protocol AccountService: Sendable {
    /// The app's name, for sentences.
    var application: String { get }
    /// Whether the app keeps our id of a person with the account.
    var keepsExternalID: Bool { get }
    /// Whether lists leave out part of an account.
    var listsAreShort: Bool { get }
    /// Whether a change puts back the whole account, so that it has to be read by itself in any case. The answer may change during a run.
    var replacesWhole: Bool { get }
    /// Whether looking somebody up turned out to read the list of all accounts. The answer may change during a run.
    var mustListToLookUp: Bool { get }
    /// Accounts on one page of the list.
    var pageLength: Int { get }

    /// Asks the smallest question there is, to see whether the authorization still counts.
    func checkAuthorization() async throws(AccountError)

    /// All accounts; `nil` when that would take more than so many pages, which the first one tells.
    ///
    /// - Throws: also when the list is not whole, repeats itself or has no end.
    func accounts(pages: Int) async throws(AccountError) -> [ObservedAccount]?

    /// The account with this user name, compared without case; `nil` when there is none.
    func account(userName: String) async throws(AccountError) -> ObservedAccount?

    /// The account of this person: by user name, and where that finds nobody, in the list of all accounts by our id of the person or by user name. For when a
    /// lookup that finds nobody is not to be believed.
    func account(userName: String, orExternalID externalID: String) async throws(AccountError) -> ObservedAccount?

    /// The account that the app shows when it is asked for this id, for callers that judge whose it is; `nil` when the app surely says that there is none.
    func shownAccount(id: String) async throws(AccountError) -> ShownAccount?

    /// Makes an active account that carries our id of the person. Never repeated by itself: look the user name up before trying again.
    ///
    /// - Returns: the account as the answer shows it; `nil` when the answer says nothing about it.
    func create(_ values: [String: String], for personID: String) async throws(AccountError) -> ObservedAccount?

    /// Changes only what differs; where the app takes no changes, the whole account is put back with the change over it.
    ///
    /// - Parameter account: the account as it was just read, if it was: then it need not be read again to be put back.
    /// - Returns: the account as the answer shows it; `nil` when the answer says nothing about it, and when there was nothing to change.
    func change(_ id: String, _ change: AccountChange, over account: ShownAccount?) async throws(AccountError) -> ObservedAccount?

    /// Deletes the account for good. Whether it is gone then has to be read.
    func delete(_ id: String) async throws(AccountError)

    /// Takes the turn of one write if one is free at this moment, so that its intent can be recorded when the request is sure to leave at once.
    func takeWriteTurn() async -> WriteTurn

    /// Gives back a turn of ``takeWriteTurn()`` whose request does not leave after all: a turn that is never given back would be waited for by all that follow.
    func giveBackWriteTurn() async

    /// Runs `body` with a service whose first write uses the turn taken by ``takeWriteTurn()``; a turn that no write used is given back.
    func withTakenTurn<Value: Sendable>(_ body: (any AccountService) async -> Value) async -> Value

    /// How many accounts the app can still take; `nil` where it does not tell. Nothing depends on it but what people are told.
    func freeLicenses() async -> Int?

    /// Seconds until this many more writes, and the reads before and after them, are done at the pace that the app's limits allow; `nil` while its limits are
    /// unknown.
    func secondsNeeded(writes: Int, reads: Int) async -> Double?
}

extension AccountService {
    /// All accounts.
    package func accounts() async throws(AccountError) -> [ObservedAccount] { try await accounts(pages: .max) ?? [] }

    /// The account with this id, in full; `nil` when the app surely says that there is none.
    ///
    /// - Throws: also when the app shows another account: that says nothing about the one that was asked for.
    package func account(id: String) async throws(AccountError) -> ObservedAccount? {
        guard let shown = try await shownAccount(id: id)?.account else { return nil }
        guard shown.id == id else {
            throw AccountError(.unexpectedAnswer(detail: "the account \(shown.id) when it was asked for the account \(id)"), .personOrRun)
        }
        return shown
    }

    /// Asks a question that every authorized client may ask. Returns why it was refused; `nil` when the app answered. That the question itself was not understood
    /// is an answer too.
    func harmlessReadRefusal() async -> AccountError? {
        do throws(AccountError) {
            try await checkAuthorization()
            return nil
        } catch {
            if case .values = error.refusal { return nil }
            return error
        }
    }
}
