package import Directory
package import Engine
import FileHome
import Ledger
package import Provisioning

/// A decision about an account as it would be made now, with everything that an administrator has to see before.
package struct AccountProposal: Sendable, Equatable {
    package let decision: AccountDecision
    /// The account that it is about.
    package let account: ListedAccount
    /// The person who is to have the account; `nil` where nobody gets it.
    package let person: Person?

    /// Whether the account is gone, so that only its link can be given up.
    var givesUpLink: Bool { decision.verdict == .restore && decision.findings.contains(ReconciliationFinding.Kind.gone.rawValue) }

    /// What will happen, as a sentence for a question.
    package func words(application: String) -> String {
        let name = "the account \(account.userName) (\(account.id))"
        let who = person.map { "\($0.fullName) <\($0.primaryEmail)>" } ?? ""
        return switch decision.verdict {
        case .adopt, .link:
            "The next run gives \(name) to \(who): it gets the person's values, and from then on the rules of this program decide about it."
                + (decision.externalID.map { " It carries the external ID \($0), which is replaced." } ?? "")
        case .ignore: "What was found about \(name) is no longer reported. Anything new about it will be."
        case .suspend: "The next run suspends \(name) in \(application)."
        case .restore where givesUpLink:
            "The link to \(name), which is gone from \(application), is given up. If the person is entitled, the next run makes a new account."
        case .restore: "The next run puts back what was changed by hand about \(name)."
        }
    }
}

extension RunService {
    /// What a decision about an account would be; decides nothing. Reads the directory.
    ///
    /// - Parameters:
    ///   - account: its SCIM id or its user name.
    ///   - person: who is to have it, by address, directory id or whole name; only for ``AccountDecision/Verdict/link``.
    /// - Throws: ``OperationError/invalidInput(_:)`` when it is not possible, with what to do instead.
    package func propose(
        _ verdict: AccountDecision.Verdict, about account: String, person name: String? = nil
    ) async throws(OperationError) -> AccountProposal {
        let (input, trouble) = try await accountsInput()
        let proposals = try await proposals(verdict, about: [account], person: name, input, trouble)
        switch proposals[0] {
        case .success(let proposal): return proposal
        case .failure(let error): throw error
        }
    }

    /// What a decision about several accounts would be, of those for which it is possible; for the others why not. Decides nothing. Reads the directory once.
    package func propose(
        _ verdict: AccountDecision.Verdict, aboutEach accounts: [String]
    ) async throws(OperationError) -> (proposals: [AccountProposal], refusals: [String]) {
        let (input, trouble) = try await accountsInput()
        var found: (proposals: [AccountProposal], refusals: [String]) = ([], [])
        for result in try await proposals(verdict, about: accounts, person: nil, input, trouble) {
            switch result {
            case .success(let proposal): found.proposals.append(proposal)
            case .failure(let error): found.refusals.append(error.description)
            }
        }
        return found
    }

    private func proposals(
        _ verdict: AccountDecision.Verdict, about accounts: [String], person name: String?, _ input: PlanInput, _ trouble: String?
    ) async throws(OperationError) -> [Result<AccountProposal, OperationError>] {
        if let trouble, verdict != .ignore { throw .invalidInput("\(trouble) Without the directory only ignoring is possible.") }
        let overview = try overview(of: input, trouble)
        let rule = EntitlementRule(input)
        var person: Person?
        if let name { person = try Self.person(name, in: input) }
        let configuration = input.configuration
        let protection = context.protection(configuration, try await authorization.status())
        let (isEntitled, now) = (person.map { rule.entitlement(of: $0).isEntitled } ?? false, context.now)
        return accounts.map { account in
            Result<AccountProposal, OperationError> { () throws(OperationError) -> AccountProposal in
                let listed = try Self.account(account, in: overview)
                do throws(AccountChoiceRefusal) {
                    let decision = try AccountChoice.decision(
                        verdict, about: listed, person: person, isEntitled: isEntitled, in: overview, protection: protection, now: now)
                    let receives = decision.verdict == .adopt || decision.verdict == .link
                    let receiver = receives ? input.snapshot.people.first { $0.id == decision.personID } : nil
                    return AccountProposal(decision: decision, account: listed, person: receiver)
                } catch {
                    throw .invalidInput("\(listed.userName): \(error.description)")
                }
            }
        }
    }

