import ArgumentParser
import Foundation
import Provisioning
import Sync

extension Measures {
    /// All measures as text. Names and labels are a contract: whoever draws them finds them under the same name in a later version.
    var openMetrics: String {
        var text = OpenMetricsText()
        text.add(.gauge, "info", "The program.", [(["version": Autoprovision.configuration.version], 1)])
        addState(to: &text)
        addRuns(to: &text)
        addAccounts(to: &text)
        text.add(
            .gauge, "alert_open", "Whether an alert is open.",
            AlertRule.table.map { (["kind": $0.kind.rawValue], openAlerts.contains($0.kind) ? 1 : 0) })
        text.add(
            .gauge, "request_budget", "Requests that the app allows in its window of time.",
            budgets.map { (["requests": $0.requests], Double($0.limit)) })
        text.add(
            .gauge, "request_budget_left", "Requests of that budget that may leave now.", budgets.map { (["requests": $0.requests], Double($0.left)) }
        )
        text.add("undelivered_messages", "Messages of alerts that wait to be delivered.", Double(undeliveredMessages))
        text.add("disk_free_bytes", "What is free on the ledger's disk.", facts.freeMegabytes.map { Double($0) * 1_048_576 })
        text.add("clock_ahead_seconds", "How far this machine's clock is ahead of the servers'.", secondsAhead)
        return text.text
    }

    private func addState(to text: inout OpenMetricsText) {
        text.add("on", "Whether autoprovisioning is on.", facts.isOn ? 1 : 0)
        text.add("service", "Whether a process starts the runs.", facts.hasService ? 1 : 0)
        var (isAuthorized, end): (Double, Double?) = (0, nil)
        if case .lasting(let until) = facts.authorization {
            isAuthorized = 1
            end = until.map { $0.timeIntervalSince(facts.now) }
        }
        text.add("authorized", "Whether the app is authorized.", isAuthorized)
        text.add("authorization_left_seconds", "Seconds until the authorization ends unless it is used.", end)
    }

    private func addRuns(to text: inout OpenMetricsText) {
        text.add(
            "last_success_timestamp_seconds", "When the newest run that came to its end ended.", facts.lastSuccess?.timeIntervalSince1970)
        text.add("last_run_timestamp_seconds", "When the newest run began.", lastRun?.started.timeIntervalSince1970)
        if let lastRun, let finished = lastRun.finished {
            text.add("last_run_duration_seconds", "How long the newest run took.", finished.timeIntervalSince(lastRun.started))
        }
        text.add(
            .counter, "runs", "Runs by how they ended.", RunOutcome.allCases.map { (["outcome": $0.rawValue], Double(runs[$0] ?? 0)) })
        text.add(
            .counter, "actions", "Actions by kind and outcome.",
            ActionKind.allCases.flatMap { kind in
                let total = actions[kind] ?? (0, 0)
                return [
                    (["kind": kind.rawValue, "outcome": "done"], Double(total.done)),
                    (["kind": kind.rawValue, "outcome": "failed"], Double(total.failed)),
                ]
            })
    }

    private func addAccounts(to text: inout OpenMetricsText) {
        text.add("linked_accounts", "Accounts that belong to a person.", Double(linkedAccounts))
        text.add("held_actions", "Actions that the safeguards hold.", Double(facts.held))
        text.add("problem_people", "People for whom nothing can be done until somebody fixes the cause.", Double(facts.problems.count))
        text.add("failing_people", "People whose last action failed.", Double(facts.failures.count))
        text.add("findings", "Findings about the app's accounts that wait for a decision.", Double(facts.findings))
        let ages = pending.map { $0.timeIntervalSince(facts.now) }
        let bounds: [(String, ClosedRange<Double>)] = [
            ("now", -Double.infinity...0), ("day", 0.001...86_400), ("week", 86_400.001...604_800), ("later", 604_800.001...Double.infinity),
        ]
        text.add(
            .gauge, "pending_actions", "Suspensions and deletions that wait, by when they are due.",
            bounds.map { name, range in (["due": name], Double(ages.count(where: range.contains))) })
    }
}
