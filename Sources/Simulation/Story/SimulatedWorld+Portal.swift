import Engine
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
        /// What the mapping says about the attribute that was changed.
        var drift = DriftPolicy.report

        /// Whether it waits for a decision.
        var isAsked: Bool { drift == .report }
    }

    /// The attribute that is changed by hand.
    private static let editedAttribute = "name.givenName"

    /// Compares the app's accounts with the ledger, and deals with what is found.
    func reconcile() async throws {
        guard canCompare else { return }
        clock.advance(by: 120)
        let before = try await findings()
        for finding in before where finding.kind.isAboutLink {
            violate(.falseFinding, "\(finding.userName): \(finding.key), though nobody did anything by hand")
        }
        guard !character.hasActivation, character.files == nil, odd.chance(50) else { return }
        let drift = odd.draw((2, DriftPolicy.report), (1, .restore), (1, .accept))
        try await choose(drift)
        let deeds = actByHand(drift)
        let known = Set(before.map(\.id))
        if !deeds.isEmpty { try await judge(deeds, try await findings().filter { !known.contains($0.id) }) }
        try await welcome()
    }

    /// Whether somebody can say what a comparison has to find. Where accounts are not what any run left, nobody can.
    var canCompare: Bool {
        cloud.with { state in
            state.changedByHand.isEmpty && state.refusedAccount == nil && state.givenAway.isEmpty && state.carried.isEmpty && state.violations.isEmpty
        } && !hasRestored
    }

    /// Sets what happens to a first name that was changed by hand.
    private func choose(_ drift: DriftPolicy) async throws {
        note("a first name changed by hand: \(drift.rawValue)")
        try await process.workspace.setup.update { configuration in
            for index in configuration.autoprovisioning.mapping.indices
            where configuration.autoprovisioning.mapping[index].target == Self.editedAttribute {
                configuration.autoprovisioning.mapping[index].drift = drift
            }
        }
    }

    private func judge(_ deeds: [Deed], _ found: [ReconciliationFinding]) async throws {
        for deed in deeds where deed.isAsked && !found.contains(where: { $0.accountID == deed.account.id && $0.kind == deed.kind }) {
            violate(.missedFinding, "\(deed.account.userName): \(deed.kind.rawValue)")
        }
        for finding in found where !deeds.contains(where: { $0.isAsked && $0.account.id == finding.accountID && $0.kind == finding.kind }) {
            violate(.falseFinding, "\(finding.userName): \(finding.key)")
        }
        let left = cloud.with { $0.accounts.mapValues(\.content) }
        try await run(released: Set(ActionKind.allCases))
        let restored = Set(deeds.filter { $0.drift == .restore }.map(\.account.id))
        if cloud.with({ $0.accounts.mapValues(\.content) }).filter({ !restored.contains($0.key) }) != left.filter({ !restored.contains($0.key) }) {
            violate(.undecided, "a run acted on what nobody had decided about")
        }
        for deed in deeds where deed.isAsked { try await decide(deed) }
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
    func findings() async throws -> [ReconciliationFinding] {
        let overview = try await process.workspace.runs.compareAccounts()
        let waiting = overview.accounts.flatMap(\.findings).filter(\.isWaiting).map(\.finding)
        alertOracle.compared(findings: waiting.count)
        try await lookAtAlerts()
        return waiting
    }

    /// Some acts, each on an account of its own.
    private func actByHand(_ drift: DriftPolicy) -> [Deed] {
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
                    // Nothing is reported of somebody who is excluded.
                    guard account.isActive == isEntitled, let person = account.externalID.flatMap({ state.truth.people[$0] }),
                        person.email.lowercased() == account.userName.lowercased(), !state.rules.excluded.contains(person.id)
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
            deeds.append(Deed(kind: kind, account: account, isAnswered: odd.chance(50), drift: kind == .changed ? drift : .report))
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
            try await process.workspace.runs.decide([try await process.workspace.runs.propose(verdict, about: deed.account.id)])
            alertOracle.unsettle()
        } catch {
            violate(.undecided, "\(verdict.rawValue) of \(deed.account.userName) is refused: \(error)")
        }
    }

    /// What is not as it was decided.
    private func fault(of deed: Deed, in state: CloudState, left: [String: Data]) -> String? {
        let (account, name) = (state.accounts[deed.account.id], deed.account.userName)
        switch deed.drift {
        case .report: break
        case .restore:
            return account?.givenName == deed.account.givenName ? nil : "the first name of \(name) was not written over, as the mapping says"
        case .accept:
            return account?.content == left[deed.account.id] ? nil : "\(name) was changed, although the mapping lets the first name stay"
        }
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

    /// Somebody new is entitled, and there is an account already that somebody made for them by hand, under another name or with another system's id. Our
    /// administrator links or adopts it; before that no run touches what has another system's id.
    private func welcome() async throws {
        newcomers += 1
        let (email, isOtherSystem) = ("welcome\(newcomers)@corp.example", odd.chance(50))
        let name = isOtherSystem ? email : "byhand\(newcomers)@corp.example"
        let (person, account) = cloud.with { state -> (TruePerson?, TrueAccount?) in
            guard let unit = state.unitThatEntitles(email) else { return (nil, nil) }
            _ = state.control("POST", "people", ["primaryEmail": email, "givenName": "Wel", "familyName": "Come", "orgUnitPath": unit])
            var body: [String: any Sendable] = ["userName": name, "givenName": "By", "familyName": "Hand"]
            if isOtherSystem { body["externalId"] = "okta-\(newcomers)" }
            _ = state.control("POST", "accounts", body)
            state.readAccounts()
            state.readDirectory(groups: groupKeys)
            return (state.truth.people.values.first { $0.email == email }, state.accounts.values.first { $0.userName == name })
        }
        guard let person, let account else { return }
        note("\(email) is new, and somebody made the account \(name) by hand")
        clock.advance(by: 120)
        if isOtherSystem {
            try await run(released: Set(ActionKind.allCases))
            if cloud.with({ $0.accounts[account.id]?.content }) != account.content {
                violate(.undecided, "\(name) was changed, although it has another system's id and nobody decided about it")
            }
        }
        _ = try await findings()
        cloud.with { _ = $0.decidedAccounts.insert(account.id) }
        let verdict: AccountDecision.Verdict = isOtherSystem ? .adopt : .link
        do throws(OperationError) {
            let proposal = try await process.workspace.runs.propose(verdict, about: account.id, person: isOtherSystem ? nil : person.email)
            try await process.workspace.runs.decide([proposal])
        } catch {
            return violate(.undecided, "\(verdict.rawValue) of \(name) is refused: \(error)")
        }
        clock.advance(by: 120)
        try await run(released: Set(ActionKind.allCases))
        let theirs = cloud.with { $0.accounts.values.filter { $0.externalID == person.id } }
        if theirs.map(\.id) != [account.id] || theirs.first?.userName != person.email {
            violate(.undecided, "\(email) has not just the account \(name) after \(verdict.rawValue): \(theirs.map(\.userName))")
        }
    }
}
