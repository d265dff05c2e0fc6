import Foundation
import Provisioning
import Sync

/// What somebody does by hand in the app's own portal after the quiet time, and what becomes of it: the next comparison finds it and nothing else, no run acts on it by itself, and what our
/// administrator decides about it happens.
extension SimulatedWorld {
    /// An act of the app's administrator, and how the account was before.
    private struct Deed {
        var kind: ReconciliationFinding.Kind
        var account: TrueAccount
        /// Whether it is put back or, for an account of nobody, suspended; otherwise it is ignored for good.
        var isAnswered: Bool
    }

    /// Compares the app's accounts with the ledger, and deals with what is found.
    func reconcile() async throws {
        // Where accounts are not what any run left, nobody can say what is to be found.
        let isClear = cloud.with { state in
            state.changedByHand.isEmpty && state.refusedAccount == nil && state.givenAway.isEmpty && state.carried.isEmpty && state.violations.isEmpty
        }
        guard isClear, !hasRestored else { return }
        clock.advance(by: 120)
        let before = try await findings()
        for finding in before where finding.kind.isAboutLink {
            violate(.falseFinding, "\(finding.userName): \(finding.key), though nobody did anything by hand")
        }
        guard !character.hasActivation, character.files == nil, odd.chance(50) else { return }
        let deeds = actByHand()
        guard !deeds.isEmpty else { return }
        let known = Set(before.map(\.id))
        try await judge(deeds, try await findings().filter { !known.contains($0.id) })
    }

    private func judge(_ deeds: [Deed], _ found: [ReconciliationFinding]) async throws {
        for deed in deeds where !found.contains(where: { $0.accountID == deed.account.id && $0.kind == deed.kind }) {
            violate(.missedFinding, "\(deed.account.userName): \(deed.kind.rawValue)")
        }
        for finding in found where !deeds.contains(where: { $0.account.id == finding.accountID && $0.kind == finding.kind }) {
            violate(.falseFinding, "\(finding.userName): \(finding.key)")
        }
        let left = cloud.with { $0.accounts.mapValues(\.content) }
        try await run(released: Set(ActionKind.allCases))
        if cloud.with({ $0.accounts.mapValues(\.content) }) != left { violate(.undecided, "a run acted on what nobody had decided about") }
        for deed in deeds { try await decide(deed) }
        clock.advance(by: 120)
        try await run(released: Set(ActionKind.allCases))
        for deed in deeds {
            if let fault = cloud.with({ fault(of: deed, in: $0, left: left) }) { violate(.undecided, fault) }
        }
        let decided = Set(deeds.map(\.account.id))
        for finding in try await findings() where decided.contains(finding.accountID) {
            violate(.undecided, "\(finding.userName): \(finding.key) still waits after a decision")
        }
    }

    /// The findings of a comparison that wait for a decision.
    private func findings() async throws -> [ReconciliationFinding] {
        let overview = try await process.workspace.compareAccounts()
        return overview.accounts.flatMap(\.findings).filter(\.isWaiting).map(\.finding)
    }

    /// Some acts, each on an account of its own.
    private func actByHand() -> [Deed] {
        var accounts = cloud.with { state in
            state.accounts.values.filter { account in
                account.id != CloudState.administratorAccount && account.externalID.flatMap { state.truth.people[$0] } != nil
            }.sorted { $0.id < $1.id }
        }
        var deeds: [Deed] = []
        for kind in [ReconciliationFinding.Kind.changed, .suspended, .reenabled, .gone, .notOurs] where odd.chance(60) {
            if kind == .notOurs {
                if let account = addStranger() { deeds.append(Deed(kind: kind, account: account, isAnswered: odd.chance(50))) }
                continue
            }
            let isEntitled = kind != .reenabled
            let fitting = cloud.with { state in
                accounts.filter { account in
                    // Whose address is in dispute is not kept in step before people have solved that.
                    guard account.isActive == isEntitled, let person = account.externalID.flatMap({ state.truth.people[$0] }),
                        person.email.lowercased() == account.userName.lowercased()
                    else { return false }
                    let isUnique = state.truth.people.values.count { $0.email.lowercased() == person.email.lowercased() } == 1
                    return isUnique && state.rules.isEntitled(person, in: state.truth) == isEntitled
                }
            }
            guard let account = odd.pick(fitting) else { continue }
            accounts.removeAll { $0.id == account.id }
            let (act, body): (String, [String: any Sendable]) =
                switch kind {
                case .suspended: ("suspend", [:])
                case .reenabled: ("activate", [:])
                case .gone: ("delete", [:])
                default: ("edit", ["givenName": "By Hand"])
                }
            cloud.with { state in
                _ = state.control("POST", "accounts/\(account.id)/\(act)", body)
                state.readAccounts()
            }
            note("by hand in the app: \(act) \(account.userName)")
            deeds.append(Deed(kind: kind, account: account, isAnswered: odd.chance(50)))
        }
        return deeds
    }

    private func addStranger() -> TrueAccount? {
        newcomers += 1
        let name = "stranger\(newcomers)@corp.example"
        note("by hand in the app: an account for \(name)")
        return cloud.with { state in
            _ = state.control("POST", "accounts", ["userName": name, "givenName": "Nobody", "familyName": "Known"])
            state.readAccounts()
            return state.accounts.values.first { $0.userName == name }
        }
    }

    private func decide(_ deed: Deed) async throws {
        let verdict: AccountDecision.Verdict = deed.isAnswered ? (deed.kind == .notOurs ? .suspend : .restore) : .ignore
        note("decided about \(deed.account.userName): \(verdict.rawValue)")
        if deed.isAnswered, deed.kind == .reenabled || deed.kind == .notOurs { cloud.with { _ = $0.decidedAccounts.insert(deed.account.id) } }
        do throws(OperationError) {
            try await process.workspace.decide([try await process.workspace.propose(verdict, about: deed.account.id)])
        } catch {
            violate(.undecided, "\(verdict.rawValue) of \(deed.account.userName) is refused: \(error)")
        }
    }

    /// What is not as it was decided.
    private func fault(of deed: Deed, in state: CloudState, left: [String: Data]) -> String? {
        let (account, name) = (state.accounts[deed.account.id], deed.account.userName)
        guard deed.isAnswered else {
            return account?.content == left[deed.account.id] ? nil : "\(name) was changed, although what was found is ignored"
        }
        switch deed.kind {
        case .changed: return account?.givenName == deed.account.givenName ? nil : "the first name of \(name) was not put back"
        case .suspended: return account?.isActive == true ? nil : "\(name) was not enabled again"
        case .reenabled, .notOurs: return account?.isActive == false ? nil : "\(name) was not suspended"
        default:
            let count = state.accounts.values.count { $0.externalID == deed.account.externalID }
            return count == 1 ? nil : "\(state.name(deed.account.externalID)) has \(count) accounts after \(name) was deleted by hand"
        }
    }
}
