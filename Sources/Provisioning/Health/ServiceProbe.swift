import Foundation

/// What a watcher outside asks of a home, answered with yes or no.
package enum ServiceProbe: String, Sendable, CaseIterable {
    /// Whether a process starts the runs.
    case live
    /// Whether a run could do its work: authorized, and the newest one read the directory.
    case ready
    /// Whether the accounts are in step: ready, a run within two intervals, nothing held, nobody failed.
    case inStep = "in-step"

    /// The answer.
    package struct Answer: Sendable, Equatable {
        package let isYes: Bool
        /// Why it is no; what was found where it is yes.
        package let reason: String
    }

    /// Answers by the state at one moment.
    package func answer(_ facts: AlertFacts) -> Answer {
        switch self {
        case .live:
            facts.hasService
                ? Answer(isYes: true, reason: "A process starts the runs.")
                : Answer(isYes: false, reason: "No process starts the runs.")
        case .ready:
            Self.obstacle(facts).map { Answer(isYes: false, reason: $0) }
                ?? Answer(isYes: true, reason: "The app is authorized, and the newest run read the directory.")
        case .inStep:
            (Self.obstacle(facts) ?? Self.delay(facts)).map { Answer(isYes: false, reason: $0) }
                ?? Answer(isYes: true, reason: "The newest run did everything, and it is not long ago.")
        }
    }

    private static func obstacle(_ facts: AlertFacts) -> String? {
        guard facts.isSetUp else { return "The setup is not finished." }
        switch facts.authorization {
        case .unneeded: return "The app is not authorized."
        case .ended(_, let reason): return "The authorization has ended: \(reason)"
        case .lasting: break
        }
        if let failure = facts.failure { return "The newest run did not come to its end: \(failure)" }
        return facts.lastSuccess == nil ? "No run has come to its end yet." : nil
    }

    private static func delay(_ facts: AlertFacts) -> String? {
        if !facts.isOn { return "Autoprovisioning is off." }
        if let last = facts.lastSuccess, last < facts.now - 2 * facts.interval { return "No run has come to its end since \(last.words)." }
        if facts.held > 0 { return "The safeguards hold \(facts.held == 1 ? "1 action" : "\(facts.held) actions")." }
        let failed = facts.failures.count + facts.problems.count
        return failed > 0 ? "\(failed == 1 ? "1 person has" : "\(failed) people have") a failure or a problem." : nil
    }
}
