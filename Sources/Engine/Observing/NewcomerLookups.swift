import Provisioning

/// Looks newcomers up in the app, one by one. What the app refuses to say about one of them stops nobody else.
struct NewcomerLookups {
    let accounts: any AccountService
    /// Accounts that carry an id without a link, as an earlier list showed them: their ids by the id that they carry.
    var known: [String: String] = [:]

    /// Asks for people by id and user name. Returns the accounts by user name, and why the app did not answer, by id; `nil` when the app turned out to have no
    /// filters, so that one list serves all of them where every lookup would read it.
    ///
    /// - Throws: what concerns more than one person.
    func ask(
        _ newcomers: [(id: String, userName: String)]
    ) async throws(AccountError) -> (found: [String: ObservedAccount], refusals: [String: PlanProblem])? {
        var found: [String: ObservedAccount] = [:]
        var refusals: [String: PlanProblem] = [:]
        var evidence = FailureEvidence()
        for (id, name) in newcomers {
            do throws(AccountError) {
                if let accountID = known[id], let account = try await accounts.account(id: accountID), account.externalID == id {
                    found[name] = account
                } else if let account = try await accounts.account(userName: name) {
                    found[name] = account
                }
                evidence.succeeded()
            } catch {
                let suspicion = error.suspicion
                let refusal = evidence.needsHarmlessRead(suspicion) ? await accounts.harmlessReadRefusal() : nil
                guard evidence.reach(of: suspicion, personID: id, read: refusal == nil ? .answered : .refused) == .person else {
                    throw refusal ?? error
                }
                refusals[id] = .lookupRefused(error.refusal, application: accounts.application)
            }
            guard !accounts.mustListToLookUp || newcomers.count == 1 else { return nil }
        }
        return (found, refusals)
    }
}
