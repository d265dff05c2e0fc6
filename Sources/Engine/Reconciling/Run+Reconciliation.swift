import Foundation
import Provisioning
import Timing

/// What a run does to find out what somebody did by hand in the app.
extension Run {
    /// Compares the app's accounts with the ledger, at the first run of a day. The plan of the same run knows what was found, and the state says how
    /// much of it waits. Answers with sentences about what could not be done.
    ///
    /// - Parameter wasRestored: whether the ledger was replaced by an older copy: then it follows what the app shows, and nothing can be told by it.
    func reconcile(_ input: inout PlanInput, wasRestored: Bool) async throws(OperationError) -> [String] {
        let list = input.recognition.list
        input.recognition.list = nil
        guard !wasRestored, !input.recognition.isVerified, input.recognition.outdated.isEmpty else { return [] }
        let moments = try await recorded(await ledger.reconciliationMoments())
        guard ReconciliationSchedule.isDue(lastCompared: moments.compared, now: time.now()) else { return [] }
        do throws(OperationError) {
            _ = try await reconciler.compare(input, list: list)
        } catch {
            switch error {
            case .reauthorizationNeeded, .notAuthorized, .cancelled, .ledger: throw error
            // Nobody's account depends on it: the run goes on, and the next one compares.
            default: return ["The accounts could not be compared with the ledger: \(error.description)"]
            }
        }
        input.ledger.findings = try await recorded(await ledger.findings())
        return []
    }

    private var reconciler: AccountReconciler { AccountReconciler(accounts: writer.accounts, ledger: ledger, time: time) }

    /// Reads some linked accounts by themselves, where the app's list leaves attributes out: each has its turn within the days of the setting. It comes after
    /// everything else of a run, and takes no more than a tenth of the app's budget of reads in the time since it last did.
    func readInTurns(_ input: PlanInput) async throws(OperationError) {
        guard writer.accounts.listsAreShort else { return }
        let moments = try await recorded(await ledger.reconciliationMoments())
        let due = try await recorded(await ledger.countOfAccountsToRead(before: turnsBegan))
        let interval = Double(configuration.runIntervalMinutes) * 60
        let elapsed = moments.turned.map { time.now().timeIntervalSince($0) }
        var count = ReconciliationSchedule.turns(
            due: due, linked: input.ledger.links.count, every: configuration.reconciliation.readEveryDays, sinceLastTurn: elapsed, interval: interval)
        let seconds = max(0, elapsed ?? interval) - Self.window
        while count > 0, let needed = await writer.accounts.secondsNeeded(writes: 0, reads: count * 10), needed > seconds {
            count -= max(1, count / 10)
        }
        guard count > 0 else { return }
        let links = try await recorded(await ledger.accountsToRead(before: turnsBegan, limit: count))
        _ = try await reconciler.read(links, input: input) { () async throws(OperationError) -> Bool in
            let isOn = try await isStillOn()
            return isOn && !Task.isCancelled && !isPaused()
        }
    }

    /// The window of RingCentral's limits, in seconds: as many requests as it has room for leave at once.
    private static let window: TimeInterval = 60

    /// Accounts that were not read since then have their turn.
    private var turnsBegan: Date { time.now() - Double(configuration.reconciliation.readEveryDays) * 86_400 }
}

extension Observation {
    /// Accounts about which an administrator decided, read one by one. One that cannot be read now waits for the next run.
    func decidedAccounts(_ ledger: LedgerState) async throws(OperationError) -> [String: DecidedObservation] {
        var observations: [String: DecidedObservation] = [:]
        for decision in ledger.accountDecisions where decision.isAction && decision.verdict != .restore {
            do throws(AccountError) {
                let shown = try await accounts.shownAccount(id: decision.accountID)?.account
                guard shown == nil || shown?.id == decision.accountID else { continue }
                observations[decision.accountID] = shown.map { .shown($0) } ?? .gone
            } catch {
                guard error.suspicion == .run else { continue }
                throw OperationError(error, application: accounts.application)
            }
        }
        return observations
    }
}
