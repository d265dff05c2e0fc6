import Foundation

/// Which conditions are true. Pure: the same facts, settings and memory give the same answer.
struct AlertConditions {
    /// What is known of a condition at this moment.
    enum Truth: Equatable {
        case isFalse
        case isTrue(Alert)
        /// It cannot be told now: what was so before counts.
        case unknown
    }

    let facts: AlertFacts
    let settings: AlertSettings
    private let memory: AlertMemory
    /// Since when autoprovisioning is on, as far as somebody looked.
    let onSince: Date?
    /// Since when a service is missing, or runs although it need not.
    private(set) var firstSeen: [String: Date]

    init(_ facts: AlertFacts, _ settings: AlertSettings, _ memory: AlertMemory) {
        (self.facts, self.settings, self.memory) = (facts, settings, memory)
        // A ledger whose alerts nobody ever looked at: it has been on since it was turned on.
        onSince = facts.isOn ? memory.onSince ?? (memory.revision == 0 ? facts.firstTurnedOn : nil) ?? facts.now : nil
        firstSeen = [:]
        let isSeen: [AlertKind: Bool] = [
            .noService: facts.isOn && !facts.hasService, .serviceWhileOff: facts.isSetUp && !facts.isOn && facts.hasService, .held: facts.held > 0,
            .findings: facts.findings > 0, .licenses: facts.freeLicenses.map { $0 < settings.threshold(.licenses) } ?? false, .clock: isClockWrong,
            .disk: facts.freeMegabytes.map { $0 < settings.threshold(.disk) } ?? false,
        ]
        for (kind, isSeen) in isSeen where isSeen {
            // What was seen in the future was seen by another clock.
            firstSeen[kind.rawValue] = min(memory.firstSeen[kind.rawValue] ?? facts.now, facts.now)
        }
    }

    /// Whether this machine's clock is known to be wrong; as long as no server tells otherwise, what was known last counts.
    private var isClockWrong: Bool {
        switch facts.clock {
        case .wrong, .disputed: true
        case .right: false
        case .untold: memory.open.contains { $0.alert.kind == .clock }
        }
    }

    /// Whether a condition is counted with this machine's clock.
    private static func isCounted(_ kind: AlertKind) -> Bool {
        switch kind {
        // By a clock that is ahead, an authorization seems to have ended for lack of use.
        case .reauthorization, .authorizationEnds, .problems, .noSuccess, .noService, .serviceWhileOff, .deletionsDue, .delivery: true
        case .held, .failures, .findings, .licenses, .clock, .disk: false
        }
    }

    /// Whether it is true.
    func truth(of kind: AlertKind) -> Truth {
        guard settings.isOn(kind) else { return .isFalse }
        // A clock that is wrong opens nothing that is counted with it, and closes nothing.
        if isClockWrong, Self.isCounted(kind) { return .unknown }
        switch kind {
        case .clock: return facts.clock == .untold ? .unknown : clock
        case .disk: return facts.freeMegabytes == nil ? .unknown : disk
        default: return alert(kind).map(Truth.isTrue) ?? .isFalse
        }
    }

    private func seen(_ kind: AlertKind) -> Date { firstSeen[kind.rawValue] ?? facts.now }

    private var clock: Truth {
        switch facts.clock {
        case .wrong(let ahead):
            .isTrue(Alert(.clock, since: seen(.clock), count: Int(abs(ahead).rounded()), reason: ahead < 0 ? "behind" : "ahead"))
        case .disputed: .isTrue(Alert(.clock, since: seen(.clock)))
        case .right, .untold: .isFalse
        }
    }

    private var disk: Truth {
        guard let free = facts.freeMegabytes, free < settings.threshold(.disk) else { return .isFalse }
        return .isTrue(Alert(.disk, since: seen(.disk), count: free))
    }

    private func alert(_ kind: AlertKind) -> Alert? {
        let (now, patience, threshold) = (facts.now, settings.patience(kind), settings.threshold(kind))
        switch kind {
        case .reauthorization:
            guard facts.isSetUp, case .ended(let since, let reason) = facts.authorization else { return nil }
            return Alert(kind, since: since ?? now, reason: reason)
        case .authorizationEnds:
            guard facts.isSetUp, case .lasting(let end?) = facts.authorization, end <= now + patience else { return nil }
            return Alert(kind, since: end - patience, until: end)
        case .held:
            return facts.held >= threshold ? Alert(kind, since: seen(kind), count: facts.held) : nil
        case .problems:
            let old = facts.problems.filter { $0.moment <= now - patience }
            return old.first.map { Alert(kind, since: $0.moment, concerned: old.map(\.address), count: old.count) }
        case .failures:
            guard facts.failures.count >= threshold, let first = facts.failures.first else { return nil }
            return Alert(kind, since: first.moment, concerned: facts.failures.map(\.address), count: facts.failures.count)
        case .noSuccess:
            guard let onSince else { return nil }
            let since = max(facts.lastSuccess ?? onSince, onSince)
            // Where runs are further apart than the threshold, two of them may be missing.
            return since <= now - max(patience, 2 * facts.interval) ? Alert(kind, since: since, reason: facts.failure) : nil
        case .noService, .serviceWhileOff:
            guard let since = firstSeen[kind.rawValue], since <= now - patience else { return nil }
            return Alert(kind, since: since)
        case .deletionsDue:
            guard facts.isOn else { return nil }
            let soon = facts.deletions.filter { $0.moment <= now + patience }
            return soon.first.map { Alert(kind, since: $0.moment - patience, concerned: soon.map(\.address), count: soon.count, until: $0.moment) }
        case .findings:
            return facts.findings >= threshold ? Alert(kind, since: seen(kind), count: facts.findings) : nil
        case .licenses:
            guard facts.isOn, let free = facts.freeLicenses, free < threshold else { return nil }
            return Alert(kind, since: seen(kind), count: free)
        case .delivery:
            guard let undelivered = facts.undelivered, undelivered.since <= now - patience else { return nil }
            return Alert(kind, since: undelivered.since, concerned: undelivered.ways.map(\.rawValue), reason: undelivered.reason)
        case .clock, .disk: return nil
        }
    }
}
