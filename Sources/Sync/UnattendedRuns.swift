package import Engine
import FileHome
import Foundation
package import Provisioning
package import Timing

/// Run after run, until the task is cancelled: what `autoprovision run` does under systemd.
package struct UnattendedRuns: Sendable {
    /// What is worth a line in the log.
    package enum Event: Sendable {
        case ran(RunRecord)
        /// The switch is off: nothing is done until it is on.
        case isOff
        /// The run, or the reading of the configuration, failed; the next try comes after the interval.
        case failed(OperationError)
        case keptAlive
    }

    /// The switch is looked at this often between two runs, so that turning it on does not wait for the interval, in seconds.
    static let look: TimeInterval = 15

    private let workspace: Workspace
    private let time: Time
    private let jitter: @Sendable () -> Double
    private let report: @Sendable (Event) -> Void
    /// What is done after each run, or in its place, before the wait for the next one: telling of alerts, as a rule.
    private let afterwards: @Sendable (RunRecord?) async -> Void

    /// Makes the loop; `jitter` gives numbers from 0 to 1 and spreads the starts of many machines over a tenth of the interval to either side.
    package init(
        workspace: Workspace, time: Time = .system,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        afterwards: @escaping @Sendable (RunRecord?) async -> Void = { _ in },
        report: @escaping @Sendable (Event) -> Void
    ) {
        self.workspace = workspace
        self.time = time
        self.jitter = jitter
        self.afterwards = afterwards
        self.report = report
    }

    /// Runs until the task is cancelled; a run that is under way then stops at its next request boundary.
    package func perform() async {
        var wasOff = false
        // Others see by it that runs go on, and when. Without it, as on a full disk, they go on all the same.
        var mark = try? UnattendedMark.acquire(workspace.home.unattendedFile)
        defer { mark?.release() }
        while !Task.isCancelled {
            var revision = 0
            var minutes = 60
            var soon: Date?
            var waits = false
            var ran: RunRecord?
            do throws(OperationError) {
                let configuration = try await workspace.configuration()
                (revision, minutes) = (configuration.revision, configuration.runIntervalMinutes)
                if configuration.autoprovisioning.isOn {
                    wasOff = false
                    let run = try await workspace.run(isUnattended: true)
                    ran = run
                    report(.ran(run))
                } else {
                    if !wasOff { report(.isOff) }
                    wasOff = true
                    if try await workspace.keepAuthorizationAlive() { report(.keptAlive) }
                }
            } catch {
                if case .cancelled = error { return }
                // A file that is being copied is looked at again as soon as it may count.
                if case .filesChanging(_, let until) = error { soon = max(until, time.now() + Self.look) }
                // Somebody answers after a reauthorization, or the hour passes.
                if case .waitsForAnswer(let question, _) = error {
                    soon = question.until
                    waits = true
                }
                report(.failed(error))
            }
            // After several failures in a row the servers are left alone for longer; somebody who mends the cause ends that at once.
            let failures = try? await workspace.unattendedFailures()
            let interval = Double(minutes) * 60
            let next = soon ?? time.now() + (failures?.pause(interval: interval) ?? interval) * (0.9 + 0.2 * min(max(jitter(), 0), 1))
            mark = UnattendedMark.renewed(mark, workspace.home.unattendedFile)
            mark?.announce(next: next)
            await afterwards(ran)
            guard await wait(until: next, orChangeOf: revision, orEndOf: failures, orAnswer: waits) else { return }
            mark?.announce(next: nil)
        }
    }

    /// Waits for the next run. Ends early when somebody saved a configuration that is on, mended what made the pause longer, or answered what a run waits for; `false`
    /// when the task was cancelled.
    private func wait(until moment: Date, orChangeOf revision: Int, orEndOf failures: UnattendedFailures?, orAnswer waits: Bool) async -> Bool {
        while time.now() < moment {
            do { try await time.sleep(.seconds(min(Self.look, max(0.001, moment.timeIntervalSince(time.now()))))) } catch { return false }
            if let configuration = try? await workspace.configuration(), configuration.revision != revision, configuration.autoprovisioning.isOn {
                break
            }
            // A clock that was set back must not make the wait for an answer longer than it is meant to be.
            if waits, moment.timeIntervalSince(time.now()) > ResumptionQuestion.patience + 60 { break }
            if waits, await isAnswered() { break }
            guard failures?.lengthensPause == true else { continue }
            if case .some(.none) = try? await workspace.unattendedFailures() { break }
        }
        return !Task.isCancelled
    }

    /// Whether no run waits for an answer any more; a ledger that cannot be read says nothing about it.
    private func isAnswered() async -> Bool {
        do { return try await workspace.openResumption() == nil } catch { return false }
    }
}
