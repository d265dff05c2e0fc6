import Engine
import Provisioning

/// What a run has to ask the administrator about, in the words that lead to the right answer: nobody else can decide it.
extension SimulatedWorld {
    /// Looks at how a run ended. An older ledger does not know what there is to ask about.
    func judgeQuestions(_ ending: Result<RunRecord, OperationError>) {
        let (moment, hasRestored) = (clock.now, hasRestored)
        cloud.with { state in
            if !hasRestored, let fault = state.unaskedIdentities(ending) { state.violate(.kindOfIdentity, fault, at: moment) }
            if !hasRestored, let fault = state.unaskedUnits(ending) { state.violate(.unitChange, fault, at: moment) }
            guard case .success(let record) = ending, record.outcome?.isComplete == true else { return }
            state.settleUnits()
            if record.failures == 0 { state.noteHolders() }
        }
    }
}

extension CloudState {
    /// So many people of other ids who have their former addresses are no coincidence.
    private static let fewestIdentities = 3

    /// Whose accounts the ledger surely knows: those that were there when a run ended in which nothing failed.
    fileprivate mutating func noteHolders() {
        holders = Set(accounts.values.compactMap(\.externalID)).subtracting(changedByHand)
    }

    /// People are named by another kind of id: a run says so. Were it to say that the directory is another one, the administrator would let the ledger forget everybody.
    fileprivate func unaskedIdentities(_ ending: Result<RunRecord, OperationError>) -> String? {
        guard let export, export.hasOtherIDs, let holders else { return nil }
        let same = accounts.values.filter { account in
            guard let owner = account.externalID, holders.contains(owner), missingSince[owner] == nil, !export.leftOut.contains(owner) else {
                return false
            }
            return truth.people[owner].map { !$0.isDeleted && $0.email.lowercased() == account.userName.lowercased() } ?? false
        }
        guard same.count >= Self.fewestIdentities else { return nil }
        return switch ending {
        case .success(let record): record.outcome?.isComplete == true ? "a run took \(same.count) people for others: \(record.words)" : nil
        case .failure(.belongsElsewhere(let words)): "\(same.count) people have their addresses still, and the run said: \(words)"
        case .failure: nil
        }
    }

    /// Somebody would get or lose an account only because a unit was moved: a run says that something is held.
    fileprivate func unaskedUnits(_ ending: Result<RunRecord, OperationError>) -> String? {
        guard case .success(let record) = ending, record.outcome?.isComplete == true, record.outcome != .held, let holders else { return nil }
        guard !run.isReleased, !run.wasLiedTo, !run.tellsNoTime else { return nil }
        let waiting = dependingOnUnits().filter { id in
            guard let person = truth.people[id], run.leftOut != id, !isUncertain(id) else { return false }
            return rules.isEntitled(person, in: truth) || holders.contains(id) && !changedByHand.contains(id)
        }
        guard let first = waiting.min() else { return nil }
        return "\(name(first)) waits for a decision about a unit, and the run did not say so: \(record.words)"
    }
}
