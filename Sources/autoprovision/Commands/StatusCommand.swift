import ArgumentParser
import Engine
import FileHome
import Foundation
import Provisioning
import Sync
import Wording

/// The state of a home.
struct StatusCommand: WorkspaceCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the switch, the authorization and the last run.",
        discussion: """
            Ends with 3 when the setup is finished and the app is not authorized, or no longer is. With --watch it ends with 0 when somebody presses Ctrl-C.

            --probe answers one question and ends with 0 for yes, 1 for no: live (a process starts the runs), ready (authorized, and the newest run read the directory), in-step \
            (ready, the newest run within two intervals, nothing held and nobody failed).
            """)

    @OptionGroup var homeOptions: HomeOptions
    @Flag(help: "Print the state as JSON.") var json = false
    @Option(
        help: ArgumentHelp("Answer one question: live, ready or in-step.", valueName: "probe"),
        completion: .list(ServiceProbe.allCases.map(\.rawValue)),
        transform: { text in
            guard let probe = ServiceProbe(rawValue: text) else {
                throw ValidationError("\"\(text)\" is not a probe; there are \(ServiceProbe.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return probe
        }) var probe: ServiceProbe?
    @Flag(help: "Show the state again after each change, until Ctrl-C; with --json a line each time.") var watch = false

    /// A probe is asked again and again, and by whom it is not known: it looks and does nothing.
    var looksForAlerts: Bool { probe == nil }

    func perform(in workspace: Workspace) async throws -> CommandOutcome {
        if let probe { return try await answer(probe, workspace) }
        guard watch else { return try await present(workspace) }
        let screen = Output.terminalColumns != nil && !json
        do {
            try await cancellingOnInterrupt(saying: "") {
                for try await _ in try StatusTimes(workspace).times {
                    let status = try await workspace.checks.status()
                    if json { try Output.jsonLine(StatusReport(status, home: workspace.home.displayName)) }
                    if screen { Output.clearScreen() }
                    if !json { show(status, home: workspace.home.displayName, next: NextStep.sentence(status, targets: workspace.targets)) }
                    if !json, !screen { Output.line() }
                }
            }
        } catch OperationError.cancelled {
            return .done
        }
        return .done
    }

    func validate() throws {
        guard probe == nil || !watch else { throw ValidationError("--probe and --watch exclude one another.") }
    }

    private struct Probed: Encodable {
        let probe: String
        let passed: Bool
        let reason: String
    }

    private func answer(_ probe: ServiceProbe, _ workspace: Workspace) async throws -> CommandOutcome {
        let answer = try await workspace.checks.answer(probe)
        if json {
            try Output.json(Probed(probe: probe.rawValue, passed: answer.isYes, reason: answer.reason))
        } else {
            Output.line("\(answer.isYes ? "yes" : "no"): \(homeOptions.completing(answer.reason))")
        }
        return answer.isYes ? .done : .doneWithFailures
    }

    private func present(_ workspace: Workspace) async throws -> CommandOutcome {
        let status = try await workspace.checks.status()
        if json {
            try Output.json(StatusReport(status, home: workspace.home.displayName))
        } else {
            show(status, home: workspace.home.displayName, next: NextStep.sentence(status, targets: workspace.targets))
        }
        switch status.authorization {
        case .authorized: return .done
        case .revoked: return .reauthorizationNeeded
        // Before the setup is finished there is nothing to mend yet.
        case .notAuthorized: return status.configuration.autoprovisioning.setupProgress == .finished ? .reauthorizationNeeded : .done
        }
    }

    private func show(_ status: WorkspaceStatus, home: String, next: String?) {
        let settings = status.configuration.autoprovisioning
        Output.line("Home             \(home)\(status.isSandbox ? " (sandbox)" : "")")
        Output.line("Administrator    \(status.configuration.administrator ?? "none signed in yet")")
        let isBearer = status.application.authorization == .bearer
        Output.line("App              \(status.application.name), \(status.application.server)")
        if let application = status.bindings.application {
            let directory = status.bindings.customerID.map { " and Google customer \($0)" } ?? ""
            Output.line("Ledger           \(status.linkedAccounts) linked, belongs to \(application)\(directory)")
        }
        Output.line("Autoprovisioning \(settings.isOn ? "on" : "off")")
        if settings.isOn, status.unattended == .absent {
            Output.line("                 nothing runs by itself; a service does that: \(homeOptions.completing(status.serviceCommand))")
        }
        if let holder = status.serviceHolder { Output.line("Service          \(holder.name)") }
        if !settings.isOn, let next { Output.line("                 \(homeOptions.completing(next))") }
        switch status.authorization {
        case .notAuthorized: Output.line("Authorization    \(isBearer ? "no bearer token was entered yet" : "not authorized yet")")
        case .authorized(let owner, let since, let deadline):
            // An account that belongs to nobody here has no better name than its number.
            let who = status.authorizingUserName ?? owner.map { "account \($0)" }
            let how = isBearer ? "with the bearer token that was entered on" : "authorized\(who.map { " as \($0)" } ?? "") since"
            Output.line("Authorization    \(how) \(since.words)")
            if let deadline { Output.line("                 ends on \(deadline.words) unless it is renewed; a run does so once a day") }
        case .revoked(let reason, let since):
            Output.line("Authorization    REVOKED since \(since.words): \(reason)")
            Output.line(homeOptions.completing("                 What is due meanwhile, and how to cancel it: autoprovision pending"))
        }
        if let question = status.resumption {
            let sentence = ResumptionQuestion.hints.following(question.sentence(application: status.application.name), on: .commandLine)
            Output.line("Runs wait        \(homeOptions.completing(sentence))")
        }
        if let run = status.lastRun {
            Output.line("Last run         \(run.started.words), run \(run.id), \(run.summary)")
            if let message = run.message { Output.line("                 \(homeOptions.completing(message))") }
        } else {
            Output.line("Last run         none yet")
        }
        if status.held.undecided > 0 {
            Output.line(homeOptions.completing("Held             \(status.held.undecided) wait for your decision: autoprovision held"))
        }
        if let decided = status.held.decided.words(isOn: settings.isOn) {
            Output.line("\(status.held.undecided > 0 ? "                 " : "Held             ")\(decided)")
        }
        if status.awaitingActivation > 0 {
            let number = status.awaitingActivation
            Output.line(
                "Not activated    \(number) \(number == 1 ? "account is" : "accounts are") not active in \(status.application.name) yet; their people have to activate them"
            )
        }
        if let change = status.identityChange {
            for pair in change.pairs.prefix(20) { Output.line("                 \(pair.name) <\(pair.address)>  \(pair.from) is now \(pair.to)") }
            if change.pairs.count > 20 { Output.line("                 and \(change.pairs.count - 20) more") }
        }
        if let failures = status.unattendedFailures, failures.lengthensPause {
            Output.line("Unattended       \(homeOptions.completing(failures.words))")
            if case .present(let next?) = status.unattended {
                Output.line(
                    "                 The next run comes at \(next.words). A save, a new authorization or a run by hand that succeeds ends the longer pauses."
                )
            }
        }
        for (index, orphan) in status.bindings.orphans.enumerated() {
            let title = index == 0 ? "Without a link   " : "                 "
            Output.line(
                "\(title)\(orphan.account.userName), account \(orphan.account.id): \(orphan.reason.words)\(orphan.account.isActive ? ", ACTIVE" : "")"
            )
        }
        if let sentence = FindingRule.sentence(waiting: status.waitingFindings, application: status.application.name) {
            Output.line("Accounts         \(homeOptions.completing(sentence))")
        }
        if let holder = status.runHolder {
            Output.line("Running now      \(holder)")
            if let progress = status.running { Output.line("                 \(progress.words)\(progress.current.map { "; now \($0)" } ?? "")") }
        }
    }
}
