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
            let who = (model.run ?? status.running).flatMap { $0.current ?? $0.currentAddress }
            return (who.map { ["a run is under way: \($0)", "a run is under way"] } ?? ["a run is under way"], .normal)
        }
        if let failures = status.unattendedFailures, failures.lengthensPause {
            return (["\(failures.count) runs in a row failed, since \(failures.since.words)", "runs fail since \(failures.since.words)"], .danger)
        }
        if status.unattended == .absent {
            return (["nothing runs by itself: 'autoprovision run' lets runs follow one another", "nothing runs by itself", "no runs"], .warning)
        }
        let next = StatusWords.nextRun(status.unattended).map { "\(model.isPlain ? "," : " ·") \($0)" } ?? ""
        guard let last = status.lastRun, last.finished != nil else { return (["no run yet\(next)", "no run yet"], .normal) }
        let waits = waitingParts(status, last)
        guard waits.isEmpty else {
            let all = waits.joined(separator: ", ")
            return (["\(all)\(next)", all, waits[0]], .warning)
        }
        return (["in step\(next)", "in step"], .success)
    }

    /// What waits for somebody, the most important first.
    private func waitingParts(_ status: WorkspaceStatus, _ last: RunRecord) -> [String] {
        var parts: [String] = []
        if last.outcome?.isComplete == false { parts.append("the last run did not finish") }
        if status.heldCount > 0 { parts.append("\(status.heldCount.grouped) held") }
        if last.problems > 0 { parts.append(last.problems == 1 ? "1 person needs you" : "\(last.problems.grouped) people need you") }
        if last.failures > 0 { parts.append("\(last.failures.grouped) failed") }
        if status.waitingFindings > 0 { parts.append(status.waitingFindings == 1 ? "1 finding" : "\(status.waitingFindings.grouped) findings") }
        return parts
    }
}
