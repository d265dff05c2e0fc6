package import Directory
package import Foundation
package import Provisioning

/// Why an operation of the console or of a command could not be done.
package enum OperationError: Error, CustomStringConvertible {
    case configuration(ConfigurationError)
    case ledger(LedgerError)
    case directory(DirectoryError)
    /// The app answered with something that stops the whole operation.
    case application(code: String, message: String)
    /// The app could not be reached, or did not answer.
    case unreachable(String)
    /// The grant is gone; nothing is written until an administrator authorizes again.
    case reauthorizationNeeded(reason: String, since: Date?)
    /// Nobody authorized yet; nothing is written until an administrator does.
    case notAuthorized(String)
    /// This machine's clock is that far ahead of the services' clocks (behind when negative), in seconds.
    case wrongClock(secondsAhead: TimeInterval)
    /// The app's servers contradict each other about the time, and nobody else tells it.
    case disputedClock(off: ClockWitness, agreeing: ClockWitness)
    /// No server told a run the time, so it took nothing away; the sentence says what waits and what to do.
    case noTimeTold(String)
    /// An exported file was changed so lately that it may still be being copied; it counts from that moment on.
    case filesChanging(name: String, until: Date)
    /// The directory names its people by another kind of id than before.
    case identityChanged(IdentityChange)
    /// After a reauthorization nobody has said yet whether to resume the runs.
    case waitsForAnswer(ResumptionQuestion, application: String)
    /// Something else has to be done first.
    case blocked(Blocked)
    /// A ledger, credentials or a directory that belong to something else than what is configured; a sentence with both and the cure.
    case belongsElsewhere(String)
    /// Somebody else saved the configuration since the one that was to be saved was read.
    case overtaken(Overtaking)
    /// A setting of the call itself is unusable.
    case invalidInput(String)
    /// The run was stopped at a request boundary; what was done is recorded.
    case cancelled

    /// Whether a stopped request looks like this: whoever stopped it has nothing to mend.
    package var mayComeFromStop: Bool {
        switch self {
        case .cancelled, .directory(.cancelled), .directory(.unreachable), .unreachable: true
        default: false
        }
    }

    /// The exit code of a command that ends with it.
    package var exitCode: Int32 {
        switch self {
        case .configuration(.database), .configuration(.leaseLost), .ledger(.database): 5
        case .configuration, .ledger, .blocked, .invalidInput, .belongsElsewhere, .overtaken: 2
        case .reauthorizationNeeded, .notAuthorized: 3
        case .application(Self.refusedCode, _): 3
        case .cancelled, .directory(.cancelled): 1
        case .waitsForAnswer: 4
        case .directory(.invalidFile), .directory(.invalidSettings): 2
        case .directory, .application, .unreachable, .wrongClock, .disputedClock, .noTimeTold, .filesChanging, .identityChanged: 5
        }
    }

    /// How a refused authorization is told from other errors.
    package static let refusedCode = "authorization-failed"

    /// A word for machines (`--json`).
    package var code: String {
        switch self {
        case .configuration(let error): error.code
        case .ledger(.database(let error)): error.code
        case .ledger: "ledger"
        case .directory(let error): error.code
        case .application(let code, _): code
        case .unreachable: "unreachable"
        case .reauthorizationNeeded: "reauthorization-needed"
        case .notAuthorized: "not-authorized"
        case .wrongClock: "clock-wrong"
        case .disputedClock: "clock-disputed"
        case .noTimeTold: "no-time-told"
        case .filesChanging: "directory-files-changing"
        case .identityChanged: "identity-changed"
        case .waitsForAnswer: "waits-for-answer"
        case .blocked(let blocked): "blocked-\(blocked.place.rawValue)"
        case .belongsElsewhere: "belongs-elsewhere"
        case .overtaken: "configuration-stale"
        case .invalidInput: "invalid-input"
        case .cancelled: "cancelled"
        }
    }

    package var description: String {
        switch self {
        case .configuration(let error): error.description
        case .ledger(let error): String(describing: error)
        case .directory(let error): error.description
        case .application(_, let message), .unreachable(let message), .invalidInput(let message), .belongsElsewhere(let message),
            .noTimeTold(let message):
            message
        case .reauthorizationNeeded(let reason, _), .notAuthorized(let reason): reason
        case .wrongClock(let ahead):
            "This machine's clock was \(TimeSpan.words(abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") the services' clocks, so delays could not be counted and "
                + "nothing was changed. Set the clock if it still is (timedatectl set-ntp true), then run again."
        case .disputedClock(let off, let agreeing):
            "The clock of \(off.host) is \(TimeSpan.words(abs(off.secondsAhead))) \(off.secondsAhead > 0 ? "behind" : "ahead of") this machine's, but that of "
                + "\(agreeing.host) agrees with it. Delays cannot be counted until they agree, so nothing was changed. Compare this machine's clock "
                + "(timedatectl), then ask the administrator of \(off.host) to set that one."
        case .filesChanging(let name, let until):
            "\(name) was changed a moment ago and may still be being copied, so nothing was changed. It counts from \(until.clockWords):\(Self.seconds(of: until)) on, "
                + "if it stays as it is."
        case .identityChanged(let change): change.words
        case .overtaken(let overtaking): overtaking.description
        case .waitsForAnswer(let question, let application): question.sentence(application: application)
        case .blocked(let blocked): blocked.description
        case .cancelled: "Stopped. What was done is recorded; the next run continues."
        }
    }

    /// What can be done about it, beside what the description says.
    package var hints: [CommandHint] {
        switch self {
        case .reauthorizationNeeded: [.reauthorize]
        case .notAuthorized: [.authorize]
        case .waitsForAnswer: ResumptionQuestion.hints
        default: []
        }
    }

    private static func seconds(of moment: Date) -> String {
        let seconds = Int(moment.timeIntervalSince1970.rounded(.up)) % 60
        return seconds < 10 ? "0\(seconds)" : "\(seconds)"
    }
}