    /// Keeps decisions, with entries of the log; the next plan knows them.
    package func decide(_ proposals: [AccountProposal]) async throws(OperationError) {
        let who = try context.decidedBy()
        for proposal in proposals where proposal.givesUpLink { try await giveUpLink(proposal, by: who) }
        let kept = proposals.filter { !$0.givesUpLink }
        guard !kept.isEmpty else { return }
        let decisions = kept.map { (decision: $0.decision, logged: logged(LoggedDecision.Verdict($0.decision.verdict), $0, by: who)) }
        try recorded(context.ledger.decide(decisions, now: context.now))
    }

    /// Takes a decision about an account back, unless a run carried it out already. Returns what had been decided.
    ///
    /// - Parameter account: its SCIM id or its user name.
    package func takeBackDecision(about account: String) throws(OperationError) -> AccountDecision {
        let who = try context.decidedBy()
        let wanted = account.lowercased()
        let decisions = try recorded(context.ledger.accountDecisions().filter { $0.accountID == account || $0.userName.lowercased() == wanted })
        if let decision = decisions.first, decisions.count == 1 {
            let logged = LoggedDecision(takingBack: decision, by: who)
            try recorded(context.ledger.forgetAccountDecisions([(decision.accountID, logged)], now: context.now))
            return decision
        }
        throw .invalidInput("Nothing was decided about \"\(account)\" that can be taken back. Look at the list: autoprovision accounts.")
    }

    /// Gives up the link to an account that is gone, if it still is.
    private func giveUpLink(_ proposal: AccountProposal, by who: AuditActor) async throws(OperationError) {
        let lock = try context.acquireRunLock()
        defer { lock.release() }
        try context.requireOwnApplication(context.configuration())
        let accounts = try context.application().accounts
        let isThere: Bool
        do throws(AccountError) { isThere = try await accounts.shownAccount(id: proposal.account.id) != nil } catch {
            throw OperationError(error, application: accounts.application)
        }
        guard !isThere else {
            throw .invalidInput("\(proposal.account.userName): the account is there again. Compare anew: autoprovision accounts --check.")
        }
        let logged = logged(.linkForgotten, proposal, by: who)
        try recorded(context.ledger.forgetLink(of: proposal.decision.personID ?? "", account: proposal.account.id, logging: logged, now: context.now))
    }

    private func logged(_ verdict: LoggedDecision.Verdict, _ proposal: AccountProposal, by who: AuditActor) -> LoggedDecision {
        let labels = context.targets.labelsByPath
        let found = proposal.account.findings.map(\.finding).filter { proposal.decision.findings.contains($0.key) }
        let person = (
            name: proposal.person?.fullName ?? proposal.account.name, email: proposal.person?.primaryEmail ?? proposal.account.email
        )
        return LoggedDecision(verdict, about: proposal.decision, person: person, findings: found.map { DecidedFinding($0, labels: labels) }, by: who)
    }

    private static func account(_ name: String, in overview: AccountsOverview) throws(OperationError) -> ListedAccount {
        let wanted = name.lowercased()
        let found = overview.accounts.filter { $0.id == name || $0.userName.lowercased() == wanted }
        guard found.count <= 1 else {
            throw .invalidInput(
                "Several accounts have the user name \"\(name)\". Name one by its ID: \(found.map(\.id).sorted().joined(separator: ", ")).")
        }
        guard let account = found.first else {
            let similar = SimilarNames(to: name, in: overview.accounts, names: { [$0.userName] }, label: { "\($0.userName) (\($0.id))" })
            throw .invalidInput("No account is known by the ID or user name \"\(name)\".\(similar.sentence())")
        }
        return account
    }

    private static func person(_ name: String, in input: PlanInput) throws(OperationError) -> Person {
        let wanted = name.lowercased()
        let people = input.snapshot.people
        let found = people.filter { $0.id == name || $0.primaryEmail.lowercased() == wanted }
        let named = found.isEmpty ? people.filter { $0.fullName.lowercased() == wanted } : found
        guard named.count <= 1 else {
            throw .severalPeople(named: name, people: named.map(\.primaryEmail))
        }
        guard let person = named.first else {
            throw .invalidInput("The directory knows nobody by \"\(name)\". Name a person by address, directory ID or whole name.")
        }
        return person
    }
}
