import Foundation
package import Provisioning

/// How far a run got, for the screen and for other processes.
package struct RunProgress: Sendable, Equatable, Codable {
    /// What a run is doing.
    package enum Phase: String, Sendable, Codable {
        case reading
        case planning
        case writing
        case finished
    }

    package var phase: Phase = .reading
    /// People read from the directory so far.
    package var peopleRead = 0
    /// Actions that the plan holds.
    package var total = 0
    /// Actions carried out.
    package var done = 0
    /// Actions that failed, with those that were not tried.
    package var failed = 0
    /// Actions that were not tried, because the app refused another one for a reason that holds for all of the kind.
    package var notTried: [ActionKind: Int] = [:]
    /// People for whom nothing can be done until somebody fixes the cause.
    package var problems = 0
    /// Actions carried out, by kind.
    package var counts: [ActionKind: Int] = [:]
    /// The person whose account is being written.
    package var current: String?
    /// Their address, for whoever cannot show the letters of the name.
    package var currentAddress: String?
    /// Seconds until the last action, at the pace that the app's limits allow; `nil` while unknown.
    package var secondsLeft: Double?
    /// Actions that ended in a minute, on average since the first one; `nil` while unknown.
    package var actionsPerMinute: Double?
    /// Whether no action begins until somebody lets the run go on.
    package var isPaused = false

    /// The phase and how far it is, in one line without the end of a sentence.
    package var words: String {
        switch phase {
        case .reading: return peopleRead == 0 ? "Reading the directory" : "Reading the directory: \(peopleRead) people"
        case .planning: return "Planning for \(peopleRead) people"
        case .writing, .finished:
            let left = secondsLeft.map { ", about \(Duration.seconds($0.rounded(.up)).formatted(.time(pattern: .minuteSecond))) left" } ?? ""
            return "Writing: \(done + failed) of \(total)" + (failed == 0 ? "" : ", \(failed) failed") + left
        }
    }

    package init() {}
}
