package import Foundation

/// The question after a reauthorization whether the runs go on, or autoprovisioning is turned off first. While it is open no run begins; without an answer the runs
/// go on after an hour.
package struct ResumptionQuestion: Sendable, Equatable {
    /// How long runs wait for an answer, in seconds.
    package static let patience: TimeInterval = 3_600

    /// When the app was reauthorized.
    package let asked: Date
    /// Who reauthorized it.
    package let by: AuditActor

    /// Asks from this moment on.
    package init(asked: Date, by: AuditActor) {
        self.asked = asked
        self.by = by
    }

    /// When the runs go on without an answer.
    package var until: Date { asked + Self.patience }

    /// Whether runs wait for the answer at this moment.
    package func isOpen(at now: Date) -> Bool { now < until }

    /// Whether it seems to have been asked in the future: the clock was set back, and from then on the hour would be longer than one.
    package func isAskedLater(than now: Date) -> Bool { asked > now + 60 }

    /// Whether an authorization asks it: while autoprovisioning is on, and the one before had ended. Where the runs never stopped there is nothing to resume, and what
    /// is off does not resume.
    package static func isNeeded(isOn: Bool, wasAuthorized: Bool) -> Bool { isOn && !wasAuthorized }

    /// What answers it.
    package static let hints: [CommandHint] = [.seePending, .letRunsGoOn, .turnOff]

    /// What there is to know.
    package func sentence(application: String) -> String {
        "\(application) was reauthorized at \(asked.words), and nobody has said yet whether to resume the runs. They wait until \(until.words) and are then resumed."
    }
}

/// What somebody answers.
package enum ResumptionAnswer: String, Sendable, Equatable, Codable, CaseIterable {
    case start
    case turnOff
    /// Nobody did within the hour.
    case none
}
