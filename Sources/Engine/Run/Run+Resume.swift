import Provisioning
import Timing

extension Run {
    /// What a run that died left open is looked up, not repeated. Where the app refuses the lookup for one person, that is the person's failure, and the action stays open
    /// until a later run is answered: as a failure alone it would be forgotten, although it may have been carried out.
    ///
    /// Returns what is open still: nothing else is to be done about those people until it is known what became of it.
    ///
    /// - Parameter personID: whose actions are looked up; `nil` means everybody's.
    @discardableResult
    func resumeOpenIntents(run: Int64, of personID: String? = nil) async throws(OperationError) -> [OpenIntent] {
        let open = try await recorded(await ledger.openIntents()).filter { personID == nil || $0.personID == personID }
        guard !open.isEmpty else { return [] }
        var inDoubt: [OpenIntent] = []
        let state = try await recorded(await ledger.state(now: time.now(), hasBegunRun: true))
        var evidence = FailureEvidence()
        for intent in open {
            let entry = PlanEntry(
                intent.person, kind: intent.kind, accountID: intent.accountID,
                before: intent.before, after: intent.after, reason: .attributesChanged([])
            ).remembering(state.links[intent.personID], failed: false)
            let outcome: IntentOutcome
            do throws(AccountError) {
                outcome =
                    switch try await writer.lookUp(entry) {
                    case .done(let outcome): outcome
                    case .found(let finding): writer.outcome(finding)
                    case .notCarriedOut: .notCarriedOut
                    }
                evidence.succeeded()
            } catch {
                try await requireReachOfOnePerson(error, of: entry, &evidence)
                inDoubt.append(intent)
                // Said once, not by every run.
                guard state.failures[intent.personID] == nil else { continue }
                outcome = .inDoubt(OutcomeDetail(error, application: writer.accounts.application))
            }
            // By a wrong clock it would be written down as done at a moment that never was. It stays open, and the next run asks again.
            try requireRightClock()
            _ = try await recorded(await ledger.record(outcomes: [(intent.id, outcome)], run: run, intents: [], now: clock.moment()))
        }
        return inDoubt
    }

    /// - Throws: what stops the run, when the refusal of a lookup does not concern one person alone.
    private func requireReachOfOnePerson(
        _ error: AccountError, of entry: PlanEntry, _ evidence: inout FailureEvidence
    ) async throws(OperationError) {
        let suspicion = error.suspicion
        let refusal = evidence.needsHarmlessRead(suspicion) ? await writer.accounts.harmlessReadRefusal() : nil
        guard evidence.reach(of: suspicion, personID: entry.personID, read: refusal == nil ? .answered : .refused) == .person else {
            throw OperationError(refusal ?? error, application: writer.accounts.application)
        }
    }

    /// A sentence about the actions of which it is not known whether they were carried out; `nil` when there are none.
    ///
    /// - Parameters:
    ///   - before: those that were open before this run wrote anything.
    ///   - hasWritten: whether it wrote, so that others may be open by now.
    func openActionsSentence(_ before: [OpenIntent], hasWritten: Bool) async throws(OperationError) -> String? {
        let open = hasWritten ? try await recorded(await ledger.openIntents()) : before
        guard !open.isEmpty else { return nil }
        let some = open.prefix(5).map(\.email).joined(separator: ", ") + (open.count > 5 ? " and \(open.count - 5) more" : "")
        let application = writer.accounts.application
        return open.count == 1
            ? "Whether 1 action was carried out is not known, because \(application) does not show the account: \(some). The next run looks it up."
            : "Whether \(open.count) actions were carried out is not known, because \(application) does not show the accounts: \(some). The next run looks them up."
    }
}
