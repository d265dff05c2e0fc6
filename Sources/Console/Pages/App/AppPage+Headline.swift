import Engine
import Provisioning
import Sync
import Terminal
import Wording

/// How it stands, in one line: the first thing that the eye meets.
extension AppPage {
    /// What stands beside the switch. Where there are several forms, the longest comes first.
    func headline(_ model: ConsoleModel) -> (words: [String], role: Role) {
        guard let status = model.status else { return ([""], .muted) }
        if model.revocation != nil { return (["stopped until you reauthorize"], .danger) }
        if status.resumption != nil { return (["runs wait for your answer"], .warning) }
        guard status.configuration.autoprovisioning.isOn else { return (["accounts stay as they are"], .muted) }
        if model.isRunning || status.runHolder != nil {
            let run = model.run ?? status.running
            let pace = run?.actionsPerMinute.map { "\(model.isPlain ? "," : " ·") \(Int($0.rounded()).grouped) a minute" } ?? ""
            let who = run.flatMap { $0.current ?? $0.currentAddress }.map { ": \($0)" } ?? ""
            return (["a run is under way\(who)\(pace)", "a run is under way\(who)", "a run is under way\(pace)", "a run is under way"], .normal)
        }
        if let failures = status.unattendedFailures, failures.lengthensPause {
            return (["\(failures.count) runs in a row failed, since \(failures.since.words)", "runs fail since \(failures.since.words)"], .danger)
        }
        if status.unattended == .absent {
            let start = "'\(status.serviceCommand)'"
            return (["nothing runs by itself: start it with \(start)", "nothing runs by itself", "no runs"], .warning)
        }
        let next = StatusWords.nextRun(status.unattended).map { "\(model.isPlain ? "," : " ·") \($0)" } ?? ""
        guard let last = status.lastRun, last.finished != nil else { return (["no run yet\(next)", "no run yet"], .normal) }
        let waits = waitingParts(status, last)
        guard waits.isEmpty else {
            let all = waits.joined(separator: ", ")
            return (["\(all)\(next)", all, waits[0]], .warning)
        }
        // What was released is to be done yet.
        if status.held.decided.released > 0, let decided = status.held.decided.words(isOn: true), let short = status.held.decided.shortWords {
            return (["\(decided)\(next)", decided, short], .normal)
        }
        return (["in step\(next)", "in step"], .success)
    }

    /// Whether the run stopped for want of an authorization that was given since.
    func isMended(_ run: RunRecord, _ status: WorkspaceStatus) -> Bool {
        guard run.outcome == .reauthorizationNeeded, case .authorized(_, let since, _) = status.authorization else { return false }
        return since > run.started
    }

    /// What is wrong or in the way, with the way out: it stands below the switch.
    func trouble(_ model: ConsoleModel) -> (words: String, role: Role)? {
        if let failure = model.statusFailure { return (failure, .danger) }
        if let revocation = model.revocation { return ("Press R to reauthorize; until then nothing is written. \(revocation)", .danger) }
        if let question = model.status?.resumption {
            return ("Press ! to answer.\nThe runs wait until \(question.until.clockWords) for you to say whether to resume them.", .warning)
        }
        if let failure = model.runFailure { return (failure, .danger) }
        if let message = model.status?.undelivered {
            return ("Alerts cannot be delivered by \(message.way.rawValue); see Alerts in the palette.\n\(message.failure ?? "")", .danger)
        }
        if let words = blockedWords(model) { return (words, .muted) }
        // How many failed stands where it can be looked at.
        guard let status = model.status, !model.isRunning else { return nil }
        if let last = status.lastRun, last.outcome?.isComplete == false, let message = last.message {
            return isMended(last, status) ? nil : ("Last run: \(message)", .warning)
        }
        // A sandbox ends with somebody's evening, and needs no service.
        let standsStill = status.configuration.autoprovisioning.isOn && status.unattended == .absent && status.runHolder == nil
        return standsStill && !status.isSandbox ? ("No run comes by itself. To start a service:\n'\(status.serviceCommand)'", .warning) : nil
    }

    func saysTrouble(_ model: ConsoleModel) -> Bool { model.configuration.autoprovisioning.setupProgress == .finished }

    /// What waits for somebody, the most important first.
    private func waitingParts(_ status: WorkspaceStatus, _ last: RunRecord) -> [String] {
        var parts: [String] = []
        if last.outcome?.isComplete == false, !isMended(last, status) { parts.append("the last run did not finish") }
        if status.held.undecided > 0 { parts.append("\(status.held.undecided.grouped) held") }
        if last.problems > 0 { parts.append(last.problems.grouped("person needs you", "people need you")) }
        if last.failures > 0 { parts.append("\(last.failures.grouped) failed") }
        if status.waitingFindings > 0 { parts.append(status.waitingFindings.grouped("finding")) }
        return parts
    }
}
