/// How a run ended.
package enum RunOutcome: String, Sendable, Codable, CaseIterable {
    case done
    case doneWithFailures
    /// Done as far as the safeguards let it.
    case held
    case stopped
    case failed
    case reauthorizationNeeded
    /// Its process died.
    case interrupted

    /// Whether the run came to its end.
    package var isComplete: Bool {
        switch self {
        case .done, .doneWithFailures, .held: true
        case .stopped, .failed, .reauthorizationNeeded, .interrupted: false
        }
    }

    /// How a run ended that did what its plan allows, or was stopped on the way.
    ///
    /// That something is held comes before that something failed: it waits for an administrator, and nothing else releases it.
    ///
    /// - Parameters:
    ///   - plan: what the run did.
    ///   - wasStopped: whether somebody stopped it before the end.
    ///   - failures: how many of its actions failed.
    ///   - isTimeTold: whether a server told the time, where the plan needed it.
    ///   - leavesDoubt: whether it is not known of some action whether it was carried out.
    package init(of plan: Plan, wasStopped: Bool, failures: Int, isTimeTold: Bool = true, leavesDoubt: Bool = false) {
        if wasStopped {
            self = .stopped
        } else if plan.isHeld {
            self = .held
        } else if failures > 0 || !plan.problems.isEmpty || plan.contains(where: \.isWaiting) || !isTimeTold || leavesDoubt {
            self = .doneWithFailures
        } else {
            self = .done
        }
    }
}
