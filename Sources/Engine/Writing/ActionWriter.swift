import Foundation
import Provisioning

/// Carries out one action of a plan on the app: reads the account first where a mistake would take something away, writes once, and believes no more than the app
/// shows. What an account says is decided by ``AccountJudgement``.
struct ActionWriter {
    let accounts: any AccountService
    /// The names of attributes, by path.
    var labels: [String: String] = [:]
    /// Accounts that were read ahead by pages.
    var readings = AccountReadings()

    /// What is to be recorded of an action, and how far a failure reaches.
    enum Result: Equatable {
        /// Done, or found done by a lookup.
        case done(IntentOutcome)
        /// Not done, for a reason that concerns this person, or all actions of this kind.
        case failed(AccountError)
        /// Not done, or not believed, because of what the app shows of this person's account.
        case found(AccountFinding)
        /// The app asked to wait and did nothing: the same action may go again when the silence is over.
        case throttled(AccountError)
        /// The app cannot be asked, at least about this account. What became of the action is known (it was not carried out), or could not be looked up.
        case fatal(AccountError, isKnown: Bool)

        /// Why it was not done.
        var error: AccountError? {
            switch self {
            case .done, .found: nil
            case .failed(let error), .throttled(let error), .fatal(let error, _): error
            }
        }
    }

    /// Requests, one after the other, that an action of this kind takes when all goes well.
    static func requests(_ kind: ActionKind) -> Int {
        switch kind {
        case .create, .update: 1
        case .suspend, .reenable, .rename, .adopt: 2
        case .delete: 3
        }
    }

    /// Whether the account is read before an action of this kind.
    static func readsFirst(_ kind: ActionKind) -> Bool { kind != .create && kind != .update }

    /// The same with another client, one that has the turn of a write.
    func with(_ accounts: any AccountService) -> ActionWriter { ActionWriter(accounts: accounts, labels: labels, readings: readings) }

    /// Does it, and looks up what became of it when no answer came, or one that does not say: it is never repeated here.
    func carryOut(_ entry: PlanEntry) async -> Result {
        var earlier: ShownAccount?
        if let id = entry.accountID, entry.readsFirst || Self.readsFirst(entry.kind) {
            do throws(AccountError) {
                guard let reading = try await readings.account(id: id, isWhole: needsWhole(entry), from: accounts) else { return gone(entry, id) }
                switch judgement(entry).before(reading.account) {
                case .asWanted(let link): return .done(.linked(link))
                case .found(let finding): return .found(finding)
                case .ours: earlier = reading
                }
            } catch {
                return notWritten(error)
            }
        }
        let answer: ObservedAccount?
        do throws(AccountError) { answer = try await write(entry, over: earlier) } catch {
            return await refused(error, entry, earlier)
        }
        if let account = answer {
            switch judgement(entry).after(account, earlier: earlier?.account) {
            case .done(let link): return .done(.linked(link))
            case .found(let finding):
                // An answer about another account says nothing about ours, which may be as wanted all the same. Unread, the ledger would never know.
                guard case .aboutAnother = finding else { return .found(finding) }
                let confirmed = await confirm(entry, earlier: earlier, wasAnswered: false)
                switch confirmed {
                // What cannot be read now may have been done: it is not known before the app shows the account.
                case .done, .found(.activeUntold), .fatal: return confirmed
                default: return .found(finding)
                }
            case .untold: break
            }
        }
        return await confirm(entry, earlier: earlier)
    }

    /// What was read ahead may be short; a replacement needs the whole account, and so does the decision that nothing differs.
    private func needsWhole(_ entry: PlanEntry) -> Bool {
        entry.kind == .adopt || entry.kind == .update || (entry.kind != .delete && accounts.replacesWhole)
    }

    private func judgement(_ entry: PlanEntry) -> AccountJudgement {
        AccountJudgement(entry, keepsExternalID: accounts.keepsExternalID, labels: labels)
    }

    private func write(_ entry: PlanEntry, over account: ShownAccount?) async throws(AccountError) -> ObservedAccount? {
        guard entry.kind != .create else {
            return try await accounts.create(entry.after, for: entry.personID)
        }
        guard let id = entry.accountID else { throw AccountError(.accountMissing(id: ""), .personOrRun) }
        switch entry.kind {
        case .adopt:
            let shown = account?.account
            return try await accounts.change(
                id,
                AccountChange(
                    from: shown?.values ?? entry.before, to: entry.after, externalID: shown?.externalID == entry.personID ? nil : entry.personID,
                    isActive: shown?.isActive == true ? nil : true), over: account)
        case .update, .rename: return try await accounts.change(id, AccountChange(from: entry.before, to: entry.after), over: account)
        case .reenable:
            return try await accounts.change(id, AccountChange(from: entry.before, to: entry.after, isActive: true), over: account)
        case .suspend: return try await accounts.change(id, AccountChange(isActive: false), over: account)
        case .delete, .create:
            try await accounts.delete(id)
            return nil
        }
    }

    /// There is no account: what was to be deleted is so, everything else has nothing to act on.
    private func gone(_ entry: PlanEntry, _ id: String) -> Result {
        entry.kind == .delete ? .done(.removed) : .found(.gone(accountID: id))
    }

    /// Nothing was written, because the account could not be read.
    private func notWritten(_ error: AccountError) -> Result {
        if case .throttled = error.refusal { return .throttled(error) }
        return error.suspicion == .run && !error.mayHaveHadEffect ? .fatal(error, isKnown: true) : .failed(error)
    }

    /// The app answered that it did it, and no more, or removed the account: it is read once more.
    ///
    /// - Parameter wasAnswered: whether that answer was about this account.
    private func confirm(_ entry: PlanEntry, earlier: ShownAccount?, wasAnswered: Bool = true) async -> Result {
        do throws(AccountError) {
            switch try await verdict(entry, earlier: earlier, wasAnswered: wasAnswered) {
            case .done(let link): return .done(.linked(link))
            case .found(let finding): return .found(finding)
            case .gone: return entry.accountID.map { gone(entry, $0) } ?? .found(.notMade)
            }
        } catch {
            return .fatal(error, isKnown: false)
        }
    }

    /// The app refused it, or said nothing.
    private func refused(_ error: AccountError, _ entry: PlanEntry, _ earlier: ShownAccount?) async -> Result {
        do throws(AccountError) {
            switch error.refusal {
            case .throttled: return .throttled(error)
            case .accountMissing, .absenceUnconfirmed:
                // A gateway may say so as well; only a reading of the account tells.
                guard let id = entry.accountID else { return .failed(error) }
                switch try await verdict(entry, earlier: nil, wasAnswered: false) {
                case .done(let link): return .done(.linked(link))
                case .gone: return gone(entry, id)
                case .found(let finding): return finding.isAboutOwner ? .found(finding) : .failed(error.unconfirmed)
                }
            case .conflict where entry.kind == .create:
                // Perhaps it was made by a try whose answer never came, although a lookup found nobody.
                return try await ownAccount(entry).map { .done(.linked($0)) } ?? .failed(error)
            default:
                guard error.mayHaveHadEffect else { return error.suspicion == .run ? .fatal(error, isKnown: true) : .failed(error) }
                // When the app answers lookups, it is this one action that it did not do.
                switch try await lookUp(entry, earlier: earlier) {
                case .done(let outcome): return .done(outcome)
                case .found(let finding): return .found(finding)
                case .notCarriedOut: return .failed(error)
                }
            }
        } catch {
            return .fatal(error, isKnown: false)
        }
    }
}
