package import Engine
import FileHome
import Foundation
package import Provisioning
package import Timing

/// Run after run, until the task is canceled: what `autoprovision run` does under systemd.
package struct UnattendedRuns: Sendable {
    /// What is worth a line in the log.
    package enum Event: Sendable {
        case ran(RunRecord)
        /// The switch is off: nothing is done until it is on.
        case isOff
        /// The run, or the reading of the configuration, failed; the next try comes after the interval.
        case failed(OperationError)
        case keptAlive
        /// Another process has its turn; this one begins when that one ends.
        case standsBy(holder: String)
        /// It is this process's turn.
        case leads
        /// Somebody asked this process to leave its turn to others.
        case steppedDown
        /// The home gave the turn to another process, or could not be told in time that this one goes on.
        case lostTurn
    }

    /// The switch is looked at this often between two runs, so that turning it on does not wait for the interval, in seconds.
    static let look: TimeInterval = 15
    /// The shortest pause after a run that could not be, in seconds.
    private static let soonest: TimeInterval = 1

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

    /// Runs until the task is canceled; a run that is under way then stops at its next request boundary. At a home that several machines use, it waits for its turn.
    package func perform() async {
        let home = workspace.home
        guard home.isShared else {
            let turn = ServiceTurn(beside: home, time: time)
            await perform(turn)
            return turn.end()
        }
        var leave: Date?
        while let turn = await ServiceTurn.wait(
            at: home, from: leave, time: time, standsBy: { report(.standsBy(holder: $0)) }, fails: { report(.failed(.configuration($0))) })
        {
            report(.leads)
            await perform(turn)
            let wasAsked = turn.wasAskedToEnd
            turn.end()
            guard !Task.isCancelled else { return }
            report(wasAsked ? .steppedDown : .lostTurn)
            leave = wasAsked ? time.now() + StepDown.absence : nil
        }
    }

    /// Run after run, as long as it is this process's turn.
    private func perform(_ turn: ServiceTurn) async {
        var wasOff = false
        var failed: String?
        while !Task.isCancelled, !turn.isOver {
            var revision = 0
            var minutes = 60
            var soon: Date?
            var waits = false
            var ran: RunRecord?
            do throws(OperationError) {
                let configuration = try await workspace.setup.configuration()
                (revision, minutes) = (configuration.revision, configuration.runIntervalMinutes)
                if configuration.autoprovisioning.isOn {
                    wasOff = false
                    let run = try await workspace.runs.sync(isUnattended: true, isStopped: { turn.isOver })
                    ran = run
                    report(.ran(run))
                    failed = nil
                } else {
                    if !wasOff { report(.isOff) }
                    wasOff = true
                    if try await workspace.authorization.keepAlive() { report(.keptAlive) }
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
                let pause = Self.pause(after: error, at: workspace.home)
                if let pause { soon = time.now() + pause }
                // What is tried again every few moments is said once.
                if pause == nil || failed != error.description { report(.failed(error)) }
                failed = error.description
            }
            // After several failures in a row the servers are left alone for longer; somebody who mends the cause ends that at once.
            let failures = try? await workspace.runs.unattendedFailures()
            let interval = Double(minutes) * 60
            let next = soon ?? time.now() + (failures?.pause(interval: interval) ?? interval) * (0.9 + 0.2 * min(max(jitter(), 0), 1))
            turn.announce(next: next)
            await afterwards(ran)
            guard await wait(until: next, orChangeOf: revision, orEndOf: failures, orAnswer: waits, orEndOf: turn) else { return }
            turn.announce(next: nil)
        }
    }

    /// How long to wait after a trouble of a shared home that passes by itself, in seconds; `nil` after any other.
    private static func pause(after error: OperationError, at home: any HomeStorage) -> TimeInterval? {
        guard home.isShared else { return nil }
        return switch error {
        // The right to write of a machine that died runs out.
        case .configuration(.runLocked): soonest
        // A database that was away comes back.
        case .configuration(.database), .configuration(.leaseLost), .ledger(.database): look
        default: nil
        }
    }

    /// Waits for the next run. Ends early when the turn is over, when somebody saved a configuration that is on, mended what made the pause longer, or answered what a run waits for; `false`
    /// when the task was canceled.
    private func wait(
        until moment: Date, orChangeOf revision: Int, orEndOf failures: UnattendedFailures?, orAnswer waits: Bool, orEndOf turn: ServiceTurn
    ) async -> Bool {
        let look = workspace.home.isShared ? ServiceTurn.look : Self.look
        while time.now() < moment {
            do { try await time.sleep(.seconds(min(look, max(0.001, moment.timeIntervalSince(time.now()))))) } catch { return false }
            if turn.isOver { return true }
            if let configuration = try? await workspace.setup.configuration(), configuration.revision != revision, configuration.autoprovisioning.isOn
            {
                break
            }
            // A clock that was set back must not make the wait for an answer longer than it is meant to be.
            if waits, moment.timeIntervalSince(time.now()) > ResumptionQuestion.patience + 60 { break }
            if waits, await isAnswered() { break }
            guard failures?.lengthensPause == true else { continue }
            if case .some(.none) = try? await workspace.runs.unattendedFailures() { break }
        }
        return !Task.isCancelled
    }

    /// Whether no run waits for an answer any more; a ledger that cannot be read says nothing about it.
    private func isAnswered() async -> Bool {
        do { return try await workspace.authorization.openResumption() == nil } catch { return false }
    }
}
