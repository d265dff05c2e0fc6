import Foundation
import Provisioning

extension Run {
    /// A clock that jumped would make actions early, or note a cause as seen at a moment that never was.
    ///
    /// - Throws: whose clock is wrong. That nobody told the time is no error here.
    func requireRightClock() throws(OperationError) {
        switch clock.verdict() {
        case .untold, .right: return
        case .wrong(let ahead): throw .wrongClock(secondsAhead: ahead)
        case .disputed(let off, let agreeing): throw .disputedClock(off: off, agreeing: agreeing)
        }
    }

    /// Whether an answer of this run says that this machine's clock is right.
    var isTimeConfirmed: Bool { if case .right = clock.verdict() { true } else { false } }

    /// Asked before each action is begun: an account is taken away only while somebody in this run tells the time, and it is right.
    func requireTime(for entries: [PlanEntry]) throws(OperationError) {
        guard entries.contains(where: { $0.kind.takesAway }) else { return }
        try requireRightClock()
        if clock.verdict() == .untold { throw .noTimeTold("No server tells this run the time now, so nothing more is taken away.") }
    }

    /// The plan as far as the time allows it. When it needs the time and no answer of this run told it, the app is asked the smallest question; `asksAnyway`
    /// asks it in any case, because a run that asks the app for nothing would not notice that the grant was revoked.
    func timed(_ plan: Plan, asksAnyway: Bool) async throws(OperationError) -> (plan: Plan, time: RunTime) {
        if asksAnyway || plan.needsTime && clock.verdict() == .untold { try await requireAuthorization() }
        // Stopped while the question was asked: that nobody answered says nothing.
        if Task.isCancelled { throw .cancelled }
        try requireRightClock()
        switch clock.verdict() {
        case .right(let off): return (plan, RunTime(isTold: true, off: off))
        case .untold where plan.needsTime:
            let (possible, withheld) = plan.withoutTime()
            return (possible, RunTime(isTold: false, withheld: withheld, application: writer.accounts.application))
        case .untold, .wrong, .disputed: return (plan, RunTime(isTold: true))
        }
    }

    /// Asks the app whether the authorization still counts. Whether it answers at all does not matter to a run that needs nothing of it.
    private func requireAuthorization() async throws(OperationError) {
        do throws(AccountError) {
            try await writer.accounts.checkAuthorization()
        } catch {
            // By a wrong clock the authorization may seem to have ended.
            try requireRightClock()
            let error = OperationError(error, application: writer.accounts.application)
            switch error {
            case .reauthorizationNeeded, .notAuthorized, .cancelled: throw error
            default: return
            }
        }
    }
}

/// What a run learned about the time, for its message.
struct RunTime {
    /// Whether somebody told the time, or nothing depended on it.
    var isTold: Bool
    /// Servers of the app whose own clocks are wrong.
    var off: [ClockWitness] = []
    /// What would have been taken away if the time were known.
    var withheld: [PlanEntry] = []
    /// The app's name.
    var application = ""

    /// What an administrator has to know of it.
    var sentences: [String] {
        guard !isTold else { return off.map(\.sentence) }
        let counts = ActionKind.allCases.map { kind in (kind, withheld.count { $0.kind == kind }) }.filter { $0.1 > 0 }
        let waiting = counts.map { kind, count in "\(count) \(kind.noun)\(count == 1 ? "" : "s")" }.joined(separator: " and ")
        return [
            "No server told this run the time: neither the directory nor \(application) sends a Date header. This machine's clock alone is not trusted with "
                + "taking accounts away, so no delay began"
                + (waiting.isEmpty ? "." : ", and \(waiting) \(withheld.count == 1 ? "waits" : "wait") for a run that is told the time.")
                + " Have the server of \(application), or the proxy before it, send the Date header (RFC 9110)."
        ]
    }

    /// The error with which such a run ends; `nil` when the time was told.
    var error: OperationError? { isTold ? nil : .noTimeTold(sentences.joined(separator: " ")) }
}
